// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QMimeData;

namespace foyer {

/// The local files among what is dragged whose name says that they hold contacts (.vcf, .vcard, .csv, .tsv).
QStringList contactFilesIn(const QMimeData* data);
bool isContactFile(const QString& path);

} // namespace foyer
