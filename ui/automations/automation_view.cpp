// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/automation_view.h"

#include "ui/address_book/flow_layout.h"
#include "ui/automations/automation_editor.h"
#include "ui/automations/rehearsal_dialog.h"
#include "ui/automations/runs_view.h"
#include "ui/common/background_job.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds breath{100};

enum Tab
{
    EditorTab,
    HistoryTab
};

} // namespace

AutomationView::AutomationView(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_back{new QToolButton}
    , m_name{new QLabel}
    , m_state{new QLabel}
    , m_switch{new QPushButton{tr("S&witch On…")}}
    , m_secret{new QPushButton{icon(u"key-round"_s), tr("Copy Signing Secret")}}
    , m_tabs{new QTabWidget}
    , m_editor{new AutomationEditor{database}}
    , m_asking{new BackgroundJob{this}}
    , m_runs{new RunsView{database, RunsModel::Named::ByJob}}
{
    setObjectName(u"automationView"_s);
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(breath);
    connect(&m_soon, &QTimer::timeout, m_editor, &AutomationEditor::refresh);
    connect(m_secret, &QPushButton::clicked, this, &AutomationView::copySecret);
    connect(m_back, &QToolButton::clicked, this, &AutomationView::backWanted);
    connect(m_editor, &AutomationEditor::loaded, this, &AutomationView::showState);
    connect(m_editor, &AutomationEditor::gone, this, &AutomationView::backWanted);
    connect(m_editor, &AutomationEditor::rehearsalWanted, this, &AutomationView::rehearse);
    connect(m_switch, &QPushButton::clicked, this, [this] {
        const auto& automation = m_editor->automation();
        if (!automation)
            return;
        const AutomationId id = automation->id;
        const bool isOn = !automation->onSince;
        // What is switched on is what stands here.
        if (isOn && m_editor->isDirty())
            m_editor->save([this, id] { Q_EMIT switchWanted(id, true); });
        else
            Q_EMIT switchWanted(id, isOn);
    });
}

void AutomationView::build()
{
    m_back->setObjectName(u"backToAutomations"_s);
    m_back->setIcon(icon(u"arrow-left"_s));
    m_back->setText(tr("All automations"));
    m_back->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_back->setFocusPolicy(Qt::StrongFocus);
    m_name->setObjectName(u"automationTitle"_s);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setWordWrap(true);
    theme::setTextRole(m_name, theme::TextRole::Title);
    m_state->setObjectName(u"automationState"_s);
    m_switch->setObjectName(u"automationSwitch"_s);
    m_secret->setObjectName(u"copyWebhookSecret"_s);
    m_secret->setToolTip(tr("With it the receiver of its webhooks knows that they are yours."));
    auto* history = new QWidget;
    auto* historyColumn = new QVBoxLayout{history};
    historyColumn->setContentsMargins(0, theme::space::medium, 0, 0);
    historyColumn->addWidget(m_runs);
    auto* editing = new QWidget;
    auto* editingColumn = new QVBoxLayout{editing};
    editingColumn->setContentsMargins(0, theme::space::medium, 0, 0);
    editingColumn->addWidget(m_editor);
    m_tabs->setObjectName(u"automationTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Automation"));
    m_tabs->insertTab(EditorTab, editing, tr("What It Does"));
    m_tabs->insertTab(HistoryTab, history, tr("History"));
    auto* state = new QWidget;
    auto* flow = new FlowLayout{state};
    flow->addWidget(m_state);
    flow->addWidget(m_switch);
    flow->addWidget(m_secret);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addWidget(m_back, 0, Qt::AlignLeft);
    column->addWidget(m_name);
    column->addWidget(state);
    column->addWidget(m_tabs, 1);
}

std::optional<AutomationId> AutomationView::automation() const
{
    const auto& automation = m_editor->automation();
    return automation ? std::optional{automation->id} : std::nullopt;
}

void AutomationView::show(AutomationId id)
{
    if (automation() != id)
        m_tabs->setCurrentIndex(EditorTab);
    m_editor->show(id);
    m_runs->showAutomation(id);
}

void AutomationView::showHistory()
{
    m_tabs->setCurrentIndex(HistoryTab);
}

void AutomationView::take(const Changes& changes)
{
    const auto id = automation();
    if (!id)
        return;
    if (m_soon.isActive())
        return;
    if (changes.touches(Entity::Automation, id->row()) || changes.touches(Entity::Template) ||
        changes.touches(Entity::Product) || changes.touches(Entity::Brand) ||
        changes.touches(Entity::JobType))
        m_soon.start();
}

void AutomationView::setWebhookSecret(std::function<Result<QByteArray>(const QString&)> secret)
{
    m_webhookSecret = std::move(secret);
}

void AutomationView::copySecret()
{
    const auto& automation = m_editor->automation();
    if (!automation || !m_webhookSecret || m_asking->isRunning())
        return;
    m_asking->run(
        [ask = m_webhookSecret, uid = automation->uid](const BackgroundJob::Report&) { return ask(uid); },
        [this](const Result<QByteArray>& secret) {
            if (!secret) {
                qWarning("automations: %s", qPrintable(secret.error().detail));
                Q_EMIT said(tr("The secret cannot be read: the keyring of this desktop may be locked."));
                return;
            }
            QApplication::clipboard()->setText(QString::fromLatin1(*secret));
            Q_EMIT said(tr("Copied. Give it to whoever receives the webhook, and to nobody else."));
        });
}

void AutomationView::showState(const Automation& automation)
{
    m_name->setText(automation.name);
    const bool isOn = automation.onSince.has_value();
    m_state->setText(automation.archivedAt ? tr("Archived")
                     : isOn                ? tr("On since %1").arg(words::moment(*automation.onSince))
                                           : tr("Off: nothing happens by itself"));
    theme::makeBadge(m_state, isOn ? theme::Tone::Success : theme::Tone::Neutral);
    m_switch->setText(isOn ? tr("S&witch Off") : tr("S&witch On…"));
    m_switch->setIcon(icon(isOn ? u"circle-pause"_s : u"circle-play"_s));
    m_switch->setAccessibleName(isOn ? tr("Switch off “%1”").arg(automation.name)
                                     : tr("Switch on “%1”").arg(automation.name));
    m_switch->setVisible(!automation.archivedAt);
    const auto& steps = automation.content.steps;
    m_secret->setVisible(m_webhookSecret && std::any_of(steps.begin(), steps.end(), [](const Step& step) {
                             return std::holds_alternative<WebhookStep>(step.what);
                         }));
}

void AutomationView::rehearse()
{
    const AutomationDraft draft = m_editor->typed();
    auto* dialog = new RehearsalDialog{m_database, draft.name, draft.content, window()};
    dialog->open();
}

} // namespace foyer
