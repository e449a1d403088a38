// SPDX-License-Identifier: GPL-3.0-or-later
// How the list pane looks: its fields, its table, and what stands there while it is empty.
#include "ui/address_book/contact_list_pane.h"

#include "ui/address_book/contact_row_delegate.h"
#include "ui/address_book/flow_layout.h"
#include "ui/common/empty_state.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;
using contacts::ContactFilter;

namespace {

/// Columns in the order in which they give way when there is little room, and how wide they like to be.
struct ColumnWish
{
    ContactListModel::Column column;
    int px;
};
const ColumnWish wishes[] = {
    {ContactListModel::Email, 190},
    {ContactListModel::Portal, 130},
    {ContactListModel::Phone, 140},
    {ContactListModel::Tags, 140},
};
constexpr int namePx = 210;

} // namespace

void ContactListPane::build()
{
    m_search = new QLineEdit;
    m_search->setObjectName(u"search"_s);
    m_search->setPlaceholderText(tr("Search name, email or phone"));
    m_search->setAccessibleName(tr("Search contacts"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(u"search"_s, IconInk::Muted), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &ContactListPane::applyFilter);

    m_count = new QLabel;
    m_count->setObjectName(u"count"_s);
    theme::setTextRole(m_count, theme::TextRole::Muted);

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::large, theme::space::large, theme::space::large,
                               theme::space::small);
    layout->setSpacing(theme::space::small);
    auto* make = new QToolButton;
    make->setObjectName(u"newContact"_s);
    make->setIcon(icon(u"user-plus"_s));
    make->setAccessibleName(tr("New Contact"));
    make->setToolTip(tr("New Contact"));
    make->setFocusPolicy(Qt::StrongFocus);
    connect(make, &QToolButton::clicked, this, &ContactListPane::newRequested);
    auto* top = new QHBoxLayout;
    top->setSpacing(theme::space::tiny);
    top->addWidget(m_search, 1);
    top->addWidget(make);
    layout->addLayout(top);
    layout->addWidget(buildFilters());
    m_stack = new QStackedWidget;
    m_stack->addWidget(buildTable());
    buildEmptyStates();
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_count);
}

QWidget* ContactListPane::buildFilters()
{
    const auto box = [this](const QString& name, const QString& objectName) {
        auto* combo = new QComboBox;
        combo->setObjectName(objectName);
        combo->setAccessibleName(name);
        combo->setToolTip(name);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        connect(combo, &QComboBox::currentIndexChanged, this, &ContactListPane::applyFilter);
        return combo;
    };
    m_kind = box(tr("Kind"), u"kindFilter"_s);
    m_tag = box(tr("Tag"), u"tagFilter"_s);
    m_shelf = box(tr("Shelf"), u"shelfFilter"_s);
    m_order = box(tr("Order"), u"orderFilter"_s);
    m_conflicts = new QToolButton;
    for (QComboBox* combo : {m_kind, m_tag, m_shelf, m_order})
        combo->blockSignals(true); // until all of them are filled

    m_kind->addItem(tr("All kinds"));
    m_kind->addItem(icon(u"user"_s), tr("People"), int(ContactKind::Person));
    m_kind->addItem(icon(u"building-2"_s), tr("Companies"), int(ContactKind::Company));
    m_kind->addItem(icon(u"map-pin"_s), tr("Locations"), int(ContactKind::Location));
    m_tag->addItem(tr("Any tag"), QString{});
    m_tag->setMinimumContentsLength(10);
    m_tag->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_shelf->addItem(icon(u"contact"_s), tr("Contacts"), int(ContactFilter::Shelf::Live));
    m_shelf->addItem(icon(u"archive"_s), tr("Archived"), int(ContactFilter::Shelf::Archived));
    m_shelf->addItem(icon(u"trash-2"_s), tr("Bin"), int(ContactFilter::Shelf::Bin));
    m_order->addItem(tr("Name, A to Z"), int(ContactFilter::Order::Name));
    m_order->addItem(tr("Name, Z to A"), int(ContactFilter::Order::NameReversed));
    m_order->addItem(tr("Latest change"), int(ContactFilter::Order::LatestChange));
    for (QComboBox* combo : {m_kind, m_tag, m_shelf, m_order})
        combo->blockSignals(false);

    m_conflicts->setObjectName(u"conflictFilter"_s);
    m_conflicts->setCheckable(true);
    m_conflicts->setIcon(icon(u"triangle-alert"_s, IconInk::Danger));
    m_conflicts->setText(tr("Email Conflict"));
    m_conflicts->setToolTip(tr("Show only contacts whose email others use"));
    m_conflicts->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_conflicts->setFocusPolicy(Qt::StrongFocus);
    connect(m_conflicts, &QToolButton::toggled, this, &ContactListPane::applyFilter);

    auto* row = new QWidget;
    auto* flow = new FlowLayout{row};
    for (QWidget* widget : std::initializer_list<QWidget*>{m_shelf, m_kind, m_tag, m_order, m_conflicts})
        flow->addWidget(widget);
    return row;
}

QWidget* ContactListPane::buildTable()
{
    m_table = new QTableView;
    m_table->setObjectName(u"contacts"_s);
    m_table->setAccessibleName(tr("Contacts"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new ContactRowDelegate{m_table});
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false); // Tab leaves the list
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // columns that do not fit are left out
    // All rows are equally high: nobody has to measure a hundred thousand of them.
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * theme::space::small +
                                                     theme::space::hair);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(ContactListModel::Name, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionsClickable(true);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int section) {
        if (section == ContactListModel::Name) // the other columns have no order of their own
            m_order->setCurrentIndex(m_order->currentIndex() == 0 ? 1 : 0);
    });
    return m_table;
}

void ContactListPane::buildEmptyStates()
{
    const auto action = [this](const QString& text, const QString& iconName, const QString& name) {
        auto* made = new QAction{icon(iconName), text, this};
        made->setObjectName(name);
        return made;
    };
    auto* bringIn = action(tr("Import…"), u"file-down"_s, u"emptyImport"_s);
    auto* make = action(tr("New Contact"), u"user-plus"_s, u"emptyNew"_s);
    auto* clear = action(tr("Clear Search"), u"x"_s, u"clearSearch"_s);
    connect(bringIn, &QAction::triggered, this, &ContactListPane::importRequested);
    connect(make, &QAction::triggered, this, &ContactListPane::newRequested);
    connect(clear, &QAction::triggered, this, &ContactListPane::clearSearch);

    auto* nobodyYet =
        new EmptyState{u"book-user"_s, tr("No contacts yet"),
                       tr("Bring in those you have from a vCard or CSV file, or type the first one.")};
    nobodyYet->addAction(bringIn);
    nobodyYet->addAction(make);
    auto* nobodyFound = new EmptyState{u"search"_s, tr("Nobody found"),
                                       tr("No contact fits what you typed and chose above.")};
    nobodyFound->addAction(clear);
    m_nobodyYet = nobodyYet;
    m_nobodyFound = nobodyFound;
    m_nobodyArchived = new EmptyState{
        u"archive"_s, tr("Nobody is archived"),
        tr("Archive contacts you no longer work with: they leave the list and keep their history.")};
    m_emptyBin =
        new EmptyState{u"trash-2"_s, tr("The bin is empty"), tr("Deleted contacts stay here for 30 days.")};
    for (QWidget* page : {m_nobodyYet, m_nobodyFound, m_nobodyArchived, m_emptyBin})
        m_stack->addWidget(page);
}

void ContactListPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

/// Shows as many columns as there is room for, the most useful first.
void ContactListPane::fitColumns()
{
    const QMargins margins = layout()->contentsMargins();
    int room = width() - margins.left() - margins.right() - m_table->verticalScrollBar()->sizeHint().width() -
               namePx;
    for (const ColumnWish& wish : wishes) {
        const bool fits = room >= wish.px;
        m_table->setColumnHidden(wish.column, !fits);
        if (fits) {
            m_table->setColumnWidth(wish.column, wish.px);
            room -= wish.px;
        } else {
            room = 0; // a less useful one must not take its place
        }
    }
}

} // namespace foyer
