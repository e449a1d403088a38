// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/outbox.h"
#include "app/storage/database.h"

#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTextBrowser;

namespace foyer {

class MailModel;

/// The mails that wait, went out or could not: read them as their recipients do, take them back.
class OutboxPage : public QWidget
{
    Q_OBJECT

public:
    /// @param portalOrigin  where links point to while no portal address is set; "" while the portal is off
    OutboxPage(Database& database, std::function<QString()> portalOrigin, QWidget* parent = nullptr);

    /// Also when the portal started, stopped or moved: links read differently then.
    void reload();

Q_SIGNALS:
    void failed(const QString& sentence);

private:
    QWidget* makeReader();
    std::optional<mail::Mail> current() const;
    void read();
    void cancelCurrent();

    Database& m_database;
    std::function<QString()> m_portalOrigin;
    MailModel* m_model;
    QStackedWidget* m_shelves; ///< empty state, or list and reader
    QTableView* m_list;
    QLabel* m_subject;
    QLabel* m_recipient;
    QLabel* m_reason;
    QTextBrowser* m_text;
    QPushButton* m_cancel;
};

} // namespace foyer
