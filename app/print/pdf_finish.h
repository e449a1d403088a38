// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

namespace foyer::print {

/// A PDF of Qt's writer made fit to be kept: the same bytes for the same sheet (no date, no numbers by
/// chance), no word about the tools, title and language where readers look for them, and text that copies out
/// as it was written: "office" and "مرحبا" instead of the presentation forms they are drawn with, and emoji
/// as emoji.
/// @param meanings  of signs that stand for something else
/// Faults: Invalid (not by Qt's writer)
Result<QByteArray> finishedPdf(const QByteArray& pdf, const QString& title, const QString& language,
                               const QHash<QChar, QString>& meanings);

} // namespace foyer::print
