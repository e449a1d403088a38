// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/automations/unsent_mail.h"

#include <QDialog>

#include <vector>

namespace foyer {

/// The mails that would go out upon an approval, to be read before it is given.
class MailsDialog : public QDialog
{
    Q_OBJECT

public:
    MailsDialog(const QString& title, std::vector<UnsentMail::Mail> mails, QWidget* parent = nullptr);

Q_SIGNALS:
    void approved();
    void refused();

private:
    void show(int index);
    using QDialog::show;

    std::vector<UnsentMail::Mail> m_mails;
    UnsentMail* m_reader;
};

} // namespace foyer
