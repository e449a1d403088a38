// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/save_file.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SaveFile)
};

} // namespace

void saveFile(QWidget* parent, const FileOffer& offer, const QByteArray& bytes,
              std::function<void(const QString& sentence, bool isProblem)> say)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    auto* dialog = new QFileDialog{parent, offer.title, folder, offer.filter};
    dialog->setObjectName(u"saveFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(offer.suffix);
    dialog->selectFile(offer.name);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog,
                     [bytes, say = std::move(say)](const QString& path) {
                         QSaveFile file{path};
                         const bool isSaved = file.open(QIODevice::WriteOnly) &&
                                              file.write(bytes) == bytes.size() && file.commit();
                         say(isSaved ? Words::tr("Saved as %1").arg(QFileInfo{path}.fileName())
                                     : Words::tr("Not saved: %1").arg(file.errorString()),
                             !isSaved);
                     });
    dialog->open();
}

} // namespace foyer
