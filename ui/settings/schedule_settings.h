// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/schedule_presets.h"
#include "ui/invoices/invoice_draft.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QMenu;
class QPushButton;

namespace foyer {

class CaptionedField;
class ScheduleEdit;

/// Settings › Schedules: payment schedules by name, one of them for each type of job. An invoice copies what
/// it starts with, so that a change here reaches none that is there.
class ScheduleSettings : public QWidget
{
    Q_OBJECT

public:
    explicit ScheduleSettings(Database& database, QWidget* parent = nullptr);

private:
    QWidget* makeList();
    QWidget* makeForm();
    void reload();
    enum class Begin
    {
        Nothing,
        New ///< one that is not kept yet
    };
    void showPreset(std::optional<SchedulePresetId> id, Begin begin = Begin::Nothing);
    void showRow();
    void switchTo(int row);
    void startNew();
    void offerReady();
    void save();
    void archive();
    void done(const Result<SchedulePresetId>& result, const QString& sentence);
    void showRules();
    void showButtons();
    void say(const QString& sentence, bool isProblem = false);
    bool isEdited() const;

    Database& m_database;
    std::vector<invoices::SchedulePreset> m_presets;
    std::optional<invoices::SchedulePreset> m_shown; ///< nothing: a new one is being typed, or none
    bool m_isNew = false;
    bool m_isSaving = false;
    std::vector<DraftRule> m_rules;

    QListWidget* m_list;
    QLineEdit* m_name;
    CaptionedField* m_nameField;
    QComboBox* m_jobType;
    ScheduleEdit* m_schedule;
    QWidget* m_form = nullptr;
    QLabel* m_said;
    QMenu* m_ready;
    QPushButton* m_add;
    QPushButton* m_install;
    QPushButton* m_archive;
    QPushButton* m_discard;
    QPushButton* m_save;
};

} // namespace foyer
