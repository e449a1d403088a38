// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_sheet.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/jobs/job_store.h"
#include "ui/address_book/flow_layout.h"
#include "ui/automations/runs_view.h"
#include "ui/common/job_words.h"
#include "ui/common/words.h"
#include "ui/jobs/custom_fields_edit.h"
#include "ui/jobs/growing_text.h"
#include "ui/jobs/items_section.h"
#include "ui/jobs/moved_days_notice.h"
#include "ui/jobs/people_edit.h"
#include "ui/jobs/shoots_edit.h"
#include "ui/jobs/stage_stepper.h"
#include "ui/tasks/job_tasks.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QGridLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QUrl>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int highestHistoryPx = 360;

QLabel* heading(const QString& text)
{
    auto* label = new QLabel{text};
    theme::setTextRole(label, theme::TextRole::Heading);
    return label;
}

QStringList localFiles(const QMimeData* data)
{
    QStringList paths;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

JobSheet::JobSheet(StudioEdits& edits, QWidget* parent)
    : QScrollArea{parent}
    , m_edits{edits}
    , m_editing{edits, this}
    , m_title{new QLineEdit}
    , m_problem{new QLabel}
    , m_stages{new StageStepper}
    , m_closed{new QLabel}
    , m_binned{new QLabel{tr("In the Bin")}}
    , m_close{new QPushButton{icon(u"archive"_s), tr("Close…")}}
    , m_reopen{new QPushButton{icon(u"rotate-ccw"_s), tr("Reopen")}}
    , m_delete{new QPushButton{icon(u"trash-2"_s), tr("Delete")}}
    , m_restore{new QPushButton{icon(u"rotate-ccw"_s), tr("Restore")}}
    , m_type{new QComboBox}
    , m_brand{new QComboBox}
    , m_brandLabel{new QLabel{tr("Brand")}}
    , m_source{new QLineEdit}
    , m_people{new PeopleEdit{edits.database()}}
    , m_shoots{new ShootsEdit{edits.database()}}
    , m_tasks{new JobTasks{edits}}
    , m_items{new ItemsSection{edits}}
    , m_movedDays{new MovedDaysNotice{edits}}
    , m_notes{new GrowingText{3}}
    , m_custom{new CustomFieldsEdit}
    , m_runs{new RunsView{edits.database(), RunsModel::Named::ByAutomation}}
{
    setObjectName(u"jobSheet"_s);
    setAccessibleName(tr("Job"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAcceptDrops(true);
    build();
    connect(&m_editing, &JobEditing::saved, this, &JobSheet::settled);
    connect(&m_editing, &JobEditing::refused, this, &JobSheet::refuse);
    connect(m_stages, &StageStepper::chosen, this, [this](JobStage stage) {
        commit();
        if (m_job)
            m_editing.moveTo(*m_job, stage);
    });
    connect(m_close, &QPushButton::clicked, this, &JobSheet::closeJob);
    connect(m_reopen, &QPushButton::clicked, this, [this] { m_editing.reopen(*m_job); });
    connect(m_restore, &QPushButton::clicked, this, [this] { m_editing.restore(*m_job); });
    connect(m_delete, &QPushButton::clicked, this, [this] {
        commit();
        m_editing.remove(*m_job);
    });
    for (QLineEdit* line : {m_title, m_source})
        connect(line, &QLineEdit::editingFinished, this, &JobSheet::commit);
    connect(m_type->lineEdit(), &QLineEdit::editingFinished, this, &JobSheet::commit);
    for (QComboBox* box : {m_type, m_brand})
        connect(box, &QComboBox::activated, this, &JobSheet::commit);
    connect(m_people, &PeopleEdit::edited, this, &JobSheet::commit);
    connect(m_people, &PeopleEdit::personActivated, this, &JobSheet::contactActivated);
    connect(m_shoots, &ShootsEdit::edited, this, &JobSheet::commit);
    connect(m_notes, &GrowingText::left, this, &JobSheet::commit);
    connect(m_custom, &CustomFieldsEdit::edited, this, &JobSheet::commit);
    connect(m_items, &ItemsSection::said, this, &JobSheet::said);
    connect(m_items, &ItemsSection::failed, this, &JobSheet::failed);
    connect(m_tasks, &JobTasks::failed, this, &JobSheet::failed);
    connect(m_runs, &RunsView::said, this, &JobSheet::said);
    connect(m_runs, &RunsView::mailWanted, this, &JobSheet::mailWanted);
}

void JobSheet::build()
{
    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    auto* layout = new QVBoxLayout{page};
    layout->setContentsMargins(theme::space::page, theme::space::large, theme::space::page,
                               theme::space::page);
    layout->setSpacing(theme::space::medium);
    const auto addSection = [&](const QString& title, QWidget* content) {
        layout->addSpacing(theme::space::small);
        layout->addWidget(heading(title));
        layout->addWidget(content);
    };
    layout->addWidget(buildHeader());
    layout->addWidget(m_stages);
    layout->addWidget(m_movedDays);
    layout->addWidget(buildFacts());
    addSection(tr("People"), m_people);
    addSection(tr("Shoots"), m_shoots);
    addSection(tr("Tasks"), m_tasks);
    addSection(tr("For the client"), m_items);
    addSection(tr("Notes"), m_notes);
    addSection(tr("More fields"), m_custom);
    addSection(tr("Automations"), m_runs);
    m_runs->growTo(highestHistoryPx);
    layout->addStretch();
    page->setMaximumWidth(theme::largestFormWidth + 2 * theme::space::page);
    m_notes->setObjectName(u"jobNotes"_s);
    m_notes->setAccessibleName(tr("Notes on the job"));
    m_notes->setPlaceholderText(tr("Only you see these."));
    theme::makeQuiet(m_notes);
    setWidget(page);
}

QWidget* JobSheet::buildHeader()
{
    m_title->setObjectName(u"jobTitle"_s);
    m_title->setAccessibleName(tr("Title of the job"));
    m_title->setPlaceholderText(tr("Title"));
    m_title->setFont(theme::titleFont(font()));
    theme::makeQuiet(m_title);
    m_problem->setObjectName(u"jobProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    theme::setTextRole(m_problem, theme::TextRole::Problem);
    m_closed->setObjectName(u"closedBadge"_s);
    m_closed->setTextFormat(Qt::PlainText);
    theme::makeBadge(m_closed, theme::Tone::Neutral);
    theme::makeBadge(m_binned, theme::Tone::Warning);
    auto* row = new QWidget;
    auto* flow = new FlowLayout{row};
    flow->addWidget(m_closed);
    flow->addWidget(m_binned);
    const std::pair<QPushButton*, QString> buttons[] = {{m_close, u"closeJob"_s},
                                                        {m_reopen, u"reopenJob"_s},
                                                        {m_restore, u"restoreJob"_s},
                                                        {m_delete, u"deleteJob"_s}};
    for (const auto& [button, name] : buttons) {
        button->setObjectName(name);
        theme::setButtonRole(button, theme::ButtonRole::Quiet);
        flow->addWidget(button);
    }
    auto* header = new QWidget;
    auto* layout = new QVBoxLayout{header};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::tiny);
    layout->addWidget(m_title);
    layout->addWidget(m_problem);
    layout->addWidget(row);
    return header;
}

QWidget* JobSheet::buildFacts()
{
    m_type->setObjectName(u"jobTypeField"_s);
    m_type->setEditable(true);
    m_type->setInsertPolicy(QComboBox::NoInsert);
    m_type->lineEdit()->setPlaceholderText(tr("Wedding, portrait, …"));
    m_type->lineEdit()->setAccessibleName(tr("Type"));
    m_brand->setObjectName(u"jobBrandField"_s);
    m_source->setObjectName(u"leadSource"_s);
    m_source->setPlaceholderText(tr("How they found you"));
    auto* facts = new QWidget;
    auto* grid = new QGridLayout{facts};
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme::space::medium);
    grid->setVerticalSpacing(theme::space::tiny);
    grid->setColumnStretch(1, 1);
    const auto add = [&](int row, QLabel* label, QWidget* field) {
        label->setBuddy(field);
        theme::setTextRole(label, theme::TextRole::Muted);
        theme::makeQuiet(field);
        field->setAccessibleName(label->text());
        field->setAccessibleDescription(label->text()); // Qt on Linux names a box by its value
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row, 1);
    };
    add(0, new QLabel{tr("Type")}, m_type);
    add(1, m_brandLabel, m_brand);
    add(2, new QLabel{tr("Lead source")}, m_source);
    return facts;
}

std::optional<JobId> JobSheet::job() const
{
    return m_job ? std::optional{m_job->id} : std::nullopt;
}

void JobSheet::show(JobId id)
{
    if (m_job && m_job->id != id) {
        commit();
        m_isSaving = false; // what is on its way goes its way; its answer is for another job
        m_base.reset();
        m_shown.reset();
        m_problem->hide();
        verticalScrollBar()->setValue(0);
    }
    const auto job =
        m_edits.database().read([&](const Snapshot& snapshot) { return jobs::find(snapshot, id); });
    if (!job) {
        m_job.reset();
        if (job.error().fault == Fault::NotFound)
            Q_EMIT gone();
        else
            Q_EMIT failed(job.error());
        return;
    }
    load(*job);
}

void JobSheet::take(const Changes& changes)
{
    if (!m_job)
        return;
    if (changes.touches(Entity::Brand) || changes.touches(Entity::JobType))
        showChoices();
    if (changes.touches(Entity::Contact))
        m_people->refreshNames();
    if (changes.touches(Entity::Task))
        m_tasks->refresh();
    if (changes.touches(Entity::Job, m_job->id.row()) || changes.touches(Entity::Import)) {
        if (!m_isSaving) // else the answer brings it
            show(m_job->id);
    } else if (changes.touches(Entity::Item)) {
        m_items->refresh();
        m_movedDays->refresh();
    }
}

/// Brings the fields to what the studio says, but for those in which somebody is typing.
void JobSheet::load(const Job& job)
{
    const auto draft =
        m_edits.database().read([&](const Snapshot& snapshot) { return draftOf(snapshot, job); });
    if (!draft) {
        Q_EMIT failed(draft.error());
        return;
    }
    showChoices();
    if (m_base && m_shown && typed() != *m_shown) {
        const MergedJob merge = merged(*m_base, *draft, typed(), [](ContactId) { return QString{}; });
        if (merge.clashes.empty()) {
            m_base = *draft;
            put(*draft);
            m_shown = typed();
            put(merge.keepingMine);
            m_job = job;
        } else { // what was typed on top of stays, so that saving finds the conflict and asks
            m_job->stage = job.stage;
            m_job->closedAt = job.closedAt;
            m_job->closedReason = job.closedReason;
            m_job->deletedAt = job.deletedAt;
        }
    } else {
        m_job = job;
        m_base = *draft;
        put(*draft);
        m_shown = typed();
    }
    m_tasks->show(m_job->id);
    m_items->show(m_job->id);
    m_runs->showJob(m_job->id);
    m_movedDays->show(m_job->id);
    showState();
}

void JobSheet::put(const JobDraft& draft)
{
    const auto line = [](QLineEdit* field, const QString& text) {
        if (field->text() != text) {
            field->setText(text);
            field->setCursorPosition(0);
        }
    };
    line(m_title, draft.details.title);
    line(m_source, draft.details.leadSource);
    m_type->setCurrentIndex(m_type->findText(draft.type));
    m_type->setEditText(draft.type);
    m_brand->setCurrentIndex(m_brand->findData(draft.brand.row()));
    m_people->setPeople(draft.details.people);
    m_shoots->setShoots(draft.details.shoots);
    if (m_notes->toPlainText() != draft.details.notes)
        m_notes->setPlainText(draft.details.notes);
    m_custom->setFields(draft.details.custom);
}

JobDraft JobSheet::typed() const
{
    JobDraft draft = *m_base;
    draft.details.title = singleLine(m_title->text());
    draft.details.leadSource = singleLine(m_source->text());
    draft.type = singleLine(m_type->currentText());
    if (m_brand->currentIndex() >= 0)
        draft.brand = BrandId{m_brand->currentData().toLongLong()};
    draft.details.people = m_people->people();
    draft.details.shoots = m_shoots->shoots();
    draft.details.notes = m_notes->toPlainText();
    draft.details.custom = m_custom->fields();
    return draft;
}

void JobSheet::commit()
{
    if (!m_job || !m_base || !m_shown || m_isSaving)
        return;
    const JobDraft draft = typed();
    if (draft == *m_shown) {
        m_problem->hide();
        theme::setInvalid(m_title, false);
        return;
    }
    if (draft.details.title.isEmpty()) {
        theme::setInvalid(m_title, true);
        m_problem->setText(tr("A job needs a title. What you typed elsewhere is saved with it."));
        m_problem->show();
        return;
    }
    theme::setInvalid(m_title, false);
    m_problem->hide();
    m_isSaving = true;
    m_editing.save(*m_job, draft);
}

void JobSheet::settled(const Job& job)
{
    if (!m_job || m_job->id != job.id)
        return;
    m_isSaving = false;
    m_job = job;
    const auto draft =
        m_edits.database().read([&](const Snapshot& snapshot) { return draftOf(snapshot, job); });
    if (draft) {
        // What was typed while it was being saved stays, and is saved next.
        const JobDraft now = typed();
        const MergedJob merge = merged(*m_shown, *draft, now, [](ContactId) { return QString{}; });
        put(*draft);
        m_base = *draft;
        m_shown = typed();
        if (now != *m_shown)
            put(merge.keepingMine);
    }
    m_items->refresh();        // people that files can be shared with
    m_movedDays->show(job.id); // its shoots may have moved
    showState();
    if (typed() != *m_shown)
        commit();
}

void JobSheet::refuse(JobId id, const QString& sentence)
{
    if (!m_job || m_job->id != id)
        return;
    m_isSaving = false;
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

void JobSheet::showState()
{
    const bool isClosed = m_job->closedAt.has_value();
    const bool isBinned = m_job->deletedAt.has_value();
    m_stages->setStage(m_job->stage);
    m_stages->setEnabled(!isBinned);
    m_closed->setText(m_job->closedReason.isEmpty() ? tr("Closed")
                                                    : tr("Closed: %1", "reason").arg(m_job->closedReason));
    m_closed->setVisible(isClosed);
    m_binned->setVisible(isBinned);
    m_close->setVisible(!isClosed && !isBinned);
    m_reopen->setVisible(isClosed && !isBinned);
    m_delete->setVisible(!isBinned);
    m_restore->setVisible(isBinned);
}

void JobSheet::showChoices()
{
    const auto brands =
        m_edits.database().read([](const Snapshot& snapshot) { return brands::all(snapshot); });
    const auto types =
        m_edits.database().read([](const Snapshot& snapshot) { return jobs::types(snapshot); });
    if (!brands || !types) {
        Q_EMIT failed(brands ? types.error() : brands.error());
        return;
    }
    QStringList names;
    for (const jobs::JobType& type : *types)
        names.append(type.name);
    QStringList listed;
    for (int i = 0; i < m_type->count(); ++i)
        listed.append(m_type->itemText(i));
    if (names != listed) {
        const QString text = m_type->currentText();
        m_type->clear();
        m_type->addItems(names);
        m_type->setEditText(text);
    }
    const qint64 chosen = m_brand->currentData().toLongLong();
    m_brand->clear();
    for (const Brand& brand : *brands)
        m_brand->addItem(brand.details.name, brand.id.row());
    m_brand->setCurrentIndex(m_brand->findData(chosen));
    m_brand->setVisible(brands->size() > 1);
    m_brandLabel->setVisible(brands->size() > 1);
}

void JobSheet::closeJob()
{
    commit();
    auto* dialog = new QInputDialog{this};
    dialog->setObjectName(u"closeDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Close Job"));
    dialog->setLabelText(
        tr("Why is it over? It leaves the lists of current jobs; documents that were sent stay "
           "with your clients."));
    dialog->setComboBoxItems(
        {tr("Done"), tr("Chose somebody else"), tr("No answer"), tr("Cancelled"), tr("The day was taken")});
    dialog->setComboBoxEditable(true);
    dialog->setOkButtonText(tr("Close Job"));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, job = *m_job](const QString& reason) { m_editing.close(job, reason); });
    dialog->open();
}

void JobSheet::focusTitle()
{
    m_title->setFocus(Qt::OtherFocusReason);
    m_title->selectAll();
}

void JobSheet::hideEvent(QHideEvent* event)
{
    commit(); // another page, or the end of the program
    QScrollArea::hideEvent(event);
}

void JobSheet::dragEnterEvent(QDragEnterEvent* event)
{
    if (m_job && !localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void JobSheet::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    m_items->addFiles(localFiles(event->mimeData()));
}

} // namespace foyer
