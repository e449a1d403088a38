// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/questionnaires/condition_edit.h"

#include "app/questionnaires/questionnaire_rules.h"
#include "ui/questionnaires/question_words.h"
#include "ui/theme/metrics.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

ConditionEdit::ConditionEdit(QWidget* parent)
    : QWidget{parent}
    , m_question{new QComboBox}
    , m_test{new QComboBox}
    , m_choice{new QComboBox}
    , m_value{new QLineEdit}
{
    m_question->setObjectName(u"conditionQuestion"_s);
    m_test->setObjectName(u"conditionTest"_s);
    m_choice->setObjectName(u"conditionChoice"_s);
    m_value->setObjectName(u"conditionValue"_s);
    m_question->setAccessibleName(tr("Shown only if this question"));
    m_test->setAccessibleName(tr("How its answer is compared"));
    m_choice->setAccessibleName(tr("With this option"));
    m_value->setAccessibleName(tr("With this text"));
    m_value->setPlaceholderText(tr("Value"));
    for (QComboBox* box : {m_question, m_choice}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
    }
    auto* test = new QHBoxLayout;
    test->setSpacing(theme::space::small);
    test->addWidget(m_test);
    test->addWidget(m_choice, 1);
    test->addWidget(m_value, 1);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::tiny);
    layout->addWidget(m_question);
    layout->addLayout(test);
    setFocusProxy(m_question);
    connect(m_question, &QComboBox::activated, this, &ConditionEdit::chooseQuestion);
    connect(m_test, &QComboBox::activated, this, &ConditionEdit::chooseTest);
    connect(m_choice, &QComboBox::activated, this, &ConditionEdit::chooseValue);
    connect(m_value, &QLineEdit::textEdited, this, &ConditionEdit::chooseValue);
}

void ConditionEdit::setCondition(const Questionnaire& questionnaire, const QString& id)
{
    m_questionnaire = questionnaire;
    m_id = id;
    const auto* question = questionnaire.find(id);
    m_condition = question ? question->shownIf : std::nullopt;
    show();
}

void ConditionEdit::show()
{
    const QSignalBlocker quiet[] = {QSignalBlocker{m_question}, QSignalBlocker{m_test},
                                    QSignalBlocker{m_choice}, QSignalBlocker{m_value}};
    m_question->clear();
    m_question->addItem(tr("Always shown"), QString{});
    for (const auto* one : questionsBefore(m_questionnaire, m_id))
        m_question->addItem(tr("Only if “%1”").arg(one->label), one->id);
    const auto* asked = m_condition ? m_questionnaire.find(m_condition->question) : nullptr;
    int row = m_condition ? m_question->findData(m_condition->question) : 0;
    if (row < 0) { // moved behind, or gone
        m_question->addItem(asked ? tr("Only if “%1” (stands below)").arg(asked->label)
                                  : tr("Only if a question that is gone"),
                            m_condition->question);
        row = m_question->count() - 1;
    }
    m_question->setCurrentIndex(row);
    m_test->clear();
    m_choice->clear();
    m_test->setVisible(asked);
    const bool isCompared = m_condition && m_condition->test != ShownIf::Test::Answered;
    const bool isChosen = asked && (hasOptions(asked->kind) || asked->kind == QuestionKind::YesNo);
    m_choice->setVisible(asked && isCompared && isChosen);
    m_value->setVisible(asked && isCompared && !isChosen);
    if (!asked)
        return;
    for (const ShownIf::Test test : testsFor(asked->kind))
        m_test->addItem(words::test(test), int(test));
    m_test->setCurrentIndex(m_test->findData(int(m_condition->test)));
    if (asked->kind == QuestionKind::YesNo) {
        m_choice->addItem(tr("Yes"), u"yes"_s);
        m_choice->addItem(tr("No"), u"no"_s);
    }
    for (const QuestionOption& option : asked->options)
        m_choice->addItem(option.label, option.id);
    m_choice->setCurrentIndex(m_choice->findData(m_condition->value));
    if (m_value->text() != m_condition->value)
        m_value->setText(m_condition->value);
}

void ConditionEdit::chooseQuestion()
{
    const QString id = m_question->currentData().toString();
    const auto* asked = m_questionnaire.find(id);
    if (id.isEmpty() || !asked) {
        m_condition.reset();
    } else {
        // What is asked for most: the first option, a yes, or that there is an answer at all.
        ShownIf wished{id, ShownIf::Test::Answered, {}};
        if (hasOptions(asked->kind) && !asked->options.empty())
            wished = {id, testsFor(asked->kind).front(), asked->options.front().id};
        else if (asked->kind == QuestionKind::YesNo)
            wished = {id, ShownIf::Test::Equals, u"yes"_s};
        m_condition = wished;
    }
    show();
    Q_EMIT edited();
}

void ConditionEdit::chooseTest()
{
    m_condition->test = ShownIf::Test(m_test->currentData().toInt());
    if (m_condition->test == ShownIf::Test::Answered)
        m_condition->value.clear();
    show();
    Q_EMIT edited();
}

void ConditionEdit::chooseValue()
{
    m_condition->value = m_value->isVisibleTo(this) ? m_value->text() : m_choice->currentData().toString();
    Q_EMIT edited();
}

} // namespace foyer
