// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/approvals.h"

#include "ui/address_book/flow_layout.h"
#include "ui/automations/automation_words.h"
#include "ui/automations/mails_dialog.h"
#include "ui/common/empty_state.h"
#include "ui/common/icon_label.h"
#include "ui/common/words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;
using automations::Run;
using automations::RunState;
using automations::StepRow;
using automations::StepState;

namespace {

constexpr int mostShown = 100; ///< runs; the next ones follow as these are decided

bool sendsMail(const std::vector<Step>& steps)
{
    return std::any_of(steps.begin(), steps.end(), [](const Step& step) {
        return !std::holds_alternative<WaitStep>(step.what) && !std::holds_alternative<TaskStep>(step.what) &&
               !std::holds_alternative<WebhookStep>(step.what);
    });
}

/// "it waits for approval" stands alone here.
QString asSentence(const QString& reason)
{
    const QString sentence = reason.at(0).toUpper() + reason.mid(1);
    return sentence.back().isPunct() ? sentence : sentence + u'.';
}

} // namespace

Approvals::Approvals(Database& database, std::function<QString()> portalOrigin, QWidget* parent)
    : QScrollArea{parent}
    , m_database{database}
    , m_portalOrigin{std::move(portalOrigin)}
    , m_cards{new QVBoxLayout}
{
    setObjectName(u"approvals"_s);
    setAccessibleName(tr("Waiting for you"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    page->setLayout(m_cards);
    m_cards->setContentsMargins(0, theme::space::large, theme::space::small, theme::space::large);
    m_cards->setSpacing(theme::space::medium);
    setWidget(page);
}

void Approvals::reload()
{
    int count = 0;
    const auto seen = m_database.read([&](const Snapshot& snapshot) -> Result<RunsSeen> {
        const auto counted = automations::countAsking(snapshot);
        auto runs = automations::asking(snapshot, mostShown);
        if (!counted || !runs)
            return fail(!counted ? counted.error() : runs.error());
        count = *counted;
        return withNames(snapshot, std::move(*runs));
    });
    if (!seen) {
        Q_EMIT said(tr("What waits cannot be read at the moment. %1").arg(words::fault(seen.error().fault)));
        return;
    }
    Q_EMIT countChanged(count);
    std::vector<Case> cases = casesOf(*seen);
    if (cases == m_cases && m_cards->count() > 0)
        return; // somebody may have the keyboard in it
    // Cards are made anew; the keyboard goes on with what stands in the same place.
    int focused = -1;
    for (int i = 0; i < m_cards->count(); ++i) {
        const QWidget* card = m_cards->itemAt(i)->widget();
        if (card && window()->focusWidget() && card->isAncestorOf(window()->focusWidget()))
            focused = i;
    }
    m_cases = std::move(cases);
    while (QLayoutItem* item = m_cards->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // its button may be the one that was pressed
        }
        delete item;
    }
    for (const Case& one : m_cases) {
        QWidget* card = cardFor(one);
        m_cards->addWidget(card);
        card->show(); // now, so that it can take the focus
    }
    if (m_cases.empty()) {
        m_cards->addWidget(new EmptyState{u"circle-check"_s, tr("Nothing waits for you"),
                                          tr("When a step of an automation asks first, or something comes "
                                             "too late to happen by itself, you say here what shall be.")});
        return;
    }
    if (count > int(m_cases.size())) {
        auto* more = new QLabel{tr("Behind these: %1 more", "a number").arg(count - int(m_cases.size()))};
        theme::setTextRole(more, theme::TextRole::Muted);
        m_cards->addWidget(more);
    }
    m_cards->addStretch();
    if (focused >= 0) {
        QWidget* card = m_cards->itemAt(std::min(focused, int(m_cases.size()) - 1))->widget();
        card->setFocusPolicy(Qt::StrongFocus); // never on a button: a key that is held would press it
        card->setFocus(Qt::OtherFocusReason);
    }
}

std::vector<Approvals::Case> Approvals::casesOf(const RunsSeen& seen) const
{
    std::vector<Case> cases;
    const auto details = [&](const Run& run, const QString& why, Instant since, const QString& person) {
        QStringList lines;
        if (!why.isEmpty())
            lines.append(asSentence(why));
        QStringList facts;
        if (!person.isEmpty())
            facts.append(tr("For %1", "name").arg(person));
        if (run.job)
            facts.append(tr("Job: %1").arg(seen.job(run.job)));
        facts.append(tr("Automation: %1").arg(run.name));
        facts.append(tr("Asks since %1", "date and time").arg(words::moment(since)));
        lines.append(facts.join(u" · "_s));
        return lines.join(u'\n');
    };
    for (const Run& run : seen.runs) {
        if (run.state == RunState::Asking) {
            cases.push_back(
                {run.id,
                 {},
                 tr("Shall “%1” begin?", "an automation").arg(run.name),
                 details(run,
                         run.reason.isEmpty() ? words::counts(run.content.steps)
                                              : tr("%1: %2", "why it asks, what it would do")
                                                    .arg(run.reason, words::counts(run.content.steps)),
                         run.beganAt, seen.person(run.contact)),
                 u"clock"_s,
                 run.job,
                 sendsMail(run.content.steps)});
            continue;
        }
        for (const StepRow& row : run.steps) {
            if (row.state != StepState::Asking)
                continue;
            const auto at = std::size_t(row.position);
            const bool isKnown = at < run.content.steps.size();
            cases.push_back({run.id, row.id, seen.sentenceOf(run, row),
                             details(run, row.reason, row.dueAt, seen.person(row.contact)),
                             isKnown ? words::stepIconName(run.content.steps[at]) : u"zap"_s, run.job,
                             isKnown && sendsMail({run.content.steps[at]})});
        }
    }
    return cases;
}

QWidget* Approvals::cardFor(const Case& one)
{
    auto* card = new QWidget;
    card->setObjectName(u"card"_s);
    card->setAccessibleName(one.title);
    theme::makeCard(card);
    auto* heading = new QLabel{one.title};
    heading->setObjectName(u"cardTitle"_s);
    theme::setTextRole(heading, theme::TextRole::Heading);
    auto* text = new QLabel{one.details};
    text->setObjectName(u"cardText"_s);
    theme::setTextRole(text, theme::TextRole::Muted);
    for (QLabel* label : {heading, text}) {
        label->setTextFormat(Qt::PlainText); // names come from outside
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* acts = new QWidget;
    auto* flow = new FlowLayout{acts};
    const auto add = [&](const QString& name, const QIcon& sign, const QString& label, auto work) {
        auto* button = new QPushButton{sign, label};
        button->setObjectName(name);
        button->setAccessibleDescription(one.title + u' ' + one.details);
        connect(button, &QPushButton::clicked, this, work);
        // What moves under the pointer after a decision must not take the second half of a double click.
        if (m_lastDecision.isValid() && m_lastDecision.elapsed() < QApplication::doubleClickInterval()) {
            button->setEnabled(false);
            QTimer::singleShot(QApplication::doubleClickInterval(), button,
                               [button] { button->setEnabled(true); });
        }
        flow->addWidget(button);
        return button;
    };
    add(u"approve"_s, icon(u"check"_s), one.step ? tr("Approve") : tr("Let It Begin"),
        [this, one] { approve(one); });
    add(u"skip"_s, icon(u"x"_s), one.step ? tr("Skip") : tr("Do Not Begin"), [this, one] { skip(one); });
    if (one.mayMail)
        add(u"readFirst"_s, icon(u"eye"_s), tr("Read the Mail First"), [this, one] { read(one); });
    if (one.job)
        add(u"showJob"_s, icon(u"briefcase"_s), tr("Show Job"), [this, one] { Q_EMIT jobWanted(*one.job); });
    auto* grid = new QGridLayout{card};
    grid->setContentsMargins(theme::space::large, theme::space::medium, theme::space::large,
                             theme::space::medium);
    grid->setHorizontalSpacing(theme::space::medium);
    grid->setVerticalSpacing(theme::space::small);
    grid->setColumnStretch(1, 1);
    grid->addWidget(new IconLabel{icon(one.iconName, IconInk::Warning), theme::iconPx}, 0, 0, Qt::AlignTop);
    grid->addWidget(heading, 0, 1);
    grid->addWidget(text, 1, 1);
    grid->addWidget(acts, 2, 1);
    return card;
}

void Approvals::approve(const Case& one)
{
    m_lastDecision.start();
    m_database.writeLater(
        Actor::studio(), this,
        [run = one.run, step = one.step](Transaction& transaction) {
            return step ? automations::approveStep(transaction, *step)
                        : automations::approveRun(transaction, run);
        },
        [this, isStep = one.step.has_value()](const Result<void>& result) {
            decided(result, isStep ? tr("Approved. It happens now.") : tr("It begins now."));
        });
}

void Approvals::skip(const Case& one)
{
    m_lastDecision.start();
    m_database.writeLater(
        Actor::studio(), this,
        [run = one.run, step = one.step](Transaction& transaction) {
            return step ? automations::skipStep(transaction, *step)
                        : automations::cancelRun(transaction, run, {});
        },
        [this, isStep = one.step.has_value()](const Result<void>& result) {
            decided(result, isStep ? tr("Skipped. What comes after it goes on.") : tr("It does not begin."));
        });
}

void Approvals::decided(const Result<void>& result, const QString& sentence)
{
    if (!result)
        qWarning("approvals: %s", qPrintable(result.error().detail));
    Q_EMIT said(result                                    ? sentence
                : result.error().fault == Fault::Conflict ? tr("That was decided meanwhile.")
                                                          : words::fault(result.error().fault));
    reload();
}

void Approvals::read(const Case& one)
{
    m_database.rehearseLater(
        Actor::studio(), this,
        [run = one.run, step = one.step, origin = m_portalOrigin()](Rehearsal& rehearsal) {
            return mailsOfApproval(rehearsal, run, step, origin);
        },
        [this, one](const Result<std::vector<UnsentMail::Mail>>& mails) {
            if (!mails) {
                qWarning("approvals: %s", qPrintable(mails.error().detail));
                Q_EMIT said(tr("The mail cannot be shown. %1")
                                .arg(mails.error().fault == Fault::Conflict
                                         ? tr("That was decided meanwhile.")
                                         : words::fault(mails.error().fault)));
                return reload();
            }
            if (mails->empty()) {
                Q_EMIT said(tr("No mail would go out at once if you approve this."));
                return;
            }
            auto* dialog = new MailsDialog{one.title, *mails, window()};
            connect(dialog, &MailsDialog::approved, this, [this, one] { approve(one); });
            connect(dialog, &MailsDialog::refused, this, [this, one] { skip(one); });
            dialog->open();
        });
}

} // namespace foyer
