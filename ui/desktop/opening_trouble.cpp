// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/opening_trouble.h"

#include <QCoreApplication>
#include <QDir>
#include <QMessageBox>
#include <QPushButton>

namespace foyer {

namespace {

/// The context translators find these sentences in.
class OpeningTrouble
{
    Q_DECLARE_TR_FUNCTIONS(OpeningTrouble)
};

} // namespace

Trouble openingTrouble(const QString& file, const Error& error)
{
    const QString name = QDir::toNativeSeparators(file);
    switch (error.fault) {
    case Fault::Newer:
        return {OpeningTrouble::tr("This studio was made by a newer Foyer"),
                OpeningTrouble::tr("“%1” was last used by a later version of Foyer. Install that version or "
                                   "a newer one to open it. "
                                   "Nothing was changed.")
                    .arg(name),
                error.detail};
    case Fault::Conflict:
    case Fault::Busy:
        return {OpeningTrouble::tr("This studio is open somewhere else"),
                OpeningTrouble::tr("Another program is using “%1”: perhaps a portal that runs without a "
                                   "window, or Foyer of another "
                                   "user. Close it there, then try again.")
                    .arg(name),
                error.detail};
    case Fault::Denied:
        return {OpeningTrouble::tr("This studio cannot be used where it lies"),
                OpeningTrouble::tr("“%1” is in a network folder, or you may not write there. Two computers "
                                   "writing to one studio over "
                                   "a network folder would damage it. Move the file to a folder on this "
                                   "computer, then open it there.")
                    .arg(name),
                error.detail};
    case Fault::NotFound:
        return {OpeningTrouble::tr("There is no such studio"),
                OpeningTrouble::tr(
                    "“%1” does not exist. It may have been moved or renamed, or its disk is not connected.")
                    .arg(name),
                error.detail};
    case Fault::Storage:
    case Fault::Invalid:
    case Fault::Cancelled:
        return {OpeningTrouble::tr("This studio cannot be read"),
                OpeningTrouble::tr("“%1” is damaged, is no studio of Foyer, or its disk reports errors. "
                                   "Nothing was changed. Make a "
                                   "copy of the file before anything else; if you have a backup, open that.")
                    .arg(name),
                error.detail};
    }
    Q_UNREACHABLE();
}

TroubleAnswer showOpeningTrouble(QWidget* parent, const QString& file, const Error& error)
{
    const Trouble trouble = openingTrouble(file, error);
    QMessageBox box{QMessageBox::Warning, QStringLiteral("Foyer"), trouble.title, QMessageBox::NoButton,
                    parent};
    box.setInformativeText(trouble.text);
    box.setDetailedText(trouble.details);
    const QPushButton* again = box.addButton(OpeningTrouble::tr("&Try Again"), QMessageBox::AcceptRole);
    const QPushButton* another =
        box.addButton(OpeningTrouble::tr("&Open Another Studio…"), QMessageBox::ActionRole);
    QPushButton* quit = box.addButton(OpeningTrouble::tr("&Quit"), QMessageBox::RejectRole);
    box.setEscapeButton(quit);
    box.exec();
    if (box.clickedButton() == again)
        return TroubleAnswer::TryAgain;
    return box.clickedButton() == another ? TroubleAnswer::OpenAnother : TroubleAnswer::Quit;
}

} // namespace foyer
