// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/outbox.h"
#include "app/storage/database.h"

#include <QDialog>

class QCheckBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPushButton;

namespace foyer {

class CaptionedField;

namespace writing {
class WritingWidget;
}

/// A mail that has not left, to be changed. It stays open until what was typed is saved, or given up.
class MailEditDialog : public QDialog
{
    Q_OBJECT

public:
    MailEditDialog(Database& database, const mail::Mail& mail, QWidget* parent = nullptr);

Q_SIGNALS:
    void saved(const QString& sentence);

protected:
    void reject() override; ///< asks when something was typed

private:
    void build();
    void show(const mail::Mail& mail);
    mail::MailEdit typed() const;
    bool isEdited() const;
    void save(bool isToSend);
    void store(const mail::MailEdit& edited, bool isToSend);
    void refused(const Error& error);

    Database& m_database;
    mail::Mail m_mail;
    mail::MailEdit m_shown;
    QLineEdit* m_address;
    QLineEdit* m_subject;
    QCheckBox* m_isLater;
    QDateTimeEdit* m_when;
    writing::WritingWidget* m_writing;
    CaptionedField* m_addressField = nullptr;
    CaptionedField* m_subjectField = nullptr;
    QLabel* m_problem;
    QPushButton* m_save = nullptr;
    QPushButton* m_send = nullptr;
    QPushButton* m_takeTheirs = nullptr;
};

} // namespace foyer
