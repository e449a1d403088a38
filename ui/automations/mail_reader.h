// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QTabWidget;

namespace foyer {

class PaperBrowser;

/// A mail as its recipient will read it, links masked, and the text part beside it.
class MailReader : public QWidget
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

    explicit MailReader(QWidget* parent = nullptr);

    void show(const Mail& mail);
    using QWidget::show;
    void clear();

private:
    QLabel* m_subject;
    QLabel* m_to;
    QTabWidget* m_parts;
    PaperBrowser* m_html;
    PaperBrowser* m_text;
};

} // namespace foyer
