// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/database.h"
#include "ui/common/background_job.h"

#include <QDialog>

#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSettings;

namespace foyer {

/// File › Export…: which version of vCard, where to, progress.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param ids  empty: every live contact
    ExportDialog(Database& database, QSettings& settings, std::vector<ContactId> ids,
                 QWidget* parent = nullptr);

Q_SIGNALS:
    void exported(int count, const QString& path);

protected:
    void reject() override;

private:
    void exportNow();

    Database& m_database;
    QSettings& m_settings;
    std::vector<ContactId> m_ids;
    QComboBox* m_version;
    QProgressBar* m_progress;
    QLabel* m_said;
    QPushButton* m_export;
    BackgroundJob m_job;
};

} // namespace foyer
