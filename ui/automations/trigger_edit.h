// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;
class QTimeEdit;

namespace foyer {

/// What an automation waits for, written as a sentence with fields.
class TriggerEdit : public QWidget
{
    Q_OBJECT

public:
    explicit TriggerEdit(QWidget* parent = nullptr);

    void setTrigger(const Trigger& trigger);
    Trigger trigger() const;
    /// Empty: nothing is wrong.
    void setProblem(const QString& sentence);

Q_SIGNALS:
    void edited();

private:
    void showFields();
    void offerDocuments(ItemKind chosen);

    bool m_isShowing = false;
    QComboBox* m_kind;
    QComboBox* m_stage;
    QComboBox* m_document;
    QSpinBox* m_days;
    QComboBox* m_side; ///< before, on the day, after
    QLabel* m_of;
    QLabel* m_atWord;
    QTimeEdit* m_at;
    QLabel* m_problem;
};

} // namespace foyer
