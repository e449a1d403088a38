// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/statements/statement_lines_model.h"

#include "ui/common/words.h"
#include "ui/payments/statements/statement_words.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

StatementLinesModel::StatementLinesModel(const StatementSession& session, QObject* parent)
    : QAbstractTableModel{parent}
    , m_session{session}
{
    connect(&session, &StatementSession::rowChanged, this, &StatementLinesModel::tellOf);
}

void StatementLinesModel::reload()
{
    beginResetModel();
    m_shown.clear();
    for (std::size_t i = 0; i < m_session.rows().size(); ++i) {
        if (m_showsAll || m_session.rows()[i].isDecidable())
            m_shown.push_back(i);
    }
    endResetModel();
}

void StatementLinesModel::setShowsAll(bool showsAll)
{
    m_showsAll = showsAll;
    reload();
}

int StatementLinesModel::hiddenCount() const
{
    return int(std::count_if(m_session.rows().begin(), m_session.rows().end(),
                             [](const StatementRow& row) { return !row.isDecidable(); }));
}

void StatementLinesModel::tellOf(std::size_t row)
{
    const auto place = std::lower_bound(m_shown.begin(), m_shown.end(), row);
    if (place == m_shown.end() || *place != row)
        return;
    const int at = int(place - m_shown.begin());
    Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
}

int StatementLinesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int StatementLinesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant StatementLinesModel::text(const StatementRow& row, int column) const
{
    switch (column) {
    case Day:
        return words::day(row.line.bookedDay);
    case Payer:
        return row.line.payerName.isEmpty() ? tr("Unknown") : row.line.payerName;
    case Amount:
        return words::amount(row.line.amount);
    case Match:
        return words::lineBadge(m_session, row).text;
    default:
        return {};
    }
}

/// What a screen reader says of a cell: both of its lines.
QVariant StatementLinesModel::spoken(const StatementRow& row, int column) const
{
    const QString second = column == Payer   ? row.line.text
                           : column == Match ? words::lineTarget(m_session, row)
                                             : QString{};
    const QString first = text(row, column).toString();
    return second.isEmpty() ? first : u"%1, %2"_s.arg(first, second);
}

QVariant StatementLinesModel::data(const QModelIndex& index, int role) const
{
    const StatementRow& row = m_session.rows()[rowOf(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::AccessibleTextRole:
        return spoken(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == Payer ? words::toolTip(row.line.text) : QVariant{};
    case Qt::TextAlignmentRole:
        return index.column() == Amount ? QVariant{Qt::AlignRight | Qt::AlignVCenter} : QVariant{};
    case SecondLineRole:
        return index.column() == Payer   ? QVariant{row.line.text}
               : index.column() == Match ? QVariant{words::lineTarget(m_session, row)}
                                         : QVariant{};
    case ToneRole:
        return index.column() == Match ? QVariant{int(words::lineBadge(m_session, row).tone)} : QVariant{};
    case FadedRole:
        return !row.isDecidable();
    default:
        return {};
    }
}

QVariant StatementLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Amount ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Day:
        return tr("Day");
    case Payer:
        return tr("Payer and text");
    case Amount:
        return tr("Amount");
    case Match:
        return tr("What it pays");
    default:
        return {};
    }
}

} // namespace foyer
