// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/schedule_settings.h"

#include "app/jobs/job_store.h"
#include "ui/common/captioned_field.h"
#include "ui/common/words.h"
#include "ui/invoices/schedule_edit.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestName = 100;
constexpr qint64 sampleTotal = 100'000; ///< what the example splits
constexpr int listWidth = 220;

QString jobTypeName(const std::vector<jobs::JobType>& types, std::optional<JobTypeId> id)
{
    for (const jobs::JobType& type : types) {
        if (id == type.id)
            return type.name;
    }
    return {};
}

} // namespace

ScheduleSettings::ScheduleSettings(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_list{new QListWidget}
    , m_name{new QLineEdit}
    , m_nameField{new CaptionedField{tr("&Name"), m_name, tr("Only you read it.")}}
    , m_jobType{new QComboBox}
    , m_schedule{new ScheduleEdit}
    , m_said{new QLabel}
    , m_ready{new QMenu{this}}
    , m_add{new QPushButton{icon(u"plus"_s), tr("&Add Schedule")}}
    , m_install{new QPushButton{icon(u"copy"_s), tr("&Ready-made")}}
    , m_archive{new QPushButton{icon(u"archive"_s), tr("Arc&hive")}}
    , m_discard{new QPushButton{tr("Discard")}}
    , m_save{new QPushButton{tr("&Save")}}
{
    setObjectName(u"scheduleSettings"_s);
    auto* row = new QHBoxLayout{this};
    row->setContentsMargins(0, theme::space::large, 0, 0);
    row->setSpacing(theme::space::large);
    row->addWidget(makeList());
    row->addWidget(makeForm(), 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &ScheduleSettings::switchTo);
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        m_nameField->setProblem({});
        showButtons();
    });
    connect(m_jobType, &QComboBox::activated, this, &ScheduleSettings::showButtons);
    connect(m_schedule, &ScheduleEdit::edited, this, [this](const std::vector<DraftRule>& rules) {
        m_rules = rules;
        showRules();
        showButtons();
    });
    connect(m_add, &QPushButton::clicked, this, &ScheduleSettings::startNew);
    connect(m_archive, &QPushButton::clicked, this, &ScheduleSettings::archive);
    connect(m_save, &QPushButton::clicked, this, &ScheduleSettings::save);
    connect(m_discard, &QPushButton::clicked, this, [this] {
        say({});
        const auto first = m_presets.empty() ? std::nullopt : std::optional{m_presets.front().id};
        showPreset(m_shown ? std::optional{m_shown->id} : first);
    });
    connect(m_ready, &QMenu::aboutToShow, this, &ScheduleSettings::offerReady);
    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        if (changes.touches(Entity::Template) || changes.touches(Entity::Setting) ||
            changes.touches(Entity::JobType))
            reload();
    });
    reload();
    showPreset(m_presets.empty() ? std::nullopt : std::optional{m_presets.front().id});
}

QWidget* ScheduleSettings::makeList()
{
    m_list->setObjectName(u"schedules"_s);
    m_list->setAccessibleName(tr("Schedules"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_add->setObjectName(u"addSchedule"_s);
    m_install->setObjectName(u"installSchedule"_s);
    m_install->setMenu(m_ready);
    m_ready->setObjectName(u"readySchedules"_s);
    auto* box = new QWidget;
    box->setFixedWidth(listWidth);
    auto* column = new QVBoxLayout{box};
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list, 1);
    column->addWidget(m_add);
    column->addWidget(m_install);
    return box;
}

QWidget* ScheduleSettings::makeForm()
{
    m_name->setObjectName(u"scheduleName"_s);
    m_name->setMaxLength(longestName);
    m_jobType->setObjectName(u"scheduleJobType"_s);
    m_archive->setObjectName(u"archiveSchedule"_s);
    m_save->setObjectName(u"saveSchedule"_s);
    m_discard->setObjectName(u"discardSchedule"_s);
    theme::setButtonRole(m_save, theme::ButtonRole::Primary);
    m_said->setObjectName(u"said"_s);
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    m_form = new QWidget;
    m_form->setObjectName(u"page"_s);
    m_form->setMaximumWidth(theme::largestFormWidth);
    auto* fields = new QVBoxLayout{m_form};
    fields->setContentsMargins(0, 0, theme::space::large, 0);
    fields->setSpacing(theme::space::medium);
    fields->addWidget(m_nameField);
    fields->addWidget(new CaptionedField{tr("For &jobs of the type"), m_jobType,
                                         tr("New invoices on such jobs start with it. Each type has one. "
                                            "Invoices that are there keep theirs.")});
    fields->addWidget(m_schedule);
    fields->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_form);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_said, 1);
    foot->addWidget(m_archive);
    foot->addWidget(m_discard);
    foot->addWidget(m_save);
    auto* box = new QWidget;
    auto* column = new QVBoxLayout{box};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::medium);
    column->addWidget(scroll, 1);
    column->addLayout(foot);
    return box;
}

bool ScheduleSettings::isEdited() const
{
    const QString name = m_name->text().trimmed();
    const qint64 type = m_jobType->currentData().toLongLong();
    if (!m_shown)
        return m_isNew && (!name.isEmpty() || !m_rules.empty());
    const bool isUnread = std::any_of(m_rules.begin(), m_rules.end(), [](const DraftRule& rule) {
        return !unreadSentence(rule, 1).isEmpty();
    });
    return name != m_shown->name || scheduleOf(m_rules) != m_shown->rules ||
           type != (m_shown->jobType ? m_shown->jobType->row() : 0) || isUnread;
}

void ScheduleSettings::reload()
{
    auto presets = m_database.read([](const Snapshot& snapshot) { return invoices::presets(snapshot); });
    const auto types = m_database.read([](const Snapshot& snapshot) { return jobs::types(snapshot); });
    if (!presets || !types)
        return say(tr("The schedules cannot be read at the moment."), true);
    m_presets = std::move(*presets);
    const QSignalBlocker quiet{m_list};
    m_list->clear();
    for (const invoices::SchedulePreset& preset : m_presets) {
        const QString type = jobTypeName(*types, preset.jobType);
        auto* row = new QListWidgetItem{
            type.isEmpty() ? preset.name : tr("%1 · %2", "name · type of job").arg(preset.name, type),
            m_list};
        row->setData(Qt::UserRole, preset.id.row());
        row->setToolTip(words::toolTip(row->text()));
    }
    showRow();
    const QVariant chosen = m_jobType->currentData();
    m_jobType->clear();
    m_jobType->addItem(tr("None"), qint64{0});
    for (const jobs::JobType& type : *types)
        m_jobType->addItem(type.name, type.id.row());
    m_jobType->setCurrentIndex(std::max(0, m_jobType->findData(chosen)));
}

void ScheduleSettings::showPreset(std::optional<SchedulePresetId> id, Begin begin)
{
    m_shown.reset();
    m_isNew = begin == Begin::New;
    for (const invoices::SchedulePreset& preset : m_presets) {
        if (id == preset.id)
            m_shown = preset;
    }
    showRow();
    m_name->setText(m_shown ? m_shown->name : QString{});
    m_nameField->setProblem({});
    m_jobType->setCurrentIndex(
        std::max(0, m_jobType->findData(m_shown && m_shown->jobType ? m_shown->jobType->row() : 0)));
    m_rules = m_shown ? draftOf(m_shown->rules) : std::vector<DraftRule>{};
    showRules();
    showButtons();
}

/// A new one has a row, too: a list without a current row takes its first one when it gets the focus.
void ScheduleSettings::showRow()
{
    const QSignalBlocker quiet{m_list};
    const bool hasNewRow = m_list->count() > int(m_presets.size());
    if (m_isNew && !hasNewRow)
        m_list->addItem(tr("New schedule"));
    else if (!m_isNew && hasNewRow)
        delete m_list->takeItem(m_list->count() - 1);
    int row = m_isNew ? m_list->count() - 1 : -1;
    for (int i = 0; m_shown && i < int(m_presets.size()); ++i) {
        if (m_presets[std::size_t(i)].id == m_shown->id)
            row = i;
    }
    m_list->setCurrentRow(row);
}

void ScheduleSettings::switchTo(int row)
{
    if (row < 0 || row >= int(m_presets.size()))
        return;
    const SchedulePresetId chosen = m_presets[std::size_t(row)].id;
    if (isEdited()) {
        const auto answer = QMessageBox::question(
            this, tr("Leave without saving?"), tr("What you typed for this schedule is not saved yet."),
            QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel);
        if (answer != QMessageBox::Discard) {
            showRow();
            return;
        }
    }
    say({});
    showPreset(chosen);
}

void ScheduleSettings::startNew()
{
    if (isEdited())
        return say(tr("Save or discard what you typed first."), true);
    say({});
    showPreset({}, Begin::New);
    m_name->setFocus();
}

void ScheduleSettings::offerReady()
{
    m_ready->clear();
    for (const invoices::NewPreset& ready : invoices::readyPresets()) {
        QAction* action = m_ready->addAction(QString{ready.name}.replace(u'&', u"&&"_s));
        connect(action, &QAction::triggered, this, [this, uid = ready.uid] {
            if (isEdited())
                return say(tr("Save or discard what you typed first."), true);
            m_database.writeLater(
                Actor::studio(), this,
                [uid](Transaction& transaction) { return invoices::installPreset(transaction, uid); },
                [this](const Result<SchedulePresetId>& result) {
                    done(result, tr("Added. Change it as you like."));
                });
        });
    }
}

void ScheduleSettings::save()
{
    m_schedule->commit();
    if (m_name->text().trimmed().isEmpty()) {
        m_nameField->setProblem(tr("Give it a name."));
        m_name->setFocus();
        return;
    }
    int number = 0;
    for (const DraftRule& rule : m_rules) {
        if (const QString unread = unreadSentence(rule, ++number); !unread.isEmpty())
            return say(unread, true);
    }
    const qint64 type = m_jobType->currentData().toLongLong();
    const auto jobType = type > 0 ? std::optional{JobTypeId{type}} : std::nullopt;
    m_isSaving = true;
    showButtons();
    m_database.writeLater(
        Actor::studio(), this,
        [shown = m_shown, name = m_name->text().trimmed(), rules = scheduleOf(m_rules),
         jobType](Transaction& transaction) -> Result<SchedulePresetId> {
            if (!shown)
                return invoices::addPreset(transaction, {name, rules, jobType});
            invoices::SchedulePreset edited = *shown;
            edited.name = name;
            edited.rules = rules;
            edited.jobType = jobType;
            const auto saved = invoices::savePreset(transaction, edited);
            return saved ? Result<SchedulePresetId>{edited.id} : fail(saved.error());
        },
        [this](const Result<SchedulePresetId>& result) { done(result, tr("Saved.")); });
}

void ScheduleSettings::archive()
{
    if (!m_shown)
        return;
    m_database.writeLater(
        Actor::studio(), this,
        [id = m_shown->id](Transaction& transaction) -> Result<SchedulePresetId> {
            const auto archived = invoices::archivePreset(transaction, id);
            return archived ? Result<SchedulePresetId>{id} : fail(archived.error());
        },
        [this](const Result<SchedulePresetId>& result) {
            done(result, tr("Archived. Invoices that began with it keep it."));
        });
}

void ScheduleSettings::done(const Result<SchedulePresetId>& result, const QString& sentence)
{
    m_isSaving = false;
    if (result) {
        reload();
        showPreset(*result);
        if (!m_shown && !m_presets.empty()) // it went to the archive
            showPreset(m_presets.front().id);
        return say(sentence);
    }
    const bool isSentence = result.error().fault == Fault::Invalid;
    say(tr("Not saved. %1")
            .arg(result.error().fault == Fault::Conflict
                     ? tr("It was changed elsewhere meanwhile. Discard to see that version.")
                 : isSentence ? result.error().detail
                              : words::fault(result.error().fault)),
        true);
    showButtons();
}

void ScheduleSettings::showRules()
{
    const QDate today = toLocal(m_database.now()).date();
    m_schedule->show(m_rules, {sampleTotal, eur, {today, today, today.addMonths(6)}, true});
}

void ScheduleSettings::showButtons()
{
    const bool canWrite = (m_shown || m_isNew) && !m_isSaving;
    m_form->setEnabled(m_shown || m_isNew);
    m_save->setEnabled(canWrite && isEdited());
    m_discard->setEnabled(canWrite && (isEdited() || m_isNew));
    m_archive->setEnabled(m_shown && !m_isSaving && !isEdited());
}

void ScheduleSettings::say(const QString& sentence, bool isProblem)
{
    m_said->setText(sentence);
    theme::setTextRole(m_said, isProblem ? theme::TextRole::Problem : theme::TextRole::Done);
}

} // namespace foyer
