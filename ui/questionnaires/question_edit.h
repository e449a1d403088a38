// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/questionnaires/questionnaire.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace foyer {

class ConditionEdit;
class OptionsEdit;

/// One question, to be written. Shows a value and tells of each change; it keeps nothing.
class QuestionEdit : public QWidget
{
    Q_OBJECT

public:
    explicit QuestionEdit(QWidget* parent = nullptr);

    /// Shows the question with this id; what says the same already is left alone, cursor included.
    void setQuestion(const Questionnaire& questionnaire, const QString& id, const QString& problem);
    void focusLabel();

Q_SIGNALS:
    /// @param part  what was changed, so that typing on is one step of undo: "label", "help", …; empty for
    /// what
    ///              is a step of its own
    void edited(const foyer::Questionnaire::Question& question, const QString& part);

private:
    void build();
    void changeKind();
    void changeField();
    void changeBounds();
    void tell(const QString& part);

    Questionnaire::Question m_question;
    QFormLayout* m_form;
    QLabel* m_problem;
    QComboBox* m_kind;
    QLineEdit* m_label;
    QPlainTextEdit* m_help;
    QCheckBox* m_required;
    OptionsEdit* m_options;
    QWidget* m_bounds;
    QLineEdit* m_least;
    QLineEdit* m_most;
    ConditionEdit* m_condition;
    QWidget* m_mapping;
    QComboBox* m_field;
    QLineEdit* m_fieldName;
};

} // namespace foyer
