// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/outbox.h"

#include <QString>
#include <QUrl>

#include <optional>

/// A mail given to the desktop's own mail program.
namespace foyer::mail_handover {

/// What such a program can take by its address: whom to, subject and text.
/// @returns nothing when it is longer than programs take
std::optional<QUrl> addressFor(const QString& to, const QString& subject, const QString& text);

/// What does not go with it, in whole sentences.
QString whatIsLost(int attachments);

} // namespace foyer::mail_handover
