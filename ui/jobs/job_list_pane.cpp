// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_list_pane.h"

#include "app/brands/brand_store.h"
#include "ui/address_book/flow_layout.h"
#include "ui/common/empty_state.h"
#include "ui/common/job_words.h"
#include "ui/jobs/job_row_delegate.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;
using jobs::JobFilter;

JobListPane::JobListPane(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_model{database}
{
    build();
    connect(&m_model, &JobListModel::listed, this, &JobListPane::showCounts);
    // What is looked at may be listed only now: it was just made, or came back from the bin.
    connect(&m_model, &JobListModel::listed, this, [this] {
        if (m_current && !m_list->selectionModel()->hasSelection())
            select(*m_current);
    });
    connect(&m_model, &JobListModel::failed, this, &JobListPane::failed);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                const auto id = m_model.jobAt(index.row());
                if (!index.isValid() || !id || id == m_current)
                    return;
                m_current = id;
                // A list that is given the focus goes to its first line without marking it.
                if (!m_list->selectionModel()->isSelected(index))
                    m_list->selectionModel()->select(index, QItemSelectionModel::ClearAndSelect);
                Q_EMIT currentChanged(*id);
            });
    connect(
        &database, &Database::changed, this,
        [this](const Changes& changes) {
            if (changes.touches(Entity::JobType) || changes.touches(Entity::Brand) ||
                changes.touches(Entity::Import))
                showChoices();
        },
        Qt::QueuedConnection);
    showChoices();
    applyFilter();
}

void JobListPane::build()
{
    m_search = new QLineEdit;
    m_search->setObjectName(u"jobSearch"_s);
    m_search->setPlaceholderText(tr("Search title or people"));
    m_search->setAccessibleName(tr("Search jobs"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(u"search"_s, IconInk::Muted), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &JobListPane::applyFilter);
    auto* make = new QToolButton;
    make->setObjectName(u"newJob"_s);
    make->setIcon(icon(u"plus"_s));
    make->setAccessibleName(tr("New Job"));
    make->setToolTip(tr("New Job"));
    make->setFocusPolicy(Qt::StrongFocus);
    connect(make, &QToolButton::clicked, this, &JobListPane::newRequested);
    auto* top = new QHBoxLayout;
    top->setSpacing(theme::space::tiny);
    top->addWidget(m_search, 1);
    top->addWidget(make);

    m_list = new QListView;
    m_list->setObjectName(u"jobs"_s);
    m_list->setAccessibleName(tr("Jobs"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new JobRowDelegate{m_list});
    m_list->setUniformItemSizes(true); // nobody has to measure twenty thousand of them
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(m_list, &QListView::activated, this, [this](const QModelIndex& index) {
        if (const auto id = m_model.jobAt(index.row()))
            Q_EMIT currentChanged(*id); // in a narrow window: bring the page to the front again
    });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        if (const auto id = m_model.jobAt(index.row()))
            Q_EMIT currentChanged(*id);
    });

    m_stack = new QStackedWidget;
    m_stack->addWidget(m_list);
    buildEmptyStates();
    m_count = new QLabel;
    m_count->setObjectName(u"jobCount"_s);
    theme::setTextRole(m_count, theme::TextRole::Muted);

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::large, theme::space::large, theme::space::large,
                               theme::space::small);
    layout->setSpacing(theme::space::small);
    layout->addLayout(top);
    layout->addWidget(buildChips());
    layout->addWidget(buildChoices());
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_count);
    setFocusProxy(m_list);
}

QWidget* JobListPane::buildChips()
{
    auto* row = new QWidget;
    auto* flow = new FlowLayout{row};
    flow->setSpacing(theme::space::tiny);
    m_chipGroup = new QButtonGroup{this};
    const auto add = [&](const QString& name, JobFilter::Shelf shelf, std::optional<JobStage> stage) {
        auto* button = new QToolButton;
        button->setObjectName(name);
        button->setCheckable(true);
        button->setProperty("chip", true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_chipGroup->addButton(button);
        flow->addWidget(button);
        m_chips.push_back({button, shelf, stage});
        connect(button, &QToolButton::clicked, this, &JobListPane::applyFilter);
    };
    using enum JobFilter::Shelf;
    add(u"chipCurrent"_s, Current, {});
    add(u"chipLead"_s, Open, JobStage::Lead);
    add(u"chipBooked"_s, Open, JobStage::Booked);
    add(u"chipFulfilment"_s, Open, JobStage::Fulfilment);
    add(u"chipCompleted"_s, Open, JobStage::Completed);
    add(u"chipClosed"_s, Closed, {});
    add(u"chipAll"_s, All, {});
    add(u"chipBin"_s, Bin, {});
    m_chips.front().button->setChecked(true);
    return row;
}

QWidget* JobListPane::buildChoices()
{
    auto* row = new QWidget;
    auto* flow = new FlowLayout{row};
    const auto box = [&](const QString& name, const QString& objectName) {
        auto* combo = new QComboBox;
        combo->setObjectName(objectName);
        combo->setAccessibleName(name);
        combo->setToolTip(name);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        flow->addWidget(combo);
        return combo;
    };
    m_order = box(tr("Order"), u"jobOrder"_s);
    m_type = box(tr("Type"), u"jobType"_s);
    m_brand = box(tr("Brand"), u"jobBrand"_s);
    m_order->addItem(tr("Latest day first"), int(JobFilter::Order::LatestDay));
    m_order->addItem(tr("Next day first"), int(JobFilter::Order::NextDay));
    m_order->addItem(tr("Title, A to Z"), int(JobFilter::Order::Title));
    m_order->addItem(tr("Latest change"), int(JobFilter::Order::LatestChange));
    for (QComboBox* combo : {m_order, m_type, m_brand})
        connect(combo, &QComboBox::activated, this, &JobListPane::applyFilter);
    return row;
}

void JobListPane::buildEmptyStates()
{
    const auto action = [this](const QString& text, const QString& iconName, const QString& name, auto work) {
        auto* made = new QAction{icon(iconName, IconInk::OnAccent), text, this};
        made->setObjectName(name);
        connect(made, &QAction::triggered, this, work);
        return made;
    };
    m_noneYet = new EmptyState{
        u"briefcase"_s, tr("No jobs yet"),
        tr("A job is a wedding, a portrait sitting, whatever you do for somebody: with its people, its "
           "days, and all they get from you.")};
    m_noneYet->addAction(action(tr("New Job"), u"plus"_s, u"emptyNewJob"_s, &JobListPane::newRequested));
    m_noneFound = new EmptyState{u"search"_s, tr("No job found"),
                                 tr("No job in this list fits what you typed and chose above.")};
    m_noneFound->addAction(
        action(tr("Search All Jobs"), u"search"_s, u"searchAllJobs"_s, &JobListPane::searchEverywhere));
    m_noneHere = new EmptyState{u"briefcase"_s, tr("Nothing here"), tr("No job stands here now.")};
    m_noneHere->addAction(action(tr("New Job"), u"plus"_s, u"hereNewJob"_s, &JobListPane::newRequested));
    for (QWidget* page : {m_noneYet, m_noneFound, m_noneHere})
        m_stack->addWidget(page);
}

void JobListPane::showChoices()
{
    const auto brands = m_database.read([](const Snapshot& snapshot) { return brands::all(snapshot); });
    const auto types = m_database.read([](const Snapshot& snapshot) { return jobs::types(snapshot); });
    if (!brands || !types) {
        Q_EMIT failed(brands ? types.error() : brands.error());
        return;
    }
    const auto fill = [](QComboBox* box, const QString& any, const auto& all, auto nameOf) {
        const qint64 chosen = box->currentData().toLongLong();
        box->clear();
        box->addItem(any, qint64{0});
        for (const auto& one : all)
            box->addItem(nameOf(one), one.id.row());
        box->setCurrentIndex(std::max(0, box->findData(chosen)));
    };
    fill(m_brand, tr("All brands"), *brands, [](const Brand& brand) { return brand.details.name; });
    fill(m_type, tr("All types"), *types, [](const jobs::JobType& type) { return type.name; });
    m_brand->setVisible(brands->size() > 1);
    m_type->setVisible(!types->empty());
}

void JobListPane::applyFilter()
{
    JobFilter filter;
    filter.text = m_search->text();
    filter.order = JobFilter::Order(m_order->currentData().toInt());
    if (const qint64 type = m_type->currentData().toLongLong(); type > 0)
        filter.type = JobTypeId{type};
    if (const qint64 brand = m_brand->currentData().toLongLong(); brand > 0)
        filter.brand = BrandId{brand};
    for (const Chip& chip : m_chips) {
        if (chip.button->isChecked()) {
            filter.shelf = chip.shelf;
            filter.stage = chip.stage;
        }
    }
    m_model.setFilter(filter);
    if (m_current)
        select(*m_current); // typing another letter does not lose what is being looked at
}

void JobListPane::choose(JobFilter::Shelf shelf, std::optional<JobStage> stage)
{
    for (const Chip& chip : m_chips) {
        if (chip.shelf == shelf && chip.stage == stage)
            chip.button->setChecked(true);
    }
    applyFilter();
}

void JobListPane::searchEverywhere()
{
    m_type->setCurrentIndex(0);
    m_brand->setCurrentIndex(0);
    choose(JobFilter::Shelf::All, {});
    if (m_model.rowCount() == 0)
        m_search->clear();
    m_search->setFocus();
}

qint64 JobListPane::countOf(const Chip& chip) const
{
    const jobs::JobCounts& counts = m_model.counts();
    switch (chip.shelf) {
    case JobFilter::Shelf::Current:
        return counts.current();
    case JobFilter::Shelf::Closed:
        return counts.closed;
    case JobFilter::Shelf::All:
        return counts.all();
    case JobFilter::Shelf::Bin:
        return counts.bin;
    case JobFilter::Shelf::Open:
        break;
    }
    switch (chip.stage.value_or(JobStage::Lead)) {
    case JobStage::Lead:
        return counts.lead;
    case JobStage::Booked:
        return counts.booked;
    case JobStage::Fulfilment:
        return counts.fulfilment;
    case JobStage::Completed:
        return counts.completed;
    }
    Q_UNREACHABLE();
}

QString JobListPane::nameOf(const Chip& chip) const
{
    switch (chip.shelf) {
    case JobFilter::Shelf::Current:
        return tr("Current", "jobs neither closed nor completed");
    case JobFilter::Shelf::Closed:
        return tr("Closed", "jobs");
    case JobFilter::Shelf::All:
        return tr("All", "jobs");
    case JobFilter::Shelf::Bin:
        return tr("Bin");
    case JobFilter::Shelf::Open:
        return chip.stage == JobStage::Lead ? tr("Leads") : words::stage(*chip.stage);
    }
    Q_UNREACHABLE();
}

void JobListPane::showCounts()
{
    for (const Chip& chip : m_chips) {
        const qint64 count = countOf(chip);
        chip.button->setText(
            tr("%1 %2", "filter, how many jobs").arg(nameOf(chip), locale().toString(count)));
        if (chip.shelf == JobFilter::Shelf::Bin)
            chip.button->setVisible(count > 0 || chip.button->isChecked());
    }
    m_count->setText(tr("%n job(s)", "below the list", m_model.rowCount()));
    m_stack->setCurrentWidget(whatToShow());
}

QWidget* JobListPane::whatToShow() const
{
    if (m_model.rowCount() > 0)
        return m_list;
    const JobFilter& filter = m_model.filter();
    if (!filter.text.trimmed().isEmpty() || filter.type || filter.brand)
        return m_noneFound;
    return m_model.counts().all() == 0 && filter.shelf != JobFilter::Shelf::Bin ? m_noneYet : m_noneHere;
}

void JobListPane::select(JobId id)
{
    m_current = id;
    const auto row = m_model.rowOf(id);
    const QSignalBlocker quiet{this}; // whoever asks knows
    if (!row) {
        m_list->selectionModel()->clear();
        return;
    }
    const QModelIndex index = m_model.index(*row);
    m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_list->scrollTo(index);
}

void JobListPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void JobListPane::focusList()
{
    m_list->setFocus(Qt::OtherFocusReason);
}

bool JobListPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool wantsList =
            key->key() == Qt::Key_Down || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
        if (wantsList && m_model.rowCount() > 0) {
            m_list->setFocus(Qt::TabFocusReason);
            if (!m_list->selectionModel()->hasSelection())
                m_list->setCurrentIndex(m_model.index(0));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace foyer
