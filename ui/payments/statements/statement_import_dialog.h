// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/payments/statements/statement_session.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QSettings;
class QStackedWidget;

namespace foyer {

class ImportBusyPage;
class ImportEndPage;
class StatementColumnsView;
class StatementLinesPage;

/// From a bank's file to payments: choose or drop it, see what every line would pay, change that, then
/// record. Nothing is recorded before the person says so. The same window sorts out lines of earlier imports.
class StatementImportDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param settings  where the meaning of a bank's columns is remembered
    /// @param path      empty: asks for a file first
    StatementImportDialog(Database& database, QSettings& settings, const QString& path = {},
                          QWidget* parent = nullptr);

    void open(const QString& path);
    using QDialog::open;
    /// Lines that wait since earlier imports, and those sorted out lately.
    void sortOut();
    const StatementSession& session() const { return m_session; }

protected:
    /// While payments are recorded, closing asks to stop and waits for that.
    void reject() override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeStartPage();
    void askForFile();
    void showStep();
    void showColumns();
    void showReady();
    void showEnd();
    void showNextText();
    void goOn();
    void goBack();
    bool takesFiles() const;
    StatementCsvOptions rememberedOptions() const;
    void remember(const StatementCsvOptions& options);

    Database& m_database;
    QSettings& m_settings;
    StatementSession m_session;
    QStackedWidget* m_pages;
    QWidget* m_start = nullptr;
    QPushButton* m_earlier = nullptr;
    ImportBusyPage* m_busy;
    StatementColumnsView* m_columns;
    StatementLinesPage* m_lines;
    ImportEndPage* m_end;
    QPushButton* m_back;
    QPushButton* m_next;
    QPushButton* m_cancel;
};

} // namespace foyer
