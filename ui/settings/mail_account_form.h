// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/mail_account.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace foyer {

class CaptionedField;

/// Who a brand's mails are from and which server takes them, to be typed. Shows a value, hands back what was
/// typed, says beside a field what is wrong with it. The password is no part of it (see SecretRows).
class MailAccountForm : public QWidget
{
    Q_OBJECT

public:
    explicit MailAccountForm(QWidget* parent = nullptr);

    /// What counts where a field is left empty.
    struct Defaults
    {
        QString name;
        QString address;
        QString otherServer; ///< the brand through whose server it goes without one of its own; empty: none
    };
    void setDetails(const MailAccountDetails& details, const Defaults& defaults);
    MailAccountDetails typed() const;
    bool isEdited() const { return typed() != m_shown; }
    /// Beside the fields; the first one gets the focus. @returns whether there is none
    bool showProblems();
    /// Stands below the user. Becomes a child.
    void setPassword(QWidget* password);

Q_SIGNALS:
    void edited();

private:
    void addIdentity(QVBoxLayout* column);
    void addServer(QVBoxLayout* column);
    QLineEdit* line(const QString& name);
    QString addressInUse() const;
    void propose();
    void showProposal();
    void showParts();
    void touched();

    Defaults m_defaults;
    MailAccountDetails m_shown; ///< what typed() said before anybody typed
    QLineEdit* m_fromName;
    QLineEdit* m_fromAddress;
    QLineEdit* m_replyTo;
    QComboBox* m_way;
    QWidget* m_serverParts;
    QVBoxLayout* m_serverColumn;
    QLineEdit* m_host;
    QSpinBox* m_port;
    QComboBox* m_security;
    QLineEdit* m_user;
    QPushButton* m_propose;
    CaptionedField* m_fromNameField;
    CaptionedField* m_fromAddressField;
    CaptionedField* m_replyToField;
    CaptionedField* m_wayField;
    CaptionedField* m_hostField;
    CaptionedField* m_securityField;
    CaptionedField* m_userField;
};

} // namespace foyer
