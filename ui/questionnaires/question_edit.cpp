// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/questionnaires/question_edit.h"

#include "app/questionnaires/answers.h"
#include "ui/questionnaires/condition_edit.h"
#include "ui/questionnaires/options_edit.h"
#include "ui/questionnaires/question_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QString numberText(const std::optional<double>& number)
{
    return number ? QLocale::c().toString(*number, 'g', 15) : QString{};
}

void setTextOf(QLineEdit* line, const QString& text)
{
    if (line->text() != text)
        line->setText(text);
}

} // namespace

QuestionEdit::QuestionEdit(QWidget* parent)
    : QWidget{parent}
    , m_form{new QFormLayout{this}}
    , m_problem{new QLabel}
    , m_kind{new QComboBox}
    , m_label{new QLineEdit}
    , m_help{new QPlainTextEdit}
    , m_required{new QCheckBox{tr("Must be &answered")}}
    , m_options{new OptionsEdit}
    , m_bounds{new QWidget}
    , m_least{new QLineEdit}
    , m_most{new QLineEdit}
    , m_condition{new ConditionEdit}
    , m_mapping{new QWidget}
    , m_field{new QComboBox}
    , m_fieldName{new QLineEdit}
{
    build();
    connect(m_kind, &QComboBox::activated, this, &QuestionEdit::changeKind);
    connect(m_label, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_question.label = text;
        tell(u"label"_s);
    });
    connect(m_help, &QPlainTextEdit::textChanged, this, [this] {
        if (m_question.help == m_help->toPlainText())
            return;
        m_question.help = m_help->toPlainText();
        tell(u"help"_s);
    });
    connect(m_required, &QCheckBox::clicked, this, [this](bool isChecked) {
        m_question.isRequired = isChecked;
        tell({});
    });
    connect(m_options, &OptionsEdit::edited, this, [this](const QString& id) {
        m_question.options = m_options->options();
        tell(id.isEmpty() ? QString{} : u"option "_s + id);
    });
    connect(m_condition, &ConditionEdit::edited, this, [this] {
        m_question.shownIf = m_condition->condition();
        tell(u"condition"_s);
    });
    connect(m_field, &QComboBox::activated, this, &QuestionEdit::changeField);
    connect(m_fieldName, &QLineEdit::textEdited, this, &QuestionEdit::changeField);
    connect(m_least, &QLineEdit::textEdited, this, &QuestionEdit::changeBounds);
    connect(m_most, &QLineEdit::textEdited, this, &QuestionEdit::changeBounds);
}

void QuestionEdit::build()
{
    m_kind->setObjectName(u"kind"_s);
    m_label->setObjectName(u"label"_s);
    m_help->setObjectName(u"help"_s);
    m_required->setObjectName(u"required"_s);
    m_least->setObjectName(u"least"_s);
    m_most->setObjectName(u"most"_s);
    m_field->setObjectName(u"field"_s);
    m_fieldName->setObjectName(u"fieldName"_s);
    m_problem->setObjectName(u"questionProblem"_s);
    theme::setTextRole(m_problem, theme::TextRole::Problem);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    for (int kind = 0; kind <= int(QuestionKind::Section); ++kind)
        m_kind->addItem(words::questionKind(QuestionKind(kind)), kind);
    m_help->setTabChangesFocus(true);
    m_help->setFixedHeight(m_help->fontMetrics().lineSpacing() * 3 + 2 * theme::space::medium);
    m_least->setPlaceholderText(tr("At least"));
    m_most->setPlaceholderText(tr("At most"));
    m_least->setAccessibleName(tr("Least number"));
    m_most->setAccessibleName(tr("Greatest number"));
    m_field->setAccessibleName(tr("Also kept in"));
    m_fieldName->setPlaceholderText(tr("Name of the field"));
    m_fieldName->setAccessibleName(tr("Name of the field"));
    m_field->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_field->setMinimumContentsLength(12);

    auto* bounds = new QHBoxLayout{m_bounds};
    bounds->setContentsMargins(0, 0, 0, 0);
    bounds->addWidget(m_least);
    bounds->addWidget(m_most);
    auto* mapping = new QHBoxLayout{m_mapping};
    mapping->setContentsMargins(0, 0, 0, 0);
    mapping->addWidget(m_field, 1);
    mapping->addWidget(m_fieldName, 1);
    m_mapping->setFocusProxy(m_field);
    m_bounds->setFocusProxy(m_least);

    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_form->setVerticalSpacing(theme::space::small);
    m_form->addRow(m_problem);
    m_form->addRow(tr("&Question"), m_label);
    m_form->addRow(tr("&Help (optional)"), m_help);
    m_form->addRow(m_required);
    m_form->addRow(tr("Options"), m_options);
    m_form->addRow(tr("&Range (optional)"), m_bounds);
    m_form->addRow(tr("&Shown"), m_condition);
    m_form->addRow(tr("Also &kept in"), m_mapping);
    m_form->addRow(tr("K&ind"), m_kind);
}

void QuestionEdit::setQuestion(const Questionnaire& questionnaire, const QString& id, const QString& problem)
{
    const auto* question = questionnaire.find(id);
    setEnabled(question);
    m_question = question ? *question : Questionnaire::Question{};
    const QSignalBlocker quiet[] = {QSignalBlocker{m_kind}, QSignalBlocker{m_help}, QSignalBlocker{m_field}};
    const QuestionKind kind = m_question.kind;
    // What is wrong with the questions as a whole stands beside their list.
    m_problem->setText(question ? problem : QString{});
    m_form->setRowVisible(m_problem, !m_problem->text().isEmpty());
    m_kind->setCurrentIndex(m_kind->findData(int(kind)));
    setTextOf(m_label, m_question.label);
    if (m_help->toPlainText() != m_question.help)
        m_help->setPlainText(m_question.help);
    m_required->setChecked(m_question.isRequired);
    m_form->setRowVisible(m_required, kind != QuestionKind::Section);
    m_options->setOptions(m_question.options);
    m_form->setRowVisible(m_options, hasOptions(kind));
    if (answers::numberFrom(m_least->text()) != m_question.least)
        setTextOf(m_least, numberText(m_question.least));
    if (answers::numberFrom(m_most->text()) != m_question.most)
        setTextOf(m_most, numberText(m_question.most));
    m_form->setRowVisible(m_bounds, kind == QuestionKind::Number);
    m_condition->setCondition(questionnaire, id);

    m_field->clear();
    m_field->addItem(tr("Only the answers"), -1);
    for (const MappedField field : fieldsFor(kind))
        m_field->addItem(words::mappedField(field), int(field));
    const int row = m_question.mapsTo ? m_field->findData(int(m_question.mapsTo->field)) : 0;
    m_field->setCurrentIndex(std::max(row, 0));
    m_form->setRowVisible(m_mapping, !fieldsFor(kind).empty());
    m_fieldName->setVisible(m_question.mapsTo && m_question.mapsTo->field == MappedField::JobCustom);
    setTextOf(m_fieldName, m_question.mapsTo ? m_question.mapsTo->name : QString{});
}

void QuestionEdit::focusLabel()
{
    m_label->setFocus();
    m_label->selectAll();
}

void QuestionEdit::changeKind()
{
    m_question.kind = QuestionKind(m_kind->currentData().toInt());
    // What the new kind has no use for goes; undo brings it back.
    if (!hasOptions(m_question.kind))
        m_question.options.clear();
    else if (m_question.options.empty())
        m_question.options = {{newQuestionId(), {}}, {newQuestionId(), {}}};
    if (m_question.kind != QuestionKind::Number) {
        m_question.least.reset();
        m_question.most.reset();
    }
    const auto& fitting = fieldsFor(m_question.kind);
    if (m_question.mapsTo &&
        std::find(fitting.begin(), fitting.end(), m_question.mapsTo->field) == fitting.end())
        m_question.mapsTo.reset();
    if (m_question.kind == QuestionKind::Section)
        m_question.isRequired = false;
    tell({});
}

void QuestionEdit::changeField()
{
    const int field = m_field->currentData().toInt();
    if (field < 0)
        m_question.mapsTo.reset();
    else
        m_question.mapsTo =
            MapsTo{MappedField(field),
                   MappedField(field) == MappedField::JobCustom ? m_fieldName->text() : QString{}};
    tell(u"field"_s);
}

void QuestionEdit::changeBounds()
{
    m_question.least = answers::numberFrom(m_least->text());
    m_question.most = answers::numberFrom(m_most->text());
    theme::setInvalid(m_least, !m_least->text().trimmed().isEmpty() && !m_question.least);
    theme::setInvalid(m_most, !m_most->text().trimmed().isEmpty() && !m_question.most);
    tell(u"bounds"_s);
}

void QuestionEdit::tell(const QString& part)
{
    Q_EMIT edited(m_question, part);
}

} // namespace foyer
