// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/trigger_edit.h"

#include "ui/address_book/flow_layout.h"
#include "ui/automations/automation_words.h"
#include "ui/automations/form_parts.h"
#include "ui/common/job_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <cstdlib>

namespace foyer {

using namespace Qt::StringLiterals;
using Kind = Trigger::Kind;

namespace {

constexpr int mostDays = 3'650;

enum Side
{
    Before,
    OnTheDay,
    After
};

bool isDay(Kind kind)
{
    return kind == Kind::DayOfShoot || kind == Kind::DayOfDue;
}

bool isOfDocument(Kind kind)
{
    return kind == Kind::DocumentSent || kind == Kind::DocumentCompleted || kind == Kind::DayOfDue;
}

} // namespace

TriggerEdit::TriggerEdit(QWidget* parent)
    : QWidget{parent}
    , m_kind{form::box(u"triggerKind"_s, tr("What it waits for"))}
    , m_stage{form::box(u"triggerStage"_s, tr("Stage that the job reaches"))}
    , m_document{form::box(u"triggerDocument"_s, tr("Kind of document"))}
    , m_days{form::number(u"triggerDays"_s, tr("Days"), 1, mostDays)}
    , m_side{form::box(u"triggerSide"_s, tr("Before or after"))}
    , m_of{form::words({})}
    , m_atWord{form::words(tr("at", "before a time"))}
    , m_at{form::time(u"triggerTime"_s, tr("Time of that day"))}
    , m_problem{form::problem(u"triggerProblem"_s)}
{
    setObjectName(u"trigger"_s);
    for (const Kind kind :
         {Kind::JobCreated, Kind::JobBooked, Kind::StageChanged, Kind::JobClosed, Kind::DocumentSent,
          Kind::DocumentCompleted, Kind::DayOfShoot, Kind::DayOfDue, Kind::FirstLogin})
        m_kind->addItem(words::triggerKind(kind), int(kind));
    for (const JobStage stage : {JobStage::Booked, JobStage::Fulfilment, JobStage::Completed})
        m_stage->addItem(words::stage(stage), int(stage));
    m_side->addItem(tr("days before"), Before);
    m_side->addItem(tr("on the day of"), OnTheDay);
    m_side->addItem(tr("days after"), After);

    auto* sentence = new QWidget;
    auto* flow = new FlowLayout{sentence};
    for (QWidget* one : std::initializer_list<QWidget*>{form::words(tr("When")), m_kind, m_stage, m_document,
                                                        m_days, m_side, m_of, m_atWord, m_at})
        flow->addWidget(one);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::tiny);
    column->addWidget(sentence);
    column->addWidget(m_problem);

    const auto changed = [this] {
        if (m_isShowing)
            return;
        showFields();
        Q_EMIT edited();
    };
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this, changed] {
        if (!m_isShowing)
            offerDocuments(ItemKind(m_document->currentData().toInt()));
        changed();
    });
    for (QComboBox* one : {m_stage, m_document, m_side})
        connect(one, &QComboBox::currentIndexChanged, this, changed);
    connect(m_days, &QSpinBox::valueChanged, this, changed);
    connect(m_at, &QTimeEdit::timeChanged, this, changed);
    setTrigger({});
}

void TriggerEdit::offerDocuments(ItemKind chosen)
{
    const QSignalBlocker quiet{m_document};
    m_document->clear();
    if (Kind(m_kind->currentData().toInt()) == Kind::DayOfDue) {
        for (const ItemKind kind : {ItemKind::Invoice, ItemKind::Questionnaire})
            m_document->addItem(words::itemKind(kind), int(kind));
    } else {
        for (const ItemKind kind :
             {ItemKind::Contract, ItemKind::Order, ItemKind::Questionnaire, ItemKind::Invoice})
            m_document->addItem(words::itemKind(kind), int(kind));
    }
    m_document->setCurrentIndex(std::max(0, m_document->findData(int(chosen))));
}

void TriggerEdit::setTrigger(const Trigger& trigger)
{
    m_isShowing = true;
    m_kind->setCurrentIndex(m_kind->findData(int(trigger.kind)));
    offerDocuments(trigger.document);
    m_stage->setCurrentIndex(m_stage->findData(int(trigger.stage)));
    m_side->setCurrentIndex(m_side->findData(trigger.days < 0    ? Before
                                             : trigger.days == 0 ? OnTheDay
                                                                 : After));
    m_days->setValue(std::abs(trigger.days));
    m_at->setTime(trigger.at);
    showFields();
    m_isShowing = false;
}

Trigger TriggerEdit::trigger() const
{
    Trigger made;
    made.kind = Kind(m_kind->currentData().toInt());
    if (made.kind == Kind::StageChanged)
        made.stage = JobStage(m_stage->currentData().toInt());
    if (isOfDocument(made.kind))
        made.document = ItemKind(m_document->currentData().toInt());
    if (isDay(made.kind)) {
        const int side = m_side->currentData().toInt();
        made.days = side == Before ? -m_days->value() : side == After ? m_days->value() : 0;
        made.at = m_at->time();
    }
    return made;
}

void TriggerEdit::showFields()
{
    const auto kind = Kind(m_kind->currentData().toInt());
    m_stage->setVisible(kind == Kind::StageChanged);
    m_document->setVisible(isOfDocument(kind));
    for (QWidget* one : std::initializer_list<QWidget*>{m_side, m_of, m_atWord, m_at})
        one->setVisible(isDay(kind));
    m_days->setVisible(isDay(kind) && m_side->currentData().toInt() != OnTheDay);
    m_of->setText(kind == Kind::DayOfDue ? tr("the due day", "days before …")
                                         : tr("the shoot", "days before …"));
}

void TriggerEdit::setProblem(const QString& sentence)
{
    form::setProblem(m_problem, sentence);
    theme::setInvalid(m_kind, !sentence.isEmpty());
}

} // namespace foyer
