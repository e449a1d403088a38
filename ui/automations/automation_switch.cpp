// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/automation_switch.h"

#include "app/automations/runs.h"
#include "ui/address_book/ask.h"
#include "ui/automations/automation_words.h"
#include "ui/automations/rehearsal_dialog.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"

#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;
using automations::Run;
using automations::RunState;

namespace {

constexpr int mostCounted = 10'000;

QMessageBox* box(QWidget* window, const QString& objectName, const QString& title, const QString& text,
                 const QString& details)
{
    auto* made = new QMessageBox{window};
    made->setObjectName(objectName);
    made->setAttribute(Qt::WA_DeleteOnClose);
    made->setWindowModality(Qt::WindowModal);
    made->setWindowTitle(title);
    made->setTextFormat(Qt::PlainText); // names come from outside
    made->setText(text);
    made->setInformativeText(details);
    made->setIcon(QMessageBox::Question);
    return made;
}

} // namespace

AutomationSwitch::AutomationSwitch(StudioEdits& edits, QWidget* window)
    : QObject{window}
    , m_edits{edits}
    , m_window{window}
{
}

std::optional<AutomationSwitch::Facts> AutomationSwitch::factsOf(AutomationId id)
{
    auto facts = m_edits.database().read([&](const Snapshot& snapshot) -> Result<Facts> {
        const auto automation = automations::find(snapshot, id);
        if (!automation)
            return fail(automation.error());
        const auto obstacles = automations::obstaclesOf(snapshot, automation->content);
        const auto runs = automations::runsOf(snapshot, id, mostCounted);
        if (!obstacles || !runs)
            return fail(!obstacles ? obstacles.error() : runs.error());
        const auto underWay = std::count_if(runs->begin(), runs->end(), [](const Run& run) {
            return run.state == RunState::Running || run.state == RunState::Asking;
        });
        return Facts{*automation, *obstacles, int(underWay)};
    });
    if (facts)
        return *std::move(facts);
    qWarning("automations: %s", qPrintable(facts.error().detail));
    Q_EMIT failed(words::fault(facts.error().fault));
    return {};
}

void AutomationSwitch::turnOn(AutomationId id)
{
    const auto facts = factsOf(id);
    if (!facts || facts->automation.onSince)
        return;
    const QString name = facts->automation.name;
    if (!facts->obstacles.empty()) {
        QStringList lines;
        for (const QString& one : facts->obstacles)
            lines.append(one);
        Q_EMIT refused(id, tr("It cannot be switched on yet. %1").arg(lines.join(u' ')));
        return;
    }
    const auto choices = m_edits.database().read(studioChoices);
    auto* question = box(m_window, u"switchOn"_s, tr("Switch On"), tr("Switch on “%1”?").arg(name),
                         words::fromNowOn(facts->automation.content, choices.value_or(StudioChoices{})));
    QPushButton* on = question->addButton(tr("Switch &On"), QMessageBox::AcceptRole);
    QPushButton* rehearse = question->addButton(tr("&Rehearse First…"), QMessageBox::ActionRole);
    QPushButton* cancel = question->addButton(QMessageBox::Cancel);
    on->setObjectName(u"accept"_s);
    rehearse->setObjectName(u"rehearseFirst"_s);
    theme::setButtonRole(on, theme::ButtonRole::Primary);
    question->setDefaultButton(rehearse);
    question->setEscapeButton(cancel);
    connect(on, &QPushButton::clicked, this, [this, id, name] {
        m_edits.perform(
            {tr("Switch On %1", "an automation").arg(name),
             [id](Transaction& transaction) { return automations::switchOn(transaction, id); },
             [id](Transaction& transaction) { return automations::switchOff(transaction, id, false); },
             tr("“%1” is on from now on", "an automation").arg(name)});
    });
    // The question comes back after the rehearsal.
    connect(rehearse, &QPushButton::clicked, this, [this, id, facts = *facts] {
        auto* dialog = new RehearsalDialog{m_edits.database(), facts.automation.name,
                                           facts.automation.content, m_window};
        connect(dialog, &QDialog::finished, this, [this, id] { turnOn(id); });
        dialog->open();
    });
    question->open();
}

void AutomationSwitch::turnOff(AutomationId id)
{
    const auto facts = factsOf(id);
    if (!facts || !facts->automation.onSince)
        return;
    if (facts->underWay == 0)
        return switchOff(facts->automation, false);
    auto* question =
        box(m_window, u"switchOff"_s, tr("Switch Off"), tr("Switch off “%1”?").arg(facts->automation.name),
            tr("It begins nothing new. What about the %n run(s) under way?", nullptr, facts->underWay));
    QPushButton* keep = question->addButton(tr("Let Them &Go On"), QMessageBox::AcceptRole);
    QPushButton* stop = question->addButton(tr("Cancel &Them"), QMessageBox::DestructiveRole);
    QPushButton* cancel = question->addButton(tr("Leave It On"), QMessageBox::RejectRole);
    keep->setObjectName(u"accept"_s);
    stop->setObjectName(u"cancelRuns"_s);
    theme::setButtonRole(stop, theme::ButtonRole::Danger);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(keep, &QPushButton::clicked, this,
            [this, automation = facts->automation] { switchOff(automation, false); });
    connect(stop, &QPushButton::clicked, this,
            [this, automation = facts->automation] { switchOff(automation, true); });
    question->open();
}

void AutomationSwitch::switchOff(const Automation& automation, bool cancelsRuns)
{
    m_edits.perform(
        {tr("Switch Off %1", "an automation").arg(automation.name),
         [id = automation.id, cancelsRuns](Transaction& transaction) {
             return automations::switchOff(transaction, id, cancelsRuns);
         },
         [id = automation.id](Transaction& transaction) { return automations::switchOn(transaction, id); },
         tr("“%1” is off", "an automation").arg(automation.name)});
}

void AutomationSwitch::archive(AutomationId id)
{
    const auto facts = factsOf(id);
    if (!facts)
        return;
    const auto perform = [this, id, name = facts->automation.name] {
        m_edits.perform({tr("Archive %1").arg(name),
                         [id](Transaction& transaction) { return automations::archive(transaction, id); },
                         [id](Transaction& transaction) { return automations::unarchive(transaction, id); },
                         tr("“%1” archived").arg(name)});
    };
    if (facts->underWay == 0)
        return perform();
    ask(m_window,
        {tr("Archive"), tr("Archive “%1”?").arg(facts->automation.name),
         tr("Its %n run(s) under way are cancelled, which cannot be undone. Its history stays.", nullptr,
            facts->underWay),
         tr("&Archive"), Question::Weight::Dangerous},
        this, perform);
}

void AutomationSwitch::unarchive(AutomationId id)
{
    const auto facts = factsOf(id);
    if (!facts)
        return;
    const QString name = facts->automation.name;
    m_edits.perform({tr("Bring Back %1").arg(name),
                     [id](Transaction& transaction) { return automations::unarchive(transaction, id); },
                     [id](Transaction& transaction) { return automations::archive(transaction, id); },
                     tr("“%1” is back, switched off").arg(name)});
}

} // namespace foyer
