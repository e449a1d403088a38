// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conflicts/conflict_model.h"

#include "ui/conflicts/conflict_words.h"
#include "ui/theme/icons.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Red is for what stops somebody. The words beside it say the same.
QIcon kindIcon(const contacts::Conflict& conflict)
{
    if (conflict.kind == contacts::Conflict::Kind::Malformed)
        return icon(u"triangle-alert"_s, IconInk::Danger);
    return conflict.isProbableDuplicate ? icon(u"users"_s, IconInk::Warning)
                                        : icon(u"mail"_s, IconInk::Muted);
}

} // namespace

void ConflictModel::setConflicts(std::vector<contacts::Conflict> conflicts)
{
    if (conflicts == m_conflicts)
        return; // keeps the selection and what a screen reader is reading
    beginResetModel();
    m_conflicts = std::move(conflicts);
    endResetModel();
}

int ConflictModel::rowOf(const contacts::Conflict& conflict) const
{
    const auto found =
        std::find_if(m_conflicts.begin(), m_conflicts.end(), [&](const contacts::Conflict& other) {
            return other.kind == conflict.kind && other.about == conflict.about;
        });
    return found == m_conflicts.end() ? -1 : int(found - m_conflicts.begin());
}

int ConflictModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_conflicts.size());
}

int ConflictModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConflictModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const contacts::Conflict& shown = conflict(index.row());
    if (role == Qt::DecorationRole && index.column() == Kind)
        return kindIcon(shown);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (Column(index.column())) {
    case About:
        return shown.about;
    case Kind:
        return words::conflictKind(shown);
    case Contacts:
        return words::conflictNames(shown);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ConflictModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case About:
        return tr("Address or name");
    case Kind:
        return tr("What it is");
    case Contacts:
        return tr("Contacts");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace foyer
