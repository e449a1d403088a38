// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/automations_model.h"

#include "app/automations/runs.h"
#include "ui/automations/automation_words.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"

#include <QIcon>

#include <map>

namespace foyer {

using namespace Qt::StringLiterals;
using automations::Run;
using automations::RunState;
using automations::StepRow;
using automations::StepState;

namespace {

constexpr int mostAsking = 10'000;

} // namespace

Result<std::vector<AutomationsModel::Row>> AutomationsModel::read(const Snapshot& snapshot, bool withArchived)
{
    auto all = automations::all(snapshot, withArchived);
    const auto asking = automations::asking(snapshot, mostAsking);
    if (!all || !asking)
        return fail(!all ? all.error() : asking.error());
    std::map<AutomationId, int> counts;
    for (const Run& run : *asking) {
        int& count = counts[run.automation];
        if (run.state == RunState::Asking)
            ++count;
        for (const StepRow& row : run.steps)
            count += row.state == StepState::Asking ? 1 : 0;
    }
    std::vector<Row> rows;
    for (Automation& one : *all) {
        const auto last = automations::runsOf(snapshot, one.id, 1);
        if (!last)
            return fail(last.error());
        const int count = counts[one.id];
        rows.push_back(
            {std::move(one), count, last->empty() ? std::nullopt : std::optional{last->front().beganAt}});
    }
    return rows;
}

void AutomationsModel::setRows(std::vector<Row> rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int AutomationsModel::rowOf(AutomationId id) const
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].automation.id == id)
            return int(i);
    }
    return -1;
}

int AutomationsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int AutomationsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

Qt::ItemFlags AutomationsModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Switch && !row(index.row()).automation.archivedAt)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QString AutomationsModel::text(const Row& row, int column) const
{
    switch (Column(column)) {
    case Switch:
        return row.automation.archivedAt ? tr("Archived")
               : row.automation.onSince  ? tr("On", "an automation")
                                         : tr("Off", "an automation");
    case Name:
        return row.automation.name;
    case Summary:
        return words::summary(row.automation.content);
    case Asking:
        return row.asking == 0   ? QString{}
               : row.asking == 1 ? tr("1 waits for you")
                                 : tr("%1 wait for you", "a number above one").arg(row.asking);
    case LastRun:
        return row.lastRun ? words::moment(*row.lastRun) : tr("never", "the last run");
    case ColumnCount:
        break;
    }
    return {};
}

QVariant AutomationsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& of = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(of, index.column());
    case Qt::AccessibleTextRole: // the first cell of a line is read out as the whole of it
        return index.column() == Switch ? tr("%1: %2. %3", "name, on or off, what it does")
                                              .arg(of.automation.name, text(of, Switch), text(of, Summary))
                                        : text(of, index.column());
    case Qt::ToolTipRole:
        return words::toolTip(index.column() == Summary && !of.automation.content.description.isEmpty()
                                  ? text(of, Summary) + u"\n"_s + of.automation.content.description
                                  : text(of, index.column()));
    case Qt::CheckStateRole:
        if (index.column() != Switch || of.automation.archivedAt)
            return {};
        return of.automation.onSince ? Qt::Checked : Qt::Unchecked;
    case Qt::DecorationRole:
        return index.column() == Asking && of.asking > 0 ? icon(u"circle-help"_s, IconInk::Warning)
                                                         : QVariant{};
    default:
        return {};
    }
}

bool AutomationsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || index.column() != Switch)
        return false;
    Q_EMIT switchWanted(row(index.row()).automation.id, value.toInt() == Qt::Checked);
    return false;
}

QVariant AutomationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Switch:
        return tr("Switch");
    case Name:
        return tr("Name");
    case Summary:
        return tr("What it does");
    case Asking:
        return tr("Asks");
    case LastRun:
        return tr("Last run");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace foyer
