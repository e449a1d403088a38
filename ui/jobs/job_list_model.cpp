// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_list_model.h"

#include "ui/common/job_words.h"
#include "ui/common/words.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int blockSize = 100;
constexpr std::size_t mostBlocks = 12; ///< a few screens up and down
constexpr std::chrono::milliseconds gatherChanges{30};

QString secondLine(const jobs::JobRow& row)
{
    QString people = row.people.join(JobListModel::tr(", ", "between names"));
    if (people.isEmpty())
        return row.type;
    return row.type.isEmpty() ? people
                              : JobListModel::tr("%1 · %2", "people, type of job").arg(people, row.type);
}

/// What a screen reader says: everything the line shows by place or colour too.
QString spoken(const jobs::JobRow& row)
{
    QStringList parts{row.title, secondLine(row), words::stage(row.stage)};
    if (row.isClosed)
        parts.append(JobListModel::tr("closed"));
    if (row.firstDay.isValid())
        parts.append(words::day(row.firstDay));
    parts.removeAll(QString{});
    return parts.join(u", "_s);
}

} // namespace

JobListModel::JobListModel(Database& database, QObject* parent)
    : QAbstractListModel{parent}
    , m_database{database}
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(gatherChanges);
    connect(&m_refresh, &QTimer::timeout, this, &JobListModel::refresh);
    connect(
        &database, &Database::changed, this,
        [this](const Changes& changes) {
            const bool isOfInterest = changes.touches(Entity::Job) || changes.touches(Entity::JobType) ||
                                      changes.touches(Entity::Contact) || changes.touches(Entity::Import);
            if (isOfInterest && !m_refresh.isActive())
                m_refresh.start();
        },
        Qt::QueuedConnection);
    setFilter({});
}

void JobListModel::setFilter(const jobs::JobFilter& filter)
{
    auto listing = m_database.read([&](const Snapshot& snapshot) { return jobs::list(snapshot, filter); });
    if (!listing) {
        Q_EMIT failed(listing.error());
        return;
    }
    beginResetModel();
    m_listing = std::move(*listing);
    m_blocks.clear();
    endResetModel();
    Q_EMIT listed();
}

/// Brings the list to what the studio says now. Lines that stay keep their persistent indexes, and with them
/// selection and current line, wherever they move.
void JobListModel::refresh()
{
    auto listing =
        m_database.read([this](const Snapshot& snapshot) { return jobs::list(snapshot, m_listing.filter); });
    if (!listing) {
        Q_EMIT failed(listing.error());
        return;
    }
    m_blocks.clear();
    if (listing->ids == m_listing.ids) {
        m_listing = std::move(*listing);
        if (!m_listing.ids.empty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        Q_EMIT listed();
        return;
    }
    const std::vector<JobId> before = m_listing.ids;
    const auto oldTotal = before.size();
    const auto newTotal = listing->ids.size();
    if (newTotal > oldTotal) { // grow at the end first; who stands where is settled below
        beginInsertRows({}, int(oldTotal), int(newTotal) - 1);
        m_listing.ids.resize(newTotal, listing->ids.back());
        endInsertRows();
    }
    Q_EMIT layoutAboutToBeChanged();
    std::unordered_map<qint64, int> places;
    for (std::size_t row = 0; row < newTotal; ++row)
        places.emplace(listing->ids[row].row(), int(row));
    m_listing = std::move(*listing);
    m_listing.ids.resize(std::max(oldTotal, newTotal), JobId{1}); // the rest goes at the end
    m_blocks.clear();
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    for (const QModelIndex& index : from) {
        const auto row = std::size_t(index.row());
        const auto place = row < oldTotal ? places.find(before[row].row()) : places.end();
        to.append(place == places.end() ? QModelIndex{} : createIndex(place->second, 0));
    }
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged();
    if (newTotal < oldTotal) {
        beginRemoveRows({}, int(newTotal), int(oldTotal) - 1);
        m_listing.ids.resize(newTotal, JobId{1});
        endRemoveRows();
        m_blocks.clear();
    }
    Q_EMIT listed();
}

const jobs::JobRow* JobListModel::rowAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    const int number = row / blockSize;
    auto found = m_blocks.find(number);
    if (found == m_blocks.end()) {
        if (m_blocks.size() >= mostBlocks)
            m_blocks.clear(); // whoever jumps that far looks at one screen
        const auto begin = m_listing.ids.begin() + qsizetype(number) * blockSize;
        const auto end = begin + std::min<qsizetype>(blockSize, m_listing.ids.end() - begin);
        auto rows = m_database.read(
            [&](const Snapshot& snapshot) { return jobs::rows(snapshot, std::vector<JobId>(begin, end)); });
        if (!rows)
            Q_EMIT failed(rows.error());
        found = m_blocks.insert_or_assign(number, rows ? std::move(*rows) : Block{}).first;
    }
    const JobId wanted = m_listing.ids[std::size_t(row)];
    const auto line = std::find_if(found->second.begin(), found->second.end(),
                                   [&](const jobs::JobRow& one) { return one.id == wanted; });
    return line == found->second.end() ? nullptr : &*line;
}

std::optional<JobId> JobListModel::jobAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return std::nullopt;
    return m_listing.ids[std::size_t(row)];
}

std::optional<int> JobListModel::rowOf(JobId id) const
{
    const auto found = std::find(m_listing.ids.begin(), m_listing.ids.end(), id);
    if (found == m_listing.ids.end())
        return std::nullopt;
    return int(found - m_listing.ids.begin());
}

int JobListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_listing.ids.size());
}

QVariant JobListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == SearchTextRole)
        return m_listing.filter.text;
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole &&
        role != PeopleRole && role != DayRole && role != StageRole && role != ClosedRole)
        return {};
    const jobs::JobRow* row = rowAt(index.row());
    if (!row)
        return {};
    switch (role) {
    case Qt::AccessibleTextRole:
        return spoken(*row);
    case Qt::ToolTipRole:
        return words::toolTip(row->title);
    case PeopleRole:
        return secondLine(*row);
    case DayRole:
        return row->firstDay.isValid() ? QLocale{}.toString(row->firstDay, QLocale::ShortFormat) : QString{};
    case StageRole:
        return int(row->stage);
    case ClosedRole:
        return row->isClosed;
    default: // roles are Qt's numbers, not an enum of ours
        return row->title;
    }
}

} // namespace foyer
