// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/contact_list_model.h"

#include "ui/common/words.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;
using contacts::ContactFilter;
using contacts::ContactRow;

namespace {

constexpr int blockSize = 100;
constexpr std::size_t mostBlocks = 12; ///< a few screens up and down
constexpr std::size_t lookedAt = 2;    ///< blocks a screen can show lines of
constexpr std::chrono::milliseconds gatherChanges{30};

bool isSameLine(const ContactRow& a, const ContactRow& b)
{
    return a.id == b.id && a.kind == b.kind && a.name == b.name && a.company == b.company &&
           a.email == b.email && a.phone == b.phone && a.tags == b.tags &&
           a.hasEmailConflict == b.hasEmailConflict && a.portal == b.portal && a.changedAt == b.changedAt;
}

/// What a screen reader says of a line: everything the line shows by icon or colour too.
QString spokenName(const ContactRow& row)
{
    const QString name =
        ContactListModel::tr("%1, %2", "contact's name, kind").arg(row.name, words::kind(row.kind));
    return row.hasEmailConflict ? ContactListModel::tr("%1, Email Conflict").arg(name) : name;
}

} // namespace

ContactListModel::ContactListModel(Database& database, QObject* parent)
    : QAbstractTableModel{parent}
    , m_database{database}
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(gatherChanges);
    connect(&m_refresh, &QTimer::timeout, this, &ContactListModel::refresh);
    // Announced on the writing thread; with a context object it arrives here on ours.
    connect(&database, &Database::changed, this, &ContactListModel::take, Qt::QueuedConnection);
    setFilter({});
}

Result<contacts::Listing> ContactListModel::listingFor(const ContactFilter& filter)
{
    return m_database.read([&](const Snapshot& snapshot) -> Result<contacts::Listing> {
        auto listing = contacts::list(snapshot, filter);
        if (!listing)
            return listing;
        ContactFilter shelf;
        shelf.shelf = filter.shelf;
        const auto all = contacts::list(snapshot, shelf);
        if (!all)
            return fail(all.error());
        m_shelfTotal = all->total;
        return listing;
    });
}

void ContactListModel::setFilter(const ContactFilter& filter)
{
    auto listing = listingFor(filter);
    if (!listing) {
        Q_EMIT failed(listing.error());
        return;
    }
    beginResetModel();
    m_listing = std::move(*listing);
    m_blocks.clear();
    m_recent.clear();
    endResetModel();
    Q_EMIT listed();
}

void ContactListModel::take(const Changes& changes)
{
    const bool isOfInterest = changes.touches(Entity::Contact) || changes.touches(Entity::PortalAccount) ||
                              changes.touches(Entity::Import) || changes.touches(Entity::Mail);
    if (isOfInterest && !m_refresh.isActive())
        m_refresh.start();
}

void ContactListModel::refresh()
{
    auto listing = listingFor(m_listing.filter);
    if (!listing) {
        Q_EMIT failed(listing.error());
        return;
    }
    replaceKeepingPlaces(std::move(*listing));
    Q_EMIT listed();
}

/// Brings the list to what the studio says now. Lines that stay keep their persistent indexes, and with
/// them selection and current line, wherever they move.
void ContactListModel::replaceKeepingPlaces(contacts::Listing listing)
{
    const int oldTotal = int(m_listing.total);
    const int newTotal = int(listing.total);
    std::unordered_map<int, Block> oldBlocks = std::move(m_blocks);
    const std::list<int> recent = std::move(m_recent);
    m_blocks.clear();
    m_recent.clear();

    const auto oldIdAt = [&, matches = m_listing.isSearched ? m_listing.matches : std::vector<ContactId>{}](
                             int row) -> std::optional<ContactId> {
        if (std::size_t(row) < matches.size())
            return matches[std::size_t(row)];
        const auto found = oldBlocks.find(row / blockSize);
        const auto offset = std::size_t(row % blockSize);
        if (found == oldBlocks.end() || offset >= found->second.size())
            return std::nullopt;
        return found->second[offset].id;
    };

    if (newTotal > oldTotal) { // grow at the end first; who stands where is settled below
        beginInsertRows({}, oldTotal, newTotal - 1);
        m_listing.total = newTotal;
        endInsertRows();
    }

    // Both orders, where somebody looked, decide whether anything moved.
    m_listing.filter = listing.filter;
    m_listing.isCut = listing.isCut;
    m_listing.isSearched = listing.isSearched;
    m_listing.matches = std::move(listing.matches);
    m_blocks.clear(); // endInsertRows made views ask, before the order was known
    m_recent.clear();
    std::vector<int> inUse; // the others are read again when somebody looks at them again
    for (const int number : blocksInUse(recent)) {
        if (oldBlocks.contains(number))
            inUse.push_back(number);
    }

    bool hasMoved = newTotal != oldTotal;
    for (const int number : inUse) {
        const Block& before = oldBlocks[number];
        const Block& now = block(number);
        hasMoved = hasMoved || now.size() != before.size() ||
                   !std::equal(now.begin(), now.end(), before.begin(),
                               [](const ContactRow& a, const ContactRow& b) { return a.id == b.id; });
    }

    if (hasMoved) {
        Q_EMIT layoutAboutToBeChanged();
        const QModelIndexList from = persistentIndexList();
        QModelIndexList to;
        to.reserve(from.size());
        std::unordered_map<int, int> known; // one look per line, not per cell
        for (const QModelIndex& index : from) {
            const auto [entry, isNew] = known.try_emplace(index.row(), -1);
            if (isNew) {
                const auto id = index.row() < oldTotal ? oldIdAt(index.row()) : std::nullopt;
                entry->second = id ? newRowOf(*id, index.row()) : std::min(index.row(), newTotal - 1);
            }
            to.append(entry->second < 0 ? QModelIndex{} : createIndex(entry->second, index.column()));
        }
        changePersistentIndexList(from, to);
        Q_EMIT layoutChanged();
    } else {
        for (const int number : inUse) {
            const Block& before = oldBlocks[number];
            const Block& now = block(number);
            for (std::size_t i = 0; i < now.size(); ++i) {
                if (!isSameLine(now[i], before[i])) {
                    const int row = number * blockSize + int(i);
                    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
                }
            }
        }
    }
    if (newTotal < oldTotal) { // nothing points behind the new end any more
        beginRemoveRows({}, newTotal, oldTotal - 1);
        m_listing.total = newTotal;
        endRemoveRows();
    }
}

/// Blocks that are on the screen, or that somebody points into by a selection.
std::set<int> ContactListModel::blocksInUse(const std::list<int>& recent) const
{
    std::set<int> numbers;
    for (const int number : recent) {
        if (numbers.size() < lookedAt)
            numbers.insert(number);
    }
    for (const QModelIndex& index : persistentIndexList())
        numbers.insert(index.row() / blockSize);
    return numbers;
}

const ContactListModel::Block& ContactListModel::block(int number) const
{
    if (const auto found = m_blocks.find(number); found != m_blocks.end()) {
        if (m_recent.front() != number) {
            m_recent.remove(number);
            m_recent.push_front(number);
        }
        return found->second;
    }
    if (m_blocks.size() >= mostBlocks) {
        m_blocks.erase(m_recent.back());
        m_recent.pop_back();
    }
    m_recent.push_front(number);
    auto rows = m_database.read([&](const Snapshot& snapshot) {
        return contacts::page(snapshot, m_listing, qint64{number} * blockSize, blockSize);
    });
    if (!rows)
        Q_EMIT failed(rows.error());
    return m_blocks.insert_or_assign(number, rows ? std::move(*rows) : Block{}).first->second;
}

const ContactRow* ContactListModel::rowAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    const Block& lines = block(row / blockSize);
    const auto offset = std::size_t(row % blockSize);
    return offset < lines.size() ? &lines[offset] : nullptr; // the studio changed; a refresh is on its way
}

/// Where a line went: exactly when the list was searched for, else near where it was, or nowhere (-1).
int ContactListModel::newRowOf(ContactId id, int oldRow) const
{
    if (const auto row = rowOf(id))
        return *row;
    if (m_listing.isSearched)
        return -1;
    for (const int number : {oldRow / blockSize, oldRow / blockSize - 1, oldRow / blockSize + 1}) {
        if (number < 0 || qint64{number} * blockSize >= m_listing.total)
            continue;
        const Block& lines = block(number);
        const auto found =
            std::find_if(lines.begin(), lines.end(), [&](const ContactRow& row) { return row.id == id; });
        if (found != lines.end())
            return number * blockSize + int(found - lines.begin());
    }
    return -1;
}

std::optional<ContactId> ContactListModel::contactAt(int row) const
{
    if (m_listing.isSearched && row >= 0 && std::size_t(row) < m_listing.matches.size())
        return m_listing.matches[std::size_t(row)];
    const ContactRow* line = rowAt(row);
    return line ? std::optional{line->id} : std::nullopt;
}

std::optional<int> ContactListModel::rowOf(ContactId id) const
{
    if (m_listing.isSearched) {
        const auto found = std::find(m_listing.matches.begin(), m_listing.matches.end(), id);
        if (found == m_listing.matches.end())
            return std::nullopt;
        return int(found - m_listing.matches.begin());
    }
    for (const auto& [number, lines] : m_blocks) {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const int row = number * blockSize + int(i);
            if (lines[i].id == id && row < int(m_listing.total))
                return row;
        }
    }
    return std::nullopt;
}

void ContactListModel::settle()
{
    if (!m_refresh.isActive())
        return;
    m_refresh.stop();
    refresh();
}

std::vector<ContactRow> ContactListModel::rows(int first, int last) const
{
    std::vector<ContactRow> all;
    all.reserve(std::size_t(std::max(0, last - first + 1)));
    for (int row = first; row <= last;) {
        const auto shown = m_blocks.find(row / blockSize);
        if (shown != m_blocks.end()) {
            const auto offset = std::size_t(row % blockSize);
            if (offset < shown->second.size())
                all.push_back(shown->second[offset]);
            ++row;
            continue;
        }
        const int end = std::min(last + 1, (row / blockSize + 1) * blockSize);
        auto page = m_database.read(
            [&](const Snapshot& snapshot) { return contacts::page(snapshot, m_listing, row, end - row); });
        if (!page) {
            Q_EMIT failed(page.error());
            return {}; // half of what was asked for would be acted on as if it were all
        }
        std::move(page->begin(), page->end(), std::back_inserter(all));
        row = end;
    }
    return all;
}

int ContactListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_listing.total);
}

int ContactListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ContactListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == SearchTextRole)
        return m_listing.filter.text;
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole &&
        role != KindRole && role != ConflictRole)
        return {};
    const ContactRow* row = rowAt(index.row());
    if (!row)
        return {};
    if (role == KindRole)
        return int(row->kind);
    if (role == ConflictRole)
        return row->hasEmailConflict;
    switch (Column(index.column())) {
    case Name:
        return role == Qt::AccessibleTextRole ? spokenName(*row) : row->name;
    case Email:
        return row->email;
    case Phone:
        return row->phone;
    case Tags:
        return row->tags.join(tr(", ", "between tags"));
    case Portal:
        return words::portalState(row->portal);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ContactListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Name:
        return tr("Name");
    case Email:
        return tr("Email");
    case Phone:
        return tr("Phone");
    case Tags:
        return tr("Tags");
    case Portal:
        return tr("Portal");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace foyer
