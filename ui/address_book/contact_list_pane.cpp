// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/contact_list_pane.h"

#include "app/contacts/contact_store.h"
#include "ui/address_book/tsv.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QToolButton>

namespace foyer {

using namespace Qt::StringLiterals;
using contacts::ContactFilter;

ContactListPane::ContactListPane(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_model{database}
{
    build();
    m_tagsAfterChanges.setSingleShot(true);
    m_tagsAfterChanges.setInterval(std::chrono::milliseconds{400}); // after an import rather than during it
    connect(&m_tagsAfterChanges, &QTimer::timeout, this, &ContactListPane::showTags);
    connect(&database, &Database::changed, this, [this](const Changes& changes) {
        if (changes.touches(Entity::Contact) || changes.touches(Entity::Import))
            m_tagsAfterChanges.start();
    });
    connect(&m_model, &ContactListModel::listed, this, &ContactListPane::showCount);
    // A line that went away took its selection along without a word.
    connect(&m_model, &ContactListModel::listed, this, &ContactListPane::selectionChanged,
            Qt::QueuedConnection);
    connect(&m_model, &ContactListModel::failed, this, &ContactListPane::failed);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ContactListPane::tellSelection);
    showTags();
    applyFilter();
}

ContactListPane::~ContactListPane() = default;

void ContactListPane::applyFilter()
{
    ContactFilter filter;
    filter.text = m_search->text();
    if (m_kind->currentIndex() > 0)
        filter.kind = ContactKind(m_kind->currentData().toInt());
    filter.tag = m_tag->currentData().toString();
    filter.onlyConflicts = m_conflicts->isChecked();
    filter.shelf = ContactFilter::Shelf(m_shelf->currentData().toInt());
    filter.order = ContactFilter::Order(m_order->currentData().toInt());
    m_model.setFilter(filter);
    if (m_current) { // typing another letter does not lose who is being looked at, nor jump there
        if (const auto row = m_model.rowOf(*m_current)) {
            const QSignalBlocker quiet{this};
            m_table->selectionModel()->select(m_model.index(*row, 0), QItemSelectionModel::ClearAndSelect |
                                                                          QItemSelectionModel::Rows);
        }
    }
    showCount();
}

void ContactListPane::clearSearch()
{
    for (QComboBox* box : {m_kind, m_tag}) {
        const QSignalBlocker quiet{box};
        box->setCurrentIndex(0);
    }
    {
        const QSignalBlocker quiet{m_conflicts};
        m_conflicts->setChecked(false);
    }
    const QSignalBlocker quiet{m_search};
    m_search->clear();
    applyFilter();
    m_search->setFocus();
}

bool ContactListPane::isFiltered() const
{
    const ContactFilter& filter = m_model.filter();
    return !filter.text.trimmed().isEmpty() || filter.kind || !filter.tag.isEmpty() || filter.onlyConflicts;
}

void ContactListPane::showCount()
{
    const int total = m_model.rowCount();
    if (m_model.isCut())
        m_count->setText(tr("First %n match(es) — type more letters", "below the list", total));
    else if (isFiltered())
        m_count->setText(tr("%1 of %2", "below the list: found, all")
                             .arg(locale().toString(total), locale().toString(m_model.shelfTotal())));
    else
        m_count->setText(tr("%n contact(s)", "below the list", total));
    m_stack->setCurrentWidget(whatToShow());
}

QWidget* ContactListPane::whatToShow() const
{
    if (m_model.rowCount() > 0)
        return m_table;
    if (isFiltered())
        return m_nobodyFound;
    switch (shelf()) {
    case ContactFilter::Shelf::Live:
        return m_nobodyYet;
    case ContactFilter::Shelf::Archived:
        return m_nobodyArchived;
    case ContactFilter::Shelf::Bin:
        return m_emptyBin;
    }
    Q_UNREACHABLE();
}

void ContactListPane::showTags()
{
    const auto tags = m_database.read([](const Snapshot& snapshot) { return contacts::tagsInUse(snapshot); });
    if (!tags) {
        Q_EMIT failed(tags.error());
        return;
    }
    const QString chosen = m_tag->currentData().toString();
    {
        const QSignalBlocker quiet{m_tag};
        m_tag->clear();
        m_tag->addItem(tr("Any tag"), QString{});
        for (const auto& [tag, count] : *tags)
            m_tag->addItem(tr("%1 (%2)", "tag, contacts that have it").arg(tag, locale().toString(count)),
                           tag);
        m_tag->setCurrentIndex(std::max(0, m_tag->findData(chosen)));
    }
    if (m_tag->currentData().toString() != chosen) // nobody has it any more
        applyFilter();
}

std::vector<contacts::ContactRow> ContactListPane::selected()
{
    m_model.settle();
    QItemSelection selection = m_table->selectionModel()->selection();
    std::sort(selection.begin(), selection.end(),
              [](const QItemSelectionRange& a, const QItemSelectionRange& b) { return a.top() < b.top(); });
    std::vector<contacts::ContactRow> rows;
    for (const QItemSelectionRange& range : std::as_const(selection)) {
        auto part = m_model.rows(range.top(), range.bottom());
        std::move(part.begin(), part.end(), std::back_inserter(rows));
    }
    return rows;
}

int ContactListPane::selectedCount() const
{
    int count = 0;
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection())
        count += range.height();
    return count;
}

void ContactListPane::select(ContactId id)
{
    m_current = id;
    const auto row = m_model.rowOf(id);
    const QSignalBlocker quiet{this}; // whoever asks knows
    if (!row) {
        m_table->clearSelection();
        return;
    }
    const QModelIndex index = m_model.index(*row, 0);
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                          QItemSelectionModel::Rows);
    m_table->scrollTo(index);
}

void ContactListPane::tellSelection()
{
    if (selectedCount() == 1) {
        const auto row = m_table->selectionModel()->selection().first().top();
        const auto id = m_model.contactAt(row);
        if (id) {
            m_current = id;
            Q_EMIT currentChanged(*id);
        }
    }
    Q_EMIT selectionChanged();
}

void ContactListPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QString ContactListPane::selectedAsTsv()
{
    std::vector<ContactListModel::Column> columns;
    for (int column = 0; column < ContactListModel::ColumnCount; ++column) {
        if (!m_table->isColumnHidden(column))
            columns.push_back(ContactListModel::Column(column));
    }
    return toTsv(m_model, selected(), columns);
}

bool ContactListPane::eventFilter(QObject* watched, QEvent* event)
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
            m_table->setFocus(Qt::TabFocusReason);
            if (selectedCount() == 0)
                m_table->selectRow(0);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace foyer
