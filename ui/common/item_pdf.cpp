// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/item_pdf.h"

#include "app/contracts/sealing.h"
#include "app/items/item_store.h"
#include "ui/common/words.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QUrl>

namespace foyer::item_pdf {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ItemPdf)
};

QString write(const QByteArray& pdf, const QString& path)
{
    QSaveFile file{path};
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(pdf) == pdf.size() && file.commit();
    return isWritten ? QString{} : file.errorString();
}

Result<QByteArray> readOrSay(const Database& database, const Item& item, const Say& say)
{
    auto pdf = database.read([&](const Snapshot& snapshot) { return read(snapshot, item); });
    if (!pdf)
        say(pdf.error().fault == Fault::NotFound ? Words::tr("There is no PDF of “%1”.").arg(item.title)
                                                 : words::fault(pdf.error().fault));
    return pdf;
}

} // namespace

bool mayHave(const Item& item)
{
    switch (item.kind) {
    case ItemKind::Order:
    case ItemKind::Contract:
    case ItemKind::Invoice:
        return item.current.has_value();
    case ItemKind::Questionnaire:
    case ItemKind::File:
        return false;
    }
    Q_UNREACHABLE();
}

Result<QByteArray> read(const Snapshot& snapshot, const Item& item)
{
    if (item.kind == ItemKind::Contract)
        return contracts::pdfOf(snapshot, item);
    if (!item.current)
        return fail(Fault::NotFound, u"Item %1 was never sent."_s.arg(item.id.row()));
    return items::pdfOf(snapshot, *item.current);
}

QString fileName(const Item& item)
{
    QString name = (item.number + u' ' + item.title).simplified().left(100);
    for (QChar& c : name) {
        if (QStringView{u"/\\:*?\"<>|"}.contains(c))
            c = u'-';
    }
    return (name.isEmpty() ? u"document"_s : name) + u".pdf"_s;
}

void save(QWidget* parent, const Database& database, const Item& item, Say say)
{
    const auto pdf = readOrSay(database, item, say);
    if (!pdf)
        return;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    auto* dialog = new QFileDialog{parent, Words::tr("Save PDF"), folder, Words::tr("PDF documents (*.pdf)")};
    dialog->setObjectName(u"savePdfDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"pdf"_s);
    dialog->selectFile(fileName(item));
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog,
                     [bytes = *pdf, say = std::move(say)](const QString& path) {
                         const QString problem = write(bytes, path);
                         say(problem.isEmpty() ? Words::tr("Saved as %1").arg(QFileInfo{path}.fileName())
                                               : Words::tr("Not saved: %1").arg(problem));
                     });
    dialog->open();
}

void open(const Database& database, const Item& item, const Say& say)
{
    const auto pdf = readOrSay(database, item, say);
    if (!pdf)
        return;
    // Readable by this person only, gone with the program. By content: a newer version never changes what a
    // viewer has open.
    static const QTemporaryDir copies;
    const QByteArray hash = QCryptographicHash::hash(*pdf, QCryptographicHash::Sha256).toHex().left(16);
    const QDir folder{copies.filePath(QString::fromLatin1(hash))};
    const QString path = folder.filePath(fileName(item));
    QString problem;
    if (!copies.isValid() || !folder.mkpath(u"."_s))
        problem = copies.errorString();
    else
        problem = write(*pdf, path);
    if (!problem.isEmpty())
        say(Words::tr("The PDF could not be put where a viewer finds it: %1").arg(problem));
    else if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        say(Words::tr("No program here opens PDFs. Save it instead, and open it elsewhere."));
}

} // namespace foyer::item_pdf
