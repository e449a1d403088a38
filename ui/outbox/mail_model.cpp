// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/mail_model.h"

#include <algorithm>
#include <chrono>
#include <functional>

namespace foyer {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int blockSize = 100;
constexpr std::size_t mostRows = 2000; ///< kept in memory
constexpr auto gatherChanges = 120ms;

/// Runs of neighbours among positions that rise.
std::vector<std::pair<int, int>> runsOf(const std::vector<int>& positions)
{
    std::vector<std::pair<int, int>> runs;
    for (const int position : positions) {
        if (!runs.empty() && runs.back().second + 1 == position)
            runs.back().second = position;
        else
            runs.emplace_back(position, position);
    }
    return runs;
}

/// Where those of `ids` stand that are not in `others`. Both fall.
std::vector<int> placesMissingIn(const std::vector<MailId>& ids, const std::vector<MailId>& others)
{
    std::vector<int> places;
    for (std::size_t i = 0, j = 0; i < ids.size(); ++i) {
        while (j < others.size() && others[j] > ids[i])
            ++j;
        if (j == others.size() || others[j] != ids[i])
            places.push_back(int(i));
    }
    return places;
}

} // namespace

MailModel::MailModel(Database& database, QObject* parent)
    : QAbstractTableModel{parent}
    , m_database{database}
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gatherChanges);
    connect(&m_soon, &QTimer::timeout, this, &MailModel::refresh);
    m_minute.setInterval(1min);
    connect(&m_minute, &QTimer::timeout, this, &MailModel::refresh);
    m_minute.start();
    // Announced on the writing thread; with a context object it arrives here on ours.
    connect(
        &database, &Database::changed, this,
        [this](const Changes& changes) {
            const bool isOfInterest = changes.touches(Entity::Mail) || changes.touches(Entity::MailAccount) ||
                                      changes.touches(Entity::Brand) || changes.touches(Entity::Job) ||
                                      changes.touches(Entity::Item);
            if (isOfInterest && !m_soon.isActive())
                m_soon.start();
        },
        Qt::QueuedConnection);
    setFilter({});
}

Result<MailModel::Look> MailModel::look() const
{
    return m_database.read([this](const Snapshot& snapshot) -> Result<Look> {
        auto ids = mail::idsOf(snapshot, m_filter);
        if (!ids)
            return fail(ids.error());
        const auto counts = mail::counts(snapshot);
        if (!counts)
            return fail(counts.error());
        auto ways = mail_words::waysOf(snapshot);
        if (!ways)
            return fail(ways.error());
        return Look{std::move(*ids), *counts, std::move(*ways)};
    });
}

void MailModel::setFilter(const mail::ListFilter& filter)
{
    m_filter = filter;
    auto found = look();
    if (!found) {
        Q_EMIT failed(found.error());
        return;
    }
    beginResetModel();
    m_ids = std::move(found->ids);
    m_rows.clear();
    m_counts = found->counts;
    m_ways = std::move(found->ways);
    endResetModel();
    Q_EMIT listed();
}

void MailModel::refresh()
{
    m_soon.stop();
    auto found = look();
    if (!found) {
        Q_EMIT failed(found.error());
        return;
    }
    m_counts = found->counts;
    m_ways = std::move(found->ways);
    m_rows.clear();
    follow(found->ids);
    if (!m_ids.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT listed();
}

/// Takes away what is gone and puts in what came, where it stands: everything else keeps its index.
void MailModel::follow(const std::vector<MailId>& now)
{
    const auto gone = runsOf(placesMissingIn(m_ids, now));
    for (auto run = gone.rbegin(); run != gone.rend(); ++run) {
        beginRemoveRows({}, run->first, run->second);
        m_ids.erase(m_ids.begin() + run->first, m_ids.begin() + run->second + 1);
        endRemoveRows();
    }
    for (const auto& [first, last] : runsOf(placesMissingIn(now, m_ids))) {
        beginInsertRows({}, first, last);
        m_ids.insert(m_ids.begin() + first, now.begin() + first, now.begin() + last + 1);
        endInsertRows();
    }
}

mail_words::Way MailModel::wayOf(BrandId brand) const
{
    const auto found = m_ways.find(brand.row());
    return found == m_ways.end() ? mail_words::Way{} : found->second;
}

std::optional<MailId> MailModel::mailAt(int row) const
{
    return row >= 0 && row < rowCount() ? std::optional{m_ids[std::size_t(row)]} : std::nullopt;
}

int MailModel::rowOf(MailId id) const
{
    const auto found = std::lower_bound(m_ids.begin(), m_ids.end(), id, std::greater<>{});
    return found != m_ids.end() && *found == id ? int(found - m_ids.begin()) : -1;
}

const mail::ListRow* MailModel::rowAt(int row) const
{
    const qint64 id = m_ids[std::size_t(row)].row();
    if (const auto found = m_rows.find(id); found != m_rows.end())
        return &found->second;
    if (m_rows.size() >= mostRows)
        m_rows.clear();
    const int first = row / blockSize * blockSize;
    const int end = std::min(first + blockSize, rowCount());
    const std::vector<MailId> block{m_ids.begin() + first, m_ids.begin() + end};
    auto rows = m_database.read([&](const Snapshot& snapshot) { return mail::rowsOf(snapshot, block); });
    if (!rows) {
        Q_EMIT failed(rows.error());
        return nullptr;
    }
    for (mail::ListRow& one : *rows) {
        const qint64 key = one.id.row();
        m_rows.insert_or_assign(key, std::move(one));
    }
    const auto found = m_rows.find(id);
    return found == m_rows.end() ? nullptr : &found->second; // gone: a refresh is on its way
}

int MailModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

int MailModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MailModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = Column(index.column());
    const bool isState = column == State;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && !(role == Qt::DecorationRole && isState))
        return {};
    const mail::ListRow* row = rowAt(index.row());
    if (!row)
        return {};
    if (role == Qt::DecorationRole)
        return mail_words::iconOf(row->state);
    QString text;
    switch (column) {
    case State:
        text = mail_words::state(*row, wayOf(row->brand), m_database.now());
        break;
    case Recipient: // whose address it is stands in the tip, and in the mail
        text = role == Qt::DisplayRole && !row->toName.isEmpty()
                   ? row->toName
                   : mail_words::recipient(row->toName, row->toAddress);
        break;
    case Subject:
        text = row->subject;
        break;
    case About:
        text = row->about;
        break;
    case QueuedAt:
        text = mail_words::moment(row->queuedAt, m_database.now());
        break;
    case ColumnCount:
        break;
    }
    return role == Qt::ToolTipRole ? text.toHtmlEscaped() : text;
}

QVariant MailModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case State:
        return tr("State");
    case Recipient:
        return tr("To");
    case Subject:
        return tr("Subject");
    case About:
        return tr("About");
    case QueuedAt:
        return tr("Written");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace foyer
