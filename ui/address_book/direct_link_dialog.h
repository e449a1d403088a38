// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace foyer {

/// Shows somebody's Direct Link to be copied, scanned from the screen or saved as a picture.
class DirectLinkDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Occasion
    {
        Asked,     ///< the QR button was pressed
        AfterReset ///< the link is new, and it has to reach its person somehow
    };

    DirectLinkDialog(const QString& name, const QString& link, Occasion occasion, QWidget* parent = nullptr);

    /// Without an email there is nothing to send an invite to.
    void setCanInvite(bool canInvite);
    /// Says below the buttons that something worked, e.g. that the invite waits in the Outbox.
    void showDone(const QString& sentence);

Q_SIGNALS:
    void inviteRequested();

private:
    void copyLink();
    void savePicture();

    QString m_name;
    QString m_link;
    QPushButton* m_invite = nullptr;
    QLabel* m_done;
};

/// Writes the picture of a link as PNG, whole or not at all. @returns why not, empty when it worked
QString writeLinkPicture(const QString& file, const QString& link, const QString& name);

} // namespace foyer
