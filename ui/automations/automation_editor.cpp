// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/automation_editor.h"

#include "app/base/text.h"
#include "ui/address_book/flow_layout.h"
#include "ui/automations/conditions_edit.h"
#include "ui/automations/form_parts.h"
#include "ui/automations/steps_edit.h"
#include "ui/automations/trigger_edit.h"
#include "ui/common/captioned_field.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestName = 100;
constexpr int longestDescription = 500;
constexpr int mostLateDays = 30;
constexpr std::chrono::milliseconds rest{250};

QString partName(AutomationPart part)
{
    switch (part) {
    case AutomationPart::Name:
        return AutomationEditor::tr("the name");
    case AutomationPart::Description:
        return AutomationEditor::tr("what it is for");
    case AutomationPart::Trigger:
        return AutomationEditor::tr("what it waits for");
    case AutomationPart::Conditions:
        return AutomationEditor::tr("the conditions");
    case AutomationPart::Steps:
        return AutomationEditor::tr("the steps");
    case AutomationPart::LateDays:
        return AutomationEditor::tr("how late it may be");
    }
    Q_UNREACHABLE();
}

AutomationDraft draftOf(const Automation& automation)
{
    return {automation.name, automation.content};
}

QLabel* heading(const QString& text)
{
    auto* label = new QLabel{text};
    theme::setTextRole(label, theme::TextRole::Heading);
    return label;
}

} // namespace

AutomationEditor::AutomationEditor(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_name{new QLineEdit}
    , m_nameField{new CaptionedField{tr("&Name"), m_name}}
    , m_description{new QLineEdit}
    , m_trigger{new TriggerEdit}
    , m_conditions{new ConditionsEdit}
    , m_steps{new StepsEdit}
    , m_lateDays{form::number(u"lateDays"_s, tr("Days it may come late"), 0, mostLateDays)}
    , m_general{new QLabel}
    , m_conflictText{new QLabel}
    , m_said{new QLabel}
    , m_rehearse{new QPushButton{icon(u"circle-play"_s), tr("&Rehearse…")}}
    , m_discard{new QPushButton{tr("&Discard")}}
    , m_save{new QPushButton{tr("&Save")}}
{
    setObjectName(u"automationEditor"_s);
    build();
    m_check.setSingleShot(true);
    m_check.setInterval(rest);
    connect(&m_check, &QTimer::timeout, this, &AutomationEditor::showProblems);
    const auto edited = [this] {
        if (m_isPutting)
            return;
        m_said->clear();
        showButtons();
        m_check.start();
    };
    connect(m_name, &QLineEdit::textEdited, this, [this, edited] {
        m_nameField->setProblem({});
        edited();
    });
    connect(m_description, &QLineEdit::textEdited, this, edited);
    connect(m_trigger, &TriggerEdit::edited, this, edited);
    connect(m_conditions, &ConditionsEdit::edited, this, edited);
    connect(m_steps, &StepsEdit::edited, this, edited);
    connect(m_lateDays, &QSpinBox::valueChanged, this, edited);
    connect(m_save, &QPushButton::clicked, this, [this] { save(); });
    connect(m_discard, &QPushButton::clicked, this, [this] {
        if (m_base)
            put(draftOf(*m_base));
        say(tr("What you typed is discarded."));
    });
    connect(m_rehearse, &QPushButton::clicked, this, [this] { Q_EMIT rehearsalWanted(typed()); });
}

void AutomationEditor::build()
{
    m_said->setObjectName(u"said"_s);
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    m_rehearse->setObjectName(u"rehearse"_s);
    m_discard->setObjectName(u"discardAutomation"_s);
    m_save->setObjectName(u"saveAutomation"_s);
    theme::setButtonRole(m_save, theme::ButtonRole::Primary);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(buildForm());
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::space::small);
    buttons->addWidget(m_rehearse);
    buttons->addStretch(1);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_save);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addWidget(buildConflict());
    column->addWidget(scroll, 1);
    column->addWidget(m_said);
    column->addLayout(buttons);
    m_said->hide();
}

QWidget* AutomationEditor::buildForm()
{
    m_name->setObjectName(u"automationName"_s);
    m_name->setMaxLength(longestName);
    m_description->setObjectName(u"automationDescription"_s);
    m_description->setPlaceholderText(tr("Only you read it."));
    m_description->setMaxLength(longestDescription);
    m_general->setObjectName(u"obstacles"_s);
    m_general->setTextFormat(Qt::PlainText);
    m_general->setWordWrap(true);
    theme::makeNotice(m_general, theme::Tone::Warning);
    m_general->hide();

    auto* late = new QWidget;
    auto* lateFlow = new FlowLayout{late};
    for (QWidget* one : std::initializer_list<QWidget*>{form::words(tr("What is up to")), m_lateDays,
                                                        form::words(tr("days late still happens.")),
                                                        form::words(tr("Later than that, it asks you."))})
        lateFlow->addWidget(one);

    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    page->setMaximumWidth(theme::largestFormWidth);
    auto* column = new QVBoxLayout{page};
    column->setContentsMargins(0, theme::space::small, theme::space::medium, theme::space::medium);
    column->setSpacing(theme::space::small);
    const auto section = [&](const QString& title, QWidget* content) {
        column->addSpacing(theme::space::small);
        column->addWidget(heading(title));
        column->addWidget(content);
    };
    column->addWidget(m_general);
    column->addWidget(m_nameField);
    column->addWidget(new CaptionedField{tr("What it is &for"), m_description});
    section(tr("What it waits for"), m_trigger);
    section(tr("Only if all of this holds"), m_conditions);
    section(tr("What it does, one after the other"), m_steps);
    section(tr("When Foyer was closed, or the machine slept"), late);
    column->addStretch();
    return page;
}

QWidget* AutomationEditor::buildConflict()
{
    m_conflict = new QWidget;
    m_conflict->setObjectName(u"conflict"_s);
    theme::makeNotice(m_conflict, theme::Tone::Warning);
    m_conflictText->setObjectName(u"conflictText"_s);
    m_conflictText->setTextFormat(Qt::PlainText);
    m_conflictText->setWordWrap(true);
    auto* mine = new QPushButton{tr("Keep &Mine")};
    auto* theirs = new QPushButton{tr("Take &Theirs")};
    mine->setObjectName(u"keepMine"_s);
    theirs->setObjectName(u"takeTheirs"_s);
    connect(mine, &QPushButton::clicked, this, [this] { settle(true); });
    connect(theirs, &QPushButton::clicked, this, [this] { settle(false); });
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(mine);
    buttons->addWidget(theirs);
    buttons->addStretch();
    auto* column = new QVBoxLayout{m_conflict};
    column->setContentsMargins(theme::space::medium, theme::space::small, theme::space::medium,
                               theme::space::small);
    column->addWidget(m_conflictText);
    column->addLayout(buttons);
    m_conflict->hide();
    return m_conflict;
}

void AutomationEditor::show(AutomationId id)
{
    m_base.reset();
    m_theirs.reset();
    m_conflict->hide();
    m_isSaving = false;
    say({});
    const auto automation =
        m_database.read([&](const Snapshot& snapshot) { return automations::find(snapshot, id); });
    if (!automation) {
        if (automation.error().fault == Fault::NotFound)
            Q_EMIT gone();
        else
            say(words::fault(automation.error().fault), true);
        return;
    }
    take(*automation);
}

void AutomationEditor::refresh()
{
    if (!m_base || m_isSaving)
        return;
    const auto automation = m_database.read(
        [id = m_base->id](const Snapshot& snapshot) { return automations::find(snapshot, id); });
    if (!automation) {
        if (automation.error().fault == Fault::NotFound)
            Q_EMIT gone();
        return;
    }
    take(*automation);
}

/// Brings the fields to what the studio has, but for those in which somebody is typing.
void AutomationEditor::take(const Automation& theirs)
{
    auto choices = m_database.read(studioChoices);
    if (choices && *choices != m_choices) {
        m_choices = std::move(*choices);
        m_conditions->setChoices(m_choices);
        m_steps->setChoices(m_choices);
    }
    if (m_base && isDirty()) {
        const MergedAutomation merge = merged(draftOf(*m_base), typed(), draftOf(theirs));
        if (!merge.disputed.empty()) {
            QStringList parts;
            for (const AutomationPart part : merge.disputed)
                parts.append(partName(part));
            m_theirs = theirs;
            m_conflictText->setText(tr("Somebody changed %1 as well, and saved it. Nothing of yours is lost: "
                                       "which shall it be?",
                                       "parts of an automation")
                                        .arg(QLocale{}.createSeparatedList(parts)));
            m_conflict->show();
            return;
        }
        begin(theirs);
        put(merge.draft);
    } else {
        begin(theirs);
    }
    m_theirs.reset();
    m_conflict->hide();
    showProblems();
    Q_EMIT loaded(theirs);
}

void AutomationEditor::settle(bool keepsMine)
{
    if (!m_theirs || !m_base)
        return;
    const MergedAutomation merge = merged(draftOf(*m_base), typed(), draftOf(*m_theirs));
    begin(*std::exchange(m_theirs, {}));
    m_conflict->hide();
    if (keepsMine)
        put(merge.draft);
    showProblems();
    Q_EMIT loaded(*m_base);
    if (keepsMine)
        save();
}

/// The fields show what the studio has, and nobody has typed yet.
void AutomationEditor::begin(const Automation& automation)
{
    m_base = automation;
    put(draftOf(automation));
    m_clean = typed();
    showButtons();
}

void AutomationEditor::put(const AutomationDraft& draft)
{
    m_isPutting = true;
    const auto line = [](QLineEdit* field, const QString& text) {
        if (field->text() != text) {
            field->setText(text);
            field->setCursorPosition(0);
        }
    };
    line(m_name, draft.name);
    line(m_description, draft.content.description);
    if (m_trigger->trigger() != draft.content.trigger)
        m_trigger->setTrigger(draft.content.trigger);
    m_conditions->setConditions(draft.content.conditions);
    m_steps->setSteps(draft.content.steps);
    m_lateDays->setValue(draft.content.lateDays);
    m_isPutting = false;
    showButtons();
}

AutomationDraft AutomationEditor::typed() const
{
    AutomationDraft draft;
    draft.name = singleLine(m_name->text());
    draft.content.description = m_description->text().trimmed();
    draft.content.trigger = m_trigger->trigger();
    draft.content.conditions = m_conditions->conditions();
    draft.content.steps = m_steps->steps();
    draft.content.lateDays = m_lateDays->value();
    return draft;
}

bool AutomationEditor::isDirty() const
{
    return m_base && typed() != m_clean;
}

void AutomationEditor::save(std::function<void()> then)
{
    if (!m_base || m_isSaving)
        return;
    const AutomationDraft draft = typed();
    if (draft.name.isEmpty()) {
        m_nameField->setProblem(tr("Give it a name."));
        m_name->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (m_theirs) {
        say(tr("Say first which of the two versions it shall be."), true);
        return;
    }
    m_isSaving = true;
    showButtons();
    Automation edited = *m_base;
    edited.name = draft.name;
    edited.content = draft.content;
    m_database.writeLater(
        Actor::studio(), this,
        [edited](Transaction& transaction) { return automations::save(transaction, edited); },
        [this, id = edited.id, draft, then = std::move(then)](const Result<void>& result) {
            if (m_base && m_base->id == id) // else somebody went on to another one
                saved(result, draft, then);
        });
}

void AutomationEditor::saved(const Result<void>& result, const AutomationDraft& draft,
                             std::function<void()> then)
{
    m_isSaving = false;
    if (!result) {
        showButtons();
        if (result.error().fault == Fault::Conflict) {
            refresh(); // joins both, or asks
            if (!m_theirs)
                save(std::move(then));
            return;
        }
        showProblems();
        return say(tr("Not saved. %1")
                       .arg(result.error().fault == Fault::Invalid ? result.error().detail
                                                                   : words::fault(result.error().fault)),
                   true);
    }
    const auto stored = m_database.read(
        [id = m_base->id](const Snapshot& snapshot) { return automations::find(snapshot, id); });
    if (stored) {
        const AutomationDraft now = typed();
        begin(*stored);
        if (now != draft) // somebody went on typing meanwhile
            put(now);
        Q_EMIT loaded(*stored);
    }
    showProblems();
    say(m_base->onSince ? tr("Saved. Runs that began go on as they were.") : tr("Saved."));
    if (then)
        then();
}

bool AutomationEditor::mayLeave(std::function<void()> then)
{
    if (!isDirty())
        return true;
    auto* box = new QMessageBox{QMessageBox::Question, tr("Save?"),
                                tr("What you typed for “%1” is not saved yet.").arg(m_base->name),
                                QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, window()};
    box->setObjectName(u"leaving"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setDefaultButton(QMessageBox::Save);
    connect(box, &QMessageBox::buttonClicked, this, [this, box, then](QAbstractButton* pressed) {
        const auto answer = box->standardButton(pressed);
        if (answer == QMessageBox::Save) {
            save(then);
        } else if (answer == QMessageBox::Discard) {
            m_theirs.reset();
            m_conflict->hide();
            put(draftOf(*m_base));
            then();
        }
    });
    box->open();
    return false;
}

void AutomationEditor::showProblems()
{
    m_check.stop();
    const auto placed = m_database.read(
        [content = typed().content](const Snapshot& snapshot) { return placedProblems(snapshot, content); });
    if (!placed)
        return; // saving and switching on will say it
    m_trigger->setProblem(placed->trigger);
    m_conditions->setProblems(placed->conditions);
    m_steps->setProblems(placed->steps);
    m_general->setText(placed->general.isEmpty()
                           ? QString{}
                           : tr("Before it can be switched on: %1").arg(placed->general.join(u' ')));
    m_general->setVisible(!placed->general.isEmpty());
}

void AutomationEditor::showButtons()
{
    const bool isEdited = isDirty();
    m_save->setEnabled(isEdited && !m_isSaving);
    m_discard->setEnabled(isEdited && !m_isSaving);
    m_rehearse->setEnabled(m_base.has_value());
}

void AutomationEditor::say(const QString& sentence, bool isProblem)
{
    theme::setTextRole(m_said, isProblem ? theme::TextRole::Problem : theme::TextRole::Muted);
    m_said->setText(sentence);
    m_said->setVisible(!sentence.isEmpty());
}

void AutomationEditor::focusName()
{
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

} // namespace foyer
