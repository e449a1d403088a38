// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/portal_access/session.h"
#include "app/storage/database.h"

#include <QDialog>

#include <vector>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace foyer {

/// Where a client is logged in now, and how to end it. Follows what happens meanwhile.
class LoginsDialog : public QDialog
{
    Q_OBJECT

public:
    LoginsDialog(Database& database, ContactId contact, const QString& name, QWidget* parent = nullptr);

private:
    void reload();
    void endSelected();
    void endAll();
    void said(const Result<void>& done, const QString& sentence);

    Database& m_database;
    ContactId m_contact;
    std::vector<portal_access::Session> m_sessions;
    QTreeWidget* m_list;
    QLabel* m_done;
    QPushButton* m_end;
    QPushButton* m_endAll;
};

} // namespace foyer
