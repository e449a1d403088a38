// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/dropped_files.h"

#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace foyer {

using namespace Qt::StringLiterals;

bool isContactFile(const QString& path)
{
    static const QStringList endings{u"vcf"_s, u"vcard"_s, u"csv"_s, u"tsv"_s};
    return endings.contains(QFileInfo{path}.suffix().toLower());
}

QStringList contactFilesIn(const QMimeData* data)
{
    QStringList files;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile() && isContactFile(url.toLocalFile()))
            files.append(url.toLocalFile());
    }
    return files;
}

} // namespace foyer
