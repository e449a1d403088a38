// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/automations/automation_draft.h"
#include "ui/automations/studio_choices.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace foyer {

class CaptionedField;
class ConditionsEdit;
class StepsEdit;
class TriggerEdit;

/// Writes one automation. What is typed is saved by its button; what somebody else saved meanwhile is
/// settled part by part, and nobody's words are lost.
class AutomationEditor : public QWidget
{
    Q_OBJECT

public:
    explicit AutomationEditor(Database& database, QWidget* parent = nullptr);

    void show(AutomationId id);
    using QWidget::show;
    const std::optional<Automation>& automation() const { return m_base; }
    AutomationDraft typed() const;
    bool isDirty() const;
    /// Looks again at what the studio has.
    void refresh();
    void focusName();

    /// Saves what was typed, then goes on; not when it cannot be saved.
    void save(std::function<void()> then = {});
    /// Asks what shall become of what was typed, if anything was.
    /// @returns whether one may leave at once; else `then` is called once one may
    bool mayLeave(std::function<void()> then);
    void say(const QString& sentence, bool isProblem = false);

Q_SIGNALS:
    /// The automation as it stands in the studio is shown, or shown anew.
    void loaded(const foyer::Automation& automation);
    void gone();
    void rehearsalWanted(const foyer::AutomationDraft& draft);

private:
    void build();
    QWidget* buildForm();
    QWidget* buildConflict();
    void begin(const Automation& automation);
    void put(const AutomationDraft& draft);
    void take(const Automation& theirs);
    void settle(bool keepsMine);
    void showProblems();
    void showButtons();
    void saved(const Result<void>& result, const AutomationDraft& draft, std::function<void()> then);

    Database& m_database;
    StudioChoices m_choices;
    std::optional<Automation> m_base;   ///< what the fields were filled from
    std::optional<Automation> m_theirs; ///< saved by somebody else, in conflict with what is typed
    AutomationDraft m_clean;            ///< what typed() said before anybody typed
    bool m_isPutting = false;
    bool m_isSaving = false;
    QTimer m_check; ///< problems are looked for when the typing rests

    QLineEdit* m_name;
    CaptionedField* m_nameField;
    QLineEdit* m_description;
    TriggerEdit* m_trigger;
    ConditionsEdit* m_conditions;
    StepsEdit* m_steps;
    QSpinBox* m_lateDays;
    QLabel* m_general;
    QWidget* m_conflict = nullptr;
    QLabel* m_conflictText;
    QLabel* m_said;
    QPushButton* m_rehearse;
    QPushButton* m_discard;
    QPushButton* m_save;
};

} // namespace foyer
