// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/invoices_model.h"

#include "ui/common/money_words.h"
#include "ui/common/words.h"
#include "ui/invoices/invoice_account.h"
#include "ui/theme/icons.h"

#include <algorithm>
#include <map>

namespace foyer {

using namespace Qt::StringLiterals;
using invoices::InvoiceRow;

void InvoicesModel::setRows(std::vector<InvoiceRow> rows, QDate today)
{
    beginResetModel();
    m_all = std::move(rows);
    m_today = today;
    choose();
    endResetModel();
}

void InvoicesModel::setFilter(const Filter& filter)
{
    beginResetModel();
    m_filter = filter;
    choose();
    endResetModel();
}

bool InvoicesModel::fits(const InvoiceRow& row) const
{
    if (m_filter.brand && row.brand != *m_filter.brand)
        return false;
    if (!m_filter.text.isEmpty()) {
        const QString all = (QStringList{row.number, row.title, row.jobTitle} + row.recipients).join(u'\n');
        if (!all.contains(m_filter.text, Qt::CaseInsensitive))
            return false;
    }
    switch (m_filter.which) {
    case Which::All:
        return true;
    case Which::Drafts:
        return row.state == ItemState::Draft;
    case Which::Open:
        return row.open() > 0;
    case Which::Overdue:
        return row.isOverdue(m_today);
    case Which::Paid:
        return row.state == ItemState::Completed && !row.isCreditNote;
    case Which::Void:
        return row.state == ItemState::Void;
    case Which::CreditNotes:
        return row.isCreditNote;
    }
    Q_UNREACHABLE();
}

void InvoicesModel::choose()
{
    m_shown.clear();
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (fits(m_all[i]))
            m_shown.push_back(i);
    }
}

int InvoicesModel::rowOf(ItemId id) const
{
    const auto found =
        std::find_if(m_shown.begin(), m_shown.end(), [&](std::size_t at) { return m_all[at].id == id; });
    return found == m_shown.end() ? -1 : int(found - m_shown.begin());
}

int InvoicesModel::overdue() const
{
    return int(std::count_if(m_all.begin(), m_all.end(),
                             [this](const InvoiceRow& row) { return row.isOverdue(m_today); }));
}

QStringList InvoicesModel::sums() const
{
    struct Sum
    {
        qint64 open = 0;
        qint64 overdue = 0;
    };
    std::map<QString, Sum> sums;
    for (const std::size_t at : m_shown) {
        const InvoiceRow& row = m_all[at];
        if (row.open() <= 0)
            continue;
        Sum& sum = sums[row.currency.code()];
        sum.open += row.open();
        sum.overdue += row.isOverdue(m_today) ? row.open() : 0;
    }
    QStringList texts;
    for (const auto& [code, sum] : sums) {
        const Currency currency = Currency::fromText(code).value_or(eur);
        texts.append(sum.overdue == 0
                         ? tr("%1 open").arg(words::amount(sum.open, currency))
                         : tr("%1 open, %2 of it on overdue invoices")
                               .arg(words::amount(sum.open, currency), words::amount(sum.overdue, currency)));
    }
    return texts;
}

QString InvoicesModel::stateOf(const InvoiceRow& row) const
{
    payments::Balance balance;
    balance.currency = row.currency;
    balance.total = row.total;
    balance.paid = row.paid;
    balance.credited = row.credited;
    balance.pending = row.pending;
    if (row.isOverdue(m_today)) // the words need no more than the part that is next
        balance.instalments.push_back({InstalmentId{1}, {}, row.open(), row.due, 0});
    return standingOf(row.state, row.isCreditNote, balance, m_today).text;
}

int InvoicesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int InvoicesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant InvoicesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const InvoiceRow& one = row(index.row());
    const auto column = Column(index.column());
    if (role == Qt::TextAlignmentRole && (column == Open || column == Total))
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::DecorationRole && column == State && one.isOverdue(m_today))
        return icon(u"circle-alert"_s, IconInk::Danger);
    if (role == Qt::ToolTipRole && column == Title)
        return words::toolTip(tr("%1 · %2", "title · job").arg(one.title, one.jobTitle));
    if (role == Qt::ToolTipRole && column == For)
        return words::toolTip(one.recipients.join(u'\n'));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Number:
        return one.number.isEmpty() ? tr("Draft") : one.number;
    case Title:
        return one.title;
    case For:
        return one.recipients.size() > 1
                   ? tr("%1 and %n more", nullptr, int(one.recipients.size()) - 1).arg(one.recipients.front())
                   : one.recipients.value(0);
    case State:
        return one.isCreditNote && one.state != ItemState::Draft ? tr("Credit note") : stateOf(one);
    case Open:
        return one.open() > 0 ? words::amount(one.open(), one.currency) : QString{};
    case NextDue:
        return one.open() > 0 && one.due.isValid() ? words::day(one.due) : QString{};
    case Total:
        return words::amount(one.isCreditNote ? -one.total : one.total, one.currency);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant InvoicesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const auto column = Column(section);
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Open || column == Total ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Number:
        return tr("Number");
    case Title:
        return tr("Title");
    case For:
        return tr("For");
    case State:
        return tr("State");
    case Open:
        return tr("Open");
    case NextDue:
        return tr("Next due");
    case Total:
        return tr("Total");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace foyer
