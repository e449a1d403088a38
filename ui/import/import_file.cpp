// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_file.h"

#include <QFile>
#include <QFileInfo>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = qint64{256} * 1024 * 1024; // what the vCard reader takes at most

} // namespace

ImportFormat formatOf(const QByteArray& bytes)
{
    // Dropping zero bytes makes UTF-16 of ASCII readable, in both byte orders.
    QByteArray start = bytes.first(std::min<qsizetype>(bytes.size(), 256));
    start.replace('\0', QByteArray{});
    for (const QByteArray& mark :
         {QByteArrayLiteral("\xef\xbb\xbf"), QByteArrayLiteral("\xff\xfe"), QByteArrayLiteral("\xfe\xff")}) {
        if (start.startsWith(mark))
            start.remove(0, mark.size());
    }
    return start.trimmed().toUpper().startsWith("BEGIN:VCARD") ? ImportFormat::Vcard : ImportFormat::Csv;
}

QString ImportFile::name() const
{
    return QFileInfo{path}.fileName();
}

Result<ImportFile> readImportFile(const QString& path)
{
    const QFileInfo info{path};
    if (!info.exists())
        return fail(Fault::NotFound, u"There is no file %1."_s.arg(path));
    if (!info.isFile() || !info.isReadable())
        return fail(Fault::Denied, u"%1 cannot be read."_s.arg(path));
    if (info.size() == 0)
        return fail(Fault::Invalid, u"%1 is empty."_s.arg(path));
    if (info.size() > largestFile)
        return fail(Fault::Invalid, u"%1 is larger than 256 MiB."_s.arg(path));
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return fail(Fault::Denied, file.errorString());
    ImportFile read{path, file.readAll(), ImportFormat::Csv};
    if (file.error() != QFileDevice::NoError)
        return fail(Fault::Storage, file.errorString());
    read.format = formatOf(read.bytes);
    return read;
}

} // namespace foyer
