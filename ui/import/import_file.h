// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QString>

namespace foyer {

enum class ImportFormat
{
    Vcard,
    Csv
};

/// By what stands in the file, whatever it is called: a vCard begins with BEGIN:VCARD, in any encoding we
/// read; everything else is taken for a table.
ImportFormat formatOf(const QByteArray& bytes);

struct ImportFile
{
    QString path;
    QByteArray bytes;
    ImportFormat format;

    QString name() const; ///< without its folder
};

/// Faults: NotFound, Denied (no rights, or no ordinary file), Invalid (empty, or beyond 256 MiB), Storage.
/// Not for the window's thread.
Result<ImportFile> readImportFile(const QString& path);

} // namespace foyer
