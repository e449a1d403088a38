// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/conditions_edit.h"

#include "ui/address_book/flow_layout.h"
#include "ui/automations/automation_words.h"
#include "ui/automations/form_parts.h"
#include "ui/common/job_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;
using Kind = Condition::Kind;

namespace {

constexpr int mostConditions = 20;
constexpr int narrowestValue = 140;

} // namespace

ConditionRow::ConditionRow(const StudioChoices& choices, QWidget* parent)
    : QWidget{parent}
    , m_kind{form::box(u"conditionKind"_s, {})}
    , m_isNot{form::box(u"conditionIsNot"_s, {})}
    , m_type{form::box(u"conditionType"_s, {})}
    , m_brand{form::box(u"conditionBrand"_s, {})}
    , m_source{new QLineEdit}
    , m_stage{form::box(u"conditionStage"_s, {})}
    , m_remove{form::tool(u"removeCondition"_s, u"x"_s, {})}
    , m_problem{form::problem(u"conditionProblem"_s)}
{
    setObjectName(u"condition"_s);
    for (const Kind kind :
         {Kind::JobType, Kind::Brand, Kind::LeadSource, Kind::Stage, Kind::HasShoot, Kind::HasPassword})
        m_kind->addItem(words::conditionKind(kind), int(kind));
    m_type->setEditable(true);
    m_type->setInsertPolicy(QComboBox::NoInsert);
    m_type->addItems(choices.jobTypes);
    m_type->setMinimumWidth(narrowestValue);
    for (const StudioChoice& brand : choices.brands)
        m_brand->addItem(brand.name, brand.key);
    m_source->setObjectName(u"conditionSource"_s);
    m_source->setMinimumWidth(narrowestValue);
    for (const JobStage stage : {JobStage::Lead, JobStage::Booked, JobStage::Fulfilment, JobStage::Completed})
        m_stage->addItem(words::stage(stage), toWord(stage));

    auto* fields = new QWidget;
    auto* flow = new FlowLayout{fields};
    for (QWidget* one : std::initializer_list<QWidget*>{m_kind, m_isNot, m_type, m_brand, m_source, m_stage})
        flow->addWidget(one);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme::space::small);
    line->addWidget(fields, 1);
    line->addWidget(m_remove, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::tiny);
    column->addLayout(line);
    column->addWidget(m_problem);

    const auto changed = [this] {
        if (m_isShowing)
            return;
        showFields();
        Q_EMIT edited();
    };
    for (QComboBox* one : {m_kind, m_isNot, m_brand, m_stage})
        connect(one, &QComboBox::currentIndexChanged, this, changed);
    connect(m_type, &QComboBox::editTextChanged, this, changed);
    connect(m_source, &QLineEdit::textChanged, this, changed);
    connect(m_remove, &QToolButton::clicked, this, &ConditionRow::removeWanted);
    setCondition({});
}

void ConditionRow::setCondition(const Condition& condition)
{
    m_isShowing = true;
    m_kind->setCurrentIndex(m_kind->findData(int(condition.kind)));
    showFields();
    m_isNot->setCurrentIndex(condition.isNot ? 1 : 0);
    switch (condition.kind) {
    case Kind::JobType:
        m_type->setEditText(condition.value);
        break;
    case Kind::Brand:
        if (!condition.value.isEmpty() && m_brand->findData(condition.value) < 0)
            m_brand->addItem(tr("%1 (gone)", "username of a brand").arg(condition.value), condition.value);
        m_brand->setCurrentIndex(std::max(0, m_brand->findData(condition.value)));
        break;
    case Kind::LeadSource:
        m_source->setText(condition.value);
        break;
    case Kind::Stage:
        m_stage->setCurrentIndex(std::max(0, m_stage->findData(condition.value)));
        break;
    case Kind::HasShoot:
    case Kind::HasPassword:
        break;
    }
    m_isShowing = false;
}

Condition ConditionRow::condition() const
{
    Condition made;
    made.kind = Kind(m_kind->currentData().toInt());
    made.isNot = m_isNot->currentIndex() == 1;
    switch (made.kind) {
    case Kind::JobType:
        made.value = m_type->currentText().trimmed();
        break;
    case Kind::Brand:
        made.value = m_brand->currentData().toString();
        break;
    case Kind::LeadSource:
        made.value = m_source->text().trimmed();
        break;
    case Kind::Stage:
        made.value = m_stage->currentData().toString();
        break;
    case Kind::HasShoot:
    case Kind::HasPassword:
        break;
    }
    return made;
}

void ConditionRow::showFields()
{
    const auto kind = Kind(m_kind->currentData().toInt());
    m_type->setVisible(kind == Kind::JobType);
    m_brand->setVisible(kind == Kind::Brand);
    m_source->setVisible(kind == Kind::LeadSource);
    m_stage->setVisible(kind == Kind::Stage);
    const QString yes = kind == Kind::HasShoot      ? tr("is there")
                        : kind == Kind::HasPassword ? tr("is set")
                                                    : tr("is");
    const QString no = kind == Kind::HasShoot      ? tr("is not there")
                       : kind == Kind::HasPassword ? tr("is not set")
                                                   : tr("is not");
    const bool wasShowing = std::exchange(m_isShowing, true);
    const int chosen = std::max(0, m_isNot->currentIndex());
    m_isNot->clear();
    m_isNot->addItems({yes, no});
    m_isNot->setCurrentIndex(chosen);
    m_isShowing = wasShowing;
}

void ConditionRow::setNumber(int number)
{
    const auto name = [](QComboBox* box, const QString& text) {
        box->setAccessibleName(text);
        box->setAccessibleDescription(text);
        if (box->lineEdit())
            box->lineEdit()->setAccessibleName(text);
    };
    name(m_kind, tr("What condition %1 looks at").arg(number));
    name(m_isNot, tr("Whether condition %1 is or is not so").arg(number));
    name(m_type, tr("Type of job of condition %1").arg(number));
    name(m_brand, tr("Brand of condition %1").arg(number));
    name(m_stage, tr("Stage of condition %1").arg(number));
    m_source->setAccessibleName(tr("Lead source of condition %1").arg(number));
    m_remove->setAccessibleName(tr("Remove condition %1").arg(number));
    m_remove->setToolTip(m_remove->accessibleName());
}

void ConditionRow::setProblem(const QString& sentence)
{
    form::setProblem(m_problem, sentence);
}

void ConditionRow::focusKind()
{
    m_kind->setFocus(Qt::OtherFocusReason);
}

ConditionsEdit::ConditionsEdit(QWidget* parent)
    : QWidget{parent}
    , m_lines{new QVBoxLayout}
    , m_none{new QLabel{tr("None: it does so for every job.")}}
    , m_add{new QPushButton{icon(u"plus"_s), tr("Add C&ondition")}}
{
    setObjectName(u"conditions"_s);
    theme::setTextRole(m_none, theme::TextRole::Muted);
    m_none->setWordWrap(true);
    m_add->setObjectName(u"addCondition"_s);
    m_lines->setSpacing(theme::space::small);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addWidget(m_none);
    column->addLayout(m_lines);
    column->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        ConditionRow* row = addRow({});
        numberRows();
        row->focusKind();
        Q_EMIT edited();
    });
}

void ConditionsEdit::setConditions(const std::vector<Condition>& shown)
{
    if (shown == conditions() && shown.size() == m_rows.size())
        return; // somebody may have the keyboard in one
    for (ConditionRow* row : m_rows) {
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    for (const Condition& one : shown)
        addRow(one);
    numberRows();
}

std::vector<Condition> ConditionsEdit::conditions() const
{
    std::vector<Condition> made;
    for (const ConditionRow* row : m_rows)
        made.push_back(row->condition());
    return made;
}

void ConditionsEdit::setProblems(const QStringList& sentences)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rows[i]->setProblem(qsizetype(i) < sentences.size() ? sentences[qsizetype(i)] : QString{});
}

ConditionRow* ConditionsEdit::addRow(const Condition& condition)
{
    auto* row = new ConditionRow{m_choices, this};
    row->setCondition(condition);
    m_rows.push_back(row);
    m_lines->addWidget(row);
    row->show(); // now, so that it can take the focus
    connect(row, &ConditionRow::edited, this, &ConditionsEdit::edited);
    connect(row, &ConditionRow::removeWanted, this, [this, row] { remove(row); });
    return row;
}

void ConditionsEdit::remove(ConditionRow* row)
{
    m_rows.erase(std::find(m_rows.begin(), m_rows.end(), row));
    m_lines->removeWidget(row);
    row->hide();
    row->deleteLater(); // its button was pressed
    numberRows();
    m_add->setFocus(Qt::OtherFocusReason);
    Q_EMIT edited();
}

void ConditionsEdit::numberRows()
{
    int number = 0;
    for (ConditionRow* row : m_rows)
        row->setNumber(++number);
    m_none->setVisible(m_rows.empty());
    m_add->setEnabled(m_rows.size() < mostConditions);
}

} // namespace foyer
