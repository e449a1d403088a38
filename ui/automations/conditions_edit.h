// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation.h"
#include "ui/automations/studio_choices.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace foyer {

/// "Type of job · is · Wedding"
class ConditionRow : public QWidget
{
    Q_OBJECT

public:
    explicit ConditionRow(const StudioChoices& choices, QWidget* parent = nullptr);

    void setCondition(const Condition& condition);
    Condition condition() const;
    void setNumber(int number);
    void setProblem(const QString& sentence);
    void focusKind();

Q_SIGNALS:
    void edited();
    void removeWanted();

private:
    void showFields();

    bool m_isShowing = false;
    QComboBox* m_kind;
    QComboBox* m_isNot;
    QComboBox* m_type;
    QComboBox* m_brand;
    QLineEdit* m_source;
    QComboBox* m_stage;
    QToolButton* m_remove;
    QLabel* m_problem;
};

/// What must hold besides; rows below each other.
class ConditionsEdit : public QWidget
{
    Q_OBJECT

public:
    explicit ConditionsEdit(QWidget* parent = nullptr);

    void setChoices(const StudioChoices& choices) { m_choices = choices; }
    void setConditions(const std::vector<Condition>& conditions);
    std::vector<Condition> conditions() const;
    /// One for each condition; empty: nothing is wrong.
    void setProblems(const QStringList& sentences);

Q_SIGNALS:
    void edited();

private:
    ConditionRow* addRow(const Condition& condition);
    void remove(ConditionRow* row);
    void numberRows();

    StudioChoices m_choices;
    std::vector<ConditionRow*> m_rows;
    QVBoxLayout* m_lines;
    QLabel* m_none;
    QPushButton* m_add;
};

} // namespace foyer
