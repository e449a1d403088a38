// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/runs_model.h"

#include "ui/automations/automation_words.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"

#include <QIcon>

namespace foyer {

using namespace Qt::StringLiterals;
using automations::Run;
using automations::RunState;
using automations::StepRow;
using automations::StepState;

namespace {

constexpr quintptr ofRun = 0; ///< a step carries the row of its run, plus one

QIcon signOf(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return icon(u"hourglass"_s, IconInk::Muted);
    case StepState::Asking:
        return icon(u"circle-help"_s, IconInk::Warning);
    case StepState::Done:
        return icon(u"circle-check"_s, IconInk::Success);
    case StepState::Skipped:
        return icon(u"circle-x"_s, IconInk::Muted);
    case StepState::Failed:
        return icon(u"triangle-alert"_s, IconInk::Danger);
    }
    Q_UNREACHABLE();
}

QIcon signOf(RunState state)
{
    switch (state) {
    case RunState::Running:
        return icon(u"circle-play"_s, IconInk::Accent);
    case RunState::Asking:
        return icon(u"circle-help"_s, IconInk::Warning);
    case RunState::Done:
        return icon(u"circle-check"_s, IconInk::Success);
    case RunState::Cancelled:
        return icon(u"circle-x"_s, IconInk::Muted);
    }
    Q_UNREACHABLE();
}

} // namespace

RunsModel::RunsModel(Named named, QObject* parent)
    : QAbstractItemModel{parent}
    , m_named{named}
{
}

void RunsModel::setRuns(RunsSeen seen)
{
    beginResetModel();
    m_seen = std::move(seen);
    endResetModel();
}

const Run* RunsModel::run(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    const auto row = std::size_t(index.internalId() == ofRun ? index.row() : int(index.internalId()) - 1);
    return row < m_seen.runs.size() ? &m_seen.runs[row] : nullptr;
}

const StepRow* RunsModel::step(const QModelIndex& index) const
{
    const Run* of = index.isValid() && index.internalId() != ofRun ? run(index) : nullptr;
    return of && std::size_t(index.row()) < of->steps.size() ? &of->steps[std::size_t(index.row())] : nullptr;
}

QModelIndex RunsModel::indexOf(RunId run, std::optional<StepId> step) const
{
    for (std::size_t i = 0; i < m_seen.runs.size(); ++i) {
        if (m_seen.runs[i].id != run)
            continue;
        const QModelIndex above = index(int(i), What);
        for (std::size_t k = 0; step && k < m_seen.runs[i].steps.size(); ++k) {
            if (m_seen.runs[i].steps[k].id == *step)
                return index(int(k), What, above);
        }
        return above;
    }
    return {};
}

QModelIndex RunsModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : ofRun);
}

QModelIndex RunsModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == ofRun)
        return {};
    return createIndex(int(index.internalId()) - 1, 0, ofRun);
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(m_seen.runs.size());
    if (parent.internalId() != ofRun || parent.column() != 0)
        return 0;
    return int(m_seen.runs[std::size_t(parent.row())].steps.size());
}

int RunsModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QString RunsModel::title(const Run& run) const
{
    QString what = m_named == Named::ByAutomation ? run.name : m_seen.job(run.job);
    if (what.isEmpty())
        what = m_seen.person(run.contact);
    return tr("%1 · began %2", "name, date and time").arg(what, words::moment(run.beganAt));
}

QString RunsModel::text(const QModelIndex& index) const
{
    const Run& of = *run(index);
    if (const StepRow* row = step(index))
        return index.column() == What
                   ? tr("%1. %2", "number of a step, what")
                         .arg(row->position + 1)
                         .arg(m_seen.sentenceOf(of, *row))
                   : words::outcome(*row, m_seen.person(row->contact), m_seen.mail(row->mail));
    return index.column() == What ? title(of) : words::runState(of);
}

QIcon RunsModel::sign(const QModelIndex& index) const
{
    const StepRow* row = step(index);
    return row ? signOf(row->state) : signOf(run(index)->state);
}

QVariant RunsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(index);
    case Qt::ToolTipRole:
        return words::toolTip(text(index));
    case Qt::DecorationRole:
        return index.column() == Outcome ? sign(index) : QVariant{};
    default:
        return {};
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == What ? tr("What") : tr("How it stands");
}

} // namespace foyer
