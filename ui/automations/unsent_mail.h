// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QLabel;

namespace foyer {

class MailSheet;

/// A mail as its recipient will read it, links masked, with its subject and whom it goes to.
class UnsentMail : public QWidget
{
    Q_OBJECT

public:
    struct Mail
    {
        QString toName;
        QString toAddress;
        QString subject;
        QString text;
        QString html;
        bool operator==(const Mail&) const = default;
    };

    explicit UnsentMail(QWidget* parent = nullptr);

    void show(const Mail& mail);
    using QWidget::show;

private:
    QLabel* m_subject;
    QLabel* m_to;
    MailSheet* m_sheet;
};

} // namespace foyer
