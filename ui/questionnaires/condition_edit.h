// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/questionnaires/questionnaire.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace foyer {

/// "Shown only if": an earlier question, a test that fits it, and a value.
class ConditionEdit : public QWidget
{
    Q_OBJECT

public:
    explicit ConditionEdit(QWidget* parent = nullptr);

    /// @param id  of the question whose condition it is
    void setCondition(const Questionnaire& questionnaire, const QString& id);
    const std::optional<ShownIf>& condition() const { return m_condition; }

Q_SIGNALS:
    void edited();

private:
    void show();
    void chooseQuestion();
    void chooseTest();
    void chooseValue();

    Questionnaire m_questionnaire;
    QString m_id;
    std::optional<ShownIf> m_condition;
    QComboBox* m_question;
    QComboBox* m_test;
    QComboBox* m_choice;
    QLineEdit* m_value;
};

} // namespace foyer
