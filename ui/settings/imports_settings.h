// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_import.h"
#include "ui/common/background_job.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableWidget;

namespace foyer {

/// Settings › Imports: what was brought in, and the way back.
class ImportsSettings : public QWidget
{
    Q_OBJECT

public:
    explicit ImportsSettings(Database& database, QWidget* parent = nullptr);

private:
    void reload();
    void takeBackCurrent();
    void showButtons();

    Database& m_database;
    std::vector<contacts::ImportRecord> m_imports;
    QStackedWidget* m_shelves;
    QTableWidget* m_table;
    QLabel* m_said;
    QProgressBar* m_progress;
    QPushButton* m_undo;
    BackgroundJob m_job; ///< last: its thread ends before what it works on
};

} // namespace foyer
