// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/step_form.h"

#include "ui/address_book/flow_layout.h"
#include "ui/automations/audience_edit.h"
#include "ui/automations/form_parts.h"
#include "ui/common/job_words.h"
#include "ui/theme/metrics.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdlib>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostDays = 3'650;
constexpr int mostHours = 23;
constexpr int longestTitle = 200;
constexpr int longestUrl = 2'000;

/// A line of words and fields that goes on below where it is narrow.
QWidget* sentence(std::initializer_list<QWidget*> parts)
{
    auto* line = new QWidget;
    auto* flow = new FlowLayout{line};
    for (QWidget* one : parts)
        flow->addWidget(one);
    return line;
}

const std::vector<StudioChoice>& templatesOf(ItemKind kind, const StudioChoices& choices)
{
    return kind == ItemKind::Contract ? choices.contracts
           : kind == ItemKind::Order  ? choices.packages
                                      : choices.questionnaires;
}

enum WaitSide
{
    Since,
    BeforeShoot,
    OnShoot,
    AfterShoot
};

} // namespace

StepForm::StepForm(const What& what, const StudioChoices& choices, QWidget* parent)
    : QWidget{parent}
{
    setObjectName(u"stepForm"_s);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    if (const auto* mail = std::get_if<MailStep>(&what))
        make(*mail, choices);
    else if (const auto* wait = std::get_if<WaitStep>(&what))
        make(*wait);
    else if (const auto* document = std::get_if<DocumentStep>(&what))
        make(*document, choices);
    else if (const auto* stage = std::get_if<StageStep>(&what))
        make(*stage);
    else if (const auto* task = std::get_if<TaskStep>(&what))
        make(*task);
    else if (const auto* webhook = std::get_if<WebhookStep>(&what))
        make(*webhook);
}

void StepForm::focusFirst()
{
    if (m_first)
        m_first->setFocus(Qt::OtherFocusReason);
}

void StepForm::make(const MailStep& step, const StudioChoices& choices)
{
    auto* which = form::box(u"mailTemplate"_s, tr("Email template"));
    form::offer(which, choices.mails, step.templateUid, tr("Choose an email template"));
    auto* audience = new AudienceEdit;
    audience->setAudience(step.audience);
    layout()->addWidget(sentence({form::words(tr("Mail")), which}));
    layout()->addWidget(audience);
    connect(which, &QComboBox::currentIndexChanged, this, &StepForm::edited);
    connect(audience, &AudienceEdit::edited, this, &StepForm::edited);
    m_first = which;
    m_read = [which, audience] { return MailStep{which->currentData().toString(), audience->audience()}; };
}

void StepForm::make(const WaitStep& step)
{
    auto* days = form::number(u"waitDays"_s, tr("Days to wait"), 0, mostDays);
    auto* side = form::box(u"waitSide"_s, tr("Counted from"));
    auto* hours = form::number(u"waitHours"_s, tr("Hours to wait"), 0, mostHours);
    auto* hoursWord = form::words(tr("hours", "after a number"));
    auto* hasTime = new QCheckBox{tr("at a time of that day:")};
    hasTime->setObjectName(u"waitHasTime"_s);
    auto* at = form::time(u"waitTime"_s, tr("Time of the day"));
    side->addItem(tr("days after the step before"), Since);
    side->addItem(tr("days before the shoot"), BeforeShoot);
    side->addItem(tr("the day of the shoot"), OnShoot);
    side->addItem(tr("days after the shoot"), AfterShoot);
    const bool isShoot = step.from == WaitStep::From::Shoot;
    side->setCurrentIndex(side->findData(!isShoot        ? Since
                                         : step.days < 0 ? BeforeShoot
                                         : step.days > 0 ? AfterShoot
                                                         : OnShoot));
    days->setValue(std::abs(step.days));
    hours->setValue(step.hours);
    hasTime->setChecked(step.at.isValid());
    at->setTime(step.at.isValid() ? step.at : QTime{9, 0});
    layout()->addWidget(sentence({form::words(tr("Wait")), days, side, hours, hoursWord}));
    layout()->addWidget(sentence({hasTime, at}));
    const auto show = [=] {
        const int counted = side->currentData().toInt();
        days->setVisible(counted != OnShoot);
        hours->setVisible(counted == Since);
        hoursWord->setVisible(counted == Since);
        at->setEnabled(hasTime->isChecked());
    };
    const auto changed = [this, show] {
        show();
        Q_EMIT edited();
    };
    show();
    connect(side, &QComboBox::currentIndexChanged, this, changed);
    connect(days, &QSpinBox::valueChanged, this, changed);
    connect(hours, &QSpinBox::valueChanged, this, changed);
    connect(hasTime, &QCheckBox::toggled, this, changed);
    connect(at, &QTimeEdit::timeChanged, this, changed);
    m_first = days;
    m_read = [=] {
        WaitStep made;
        const int counted = side->currentData().toInt();
        made.from = counted == Since ? WaitStep::From::Step : WaitStep::From::Shoot;
        made.days = counted == BeforeShoot ? -days->value() : counted == OnShoot ? 0 : days->value();
        made.hours = counted == Since ? hours->value() : 0;
        if (hasTime->isChecked())
            made.at = at->time();
        return made;
    };
}

void StepForm::make(const DocumentStep& step, const StudioChoices& choices)
{
    auto* kind = form::box(u"documentKind"_s, tr("Kind of document"));
    for (const ItemKind one : {ItemKind::Questionnaire, ItemKind::Contract, ItemKind::Order})
        kind->addItem(words::itemKind(one), int(one));
    kind->setCurrentIndex(kind->findData(int(step.kind)));
    auto* which = form::box(u"documentTemplate"_s, tr("Template of the document"));
    auto* sent = form::box(u"documentIsSent"_s, tr("Draft or sent"));
    sent->addItem(tr("and leave it as a draft"));
    sent->addItem(tr("and send it"));
    sent->setCurrentIndex(step.isSent ? 1 : 0);
    auto* audience = new AudienceEdit;
    audience->setAudience(step.audience);
    const auto offer = [=](const QString& chosen) {
        const auto of = ItemKind(kind->currentData().toInt());
        form::offer(which, templatesOf(of, choices), chosen,
                    of == ItemKind::Order ? tr("Choose a package") : tr("Choose a template"));
    };
    offer(step.templateUid);
    layout()->addWidget(sentence({form::words(tr("Make")), kind, which, sent}));
    layout()->addWidget(audience);
    connect(kind, &QComboBox::currentIndexChanged, this, [this, offer] {
        offer({});
        Q_EMIT edited();
    });
    connect(which, &QComboBox::currentIndexChanged, this, &StepForm::edited);
    connect(sent, &QComboBox::currentIndexChanged, this, &StepForm::edited);
    connect(audience, &AudienceEdit::edited, this, &StepForm::edited);
    m_first = kind;
    m_read = [=] {
        return DocumentStep{ItemKind(kind->currentData().toInt()), which->currentData().toString(),
                            audience->audience(), sent->currentIndex() == 1};
    };
}

void StepForm::make(const StageStep& step)
{
    auto* stage = form::box(u"stepStage"_s, tr("Stage the job moves to"));
    for (const JobStage one : {JobStage::Booked, JobStage::Fulfilment, JobStage::Completed})
        stage->addItem(words::stage(one), int(one));
    stage->setCurrentIndex(stage->findData(int(step.stage)));
    layout()->addWidget(sentence({form::words(tr("Move the job to")), stage}));
    connect(stage, &QComboBox::currentIndexChanged, this, &StepForm::edited);
    m_first = stage;
    m_read = [stage] { return StageStep{JobStage(stage->currentData().toInt())}; };
}

void StepForm::make(const TaskStep& step)
{
    auto* title = new QLineEdit{step.title};
    title->setObjectName(u"taskTitle"_s);
    title->setAccessibleName(tr("What is to be done"));
    title->setPlaceholderText(tr("What is to be done, like “Order the album”"));
    title->setMaxLength(longestTitle);
    auto* days = form::number(u"taskDays"_s, tr("Days until it is due"), 0, mostDays);
    days->setValue(step.dueInDays);
    layout()->addWidget(title);
    layout()->addWidget(sentence({form::words(tr("due")), days, form::words(tr("days later"))}));
    connect(title, &QLineEdit::textChanged, this, &StepForm::edited);
    connect(days, &QSpinBox::valueChanged, this, &StepForm::edited);
    m_first = title;
    m_read = [title, days] { return TaskStep{title->text().trimmed(), days->value()}; };
}

void StepForm::make(const WebhookStep& step)
{
    auto* url = new QLineEdit{step.url};
    url->setObjectName(u"webhookUrl"_s);
    url->setAccessibleName(tr("Address of the webhook"));
    url->setPlaceholderText(u"https://example.com/hook"_s);
    url->setMaxLength(longestUrl);
    auto* hint = form::words(tr("Foyer tells this address what happened, signed after the Standard Webhooks "
                                "specification."));
    hint->setWordWrap(true);
    layout()->addWidget(url);
    layout()->addWidget(hint);
    connect(url, &QLineEdit::textChanged, this, &StepForm::edited);
    m_first = url;
    m_read = [url] { return WebhookStep{url->text().trimmed()}; };
}

} // namespace foyer
