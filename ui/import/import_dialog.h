// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/import/import_session.h"

#include <QDialog>

class QPushButton;
class QSettings;
class QStackedWidget;

namespace foyer {

class CsvColumnsView;
class ImportBusyPage;
class ImportEndPage;
class ImportForecastPage;
class ImportProblemsPage;

/// From a file to contacts: what its columns mean, what would happen, progress, and the way back. Nothing is
/// brought in before the person says so.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param settings  where the meaning of columns is remembered for the next file with the same headings
    ImportDialog(Database& database, QSettings& settings, QWidget* parent = nullptr);

    void open(const QString& path);
    using QDialog::open;
    const ImportSession& session() const { return m_session; }

    /// Asks for a file first. @returns an empty text when none was chosen
    static QString askForFile(QWidget* parent, QSettings& settings);

protected:
    /// While contacts are brought in, closing asks them to leave again and waits for that.
    void reject() override;

private:
    void showStep();
    void goOn();
    void showColumns();
    void showEnd();
    CsvMapping rememberedMapping(const CsvPreview& preview) const;
    void rememberMapping();

    Database& m_database;
    QSettings& m_settings;
    ImportSession m_session;
    QStackedWidget* m_pages;
    ImportBusyPage* m_busy;
    CsvColumnsView* m_columns;
    ImportForecastPage* m_forecast;
    ImportProblemsPage* m_problems;
    ImportEndPage* m_end;
    QPushButton* m_back;
    QPushButton* m_undo;
    QPushButton* m_next;
    QPushButton* m_cancel;
    bool m_isClosing = false;
};

} // namespace foyer
