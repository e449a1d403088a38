// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/payments_model.h"

#include "app/contacts/csv.h"
#include "app/invoices/e_invoice/e_invoice.h"
#include "ui/common/money_words.h"
#include "ui/common/words.h"

#include <algorithm>
#include <map>

namespace foyer {

using namespace Qt::StringLiterals;
using payments::PaymentRow;

namespace {

bool isPayment(const PaymentRow& row)
{
    return row.payment.kind == PaymentKind::Payment;
}

Money signedAmount(const Payment& payment)
{
    return payment.kind == PaymentKind::Payment ? payment.amount : -payment.amount;
}

} // namespace

void PaymentsModel::setRows(std::vector<PaymentRow> rows)
{
    beginResetModel();
    m_all = std::move(rows);
    choose();
    endResetModel();
}

void PaymentsModel::setFilter(const Filter& filter)
{
    beginResetModel();
    m_filter = filter;
    choose();
    endResetModel();
}

bool PaymentsModel::fits(const PaymentRow& row) const
{
    const Payment& payment = row.payment;
    if (m_filter.method && payment.method != *m_filter.method)
        return false;
    if (m_filter.brand && payment.brand != *m_filter.brand)
        return false;
    if (!m_filter.text.isEmpty()) {
        const QString all =
            QStringList{row.payer, row.invoices(), payment.note, payment.reference}.join(u'\n');
        if (!all.contains(m_filter.text, Qt::CaseInsensitive))
            return false;
    }
    switch (m_filter.which) {
    case Which::All:
        return true;
    case Which::Posted:
        return payment.state == PaymentState::Posted && isPayment(row);
    case Which::Pending:
        return payment.state == PaymentState::Pending;
    case Which::Failed:
        return payment.state == PaymentState::Failed;
    case Which::Returns:
        return !isPayment(row);
    case Which::WithCredit:
        return payment.credit() > 0;
    }
    Q_UNREACHABLE();
}

void PaymentsModel::choose()
{
    m_shown.clear();
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (fits(m_all[i]))
            m_shown.push_back(i);
    }
}

int PaymentsModel::rowOf(PaymentId id) const
{
    const auto found = std::find_if(m_shown.begin(), m_shown.end(),
                                    [&](std::size_t at) { return m_all[at].payment.id == id; });
    return found == m_shown.end() ? -1 : int(found - m_shown.begin());
}

QStringList PaymentsModel::sums() const
{
    struct Sum
    {
        qint64 in = 0;
        qint64 back = 0;
    };
    std::map<QString, Sum> sums;
    for (const std::size_t at : m_shown) {
        const Payment& payment = m_all[at].payment;
        if (payment.state != PaymentState::Posted)
            continue;
        Sum& sum = sums[payment.amount.currency().code()];
        (isPayment(m_all[at]) ? sum.in : sum.back) += payment.amount.minor();
    }
    QStringList texts;
    for (const auto& [code, sum] : sums) {
        const Currency currency = Currency::fromText(code).value_or(eur);
        texts.append(sum.back == 0
                         ? tr("%1 received").arg(words::amount(sum.in, currency))
                         : tr("%1 received, %2 went back, %3 in all")
                               .arg(words::amount(sum.in, currency), words::amount(sum.back, currency),
                                    words::amount(sum.in - sum.back, currency)));
    }
    return texts;
}

QByteArray PaymentsModel::csv() const
{
    std::vector<std::vector<CsvCell>> rows;
    const auto text = [](const QString& value) { return CsvCell{value}; };
    const auto number = [](qint64 minor, Currency currency) {
        return CsvCell{plainDecimal(minor, currency.exponent()), CsvCell::Kind::Number};
    };
    rows.push_back({text(tr("Day")), text(tr("Kind")), text(tr("Payer")), text(tr("Invoice")),
                    text(tr("Way")), text(tr("Currency")), text(tr("Amount")), text(tr("Surcharge")),
                    text(tr("Credit")), text(tr("State")), text(tr("Brand")), text(tr("Reference")),
                    text(tr("Note"))});
    for (const std::size_t at : m_shown) {
        const PaymentRow& row = m_all[at];
        const Payment& payment = row.payment;
        const Currency currency = payment.amount.currency();
        rows.push_back({text(payment.day.toString(Qt::ISODate)), text(words::kind(payment.kind)),
                        text(row.payer), text(row.invoices()), text(words::method(payment.method)),
                        text(currency.code()), number(signedAmount(payment).minor(), currency),
                        number(payment.surcharge, currency), number(payment.credit(), currency),
                        text(words::state(payment)), text(row.brand), text(payment.reference),
                        text(payment.note)});
    }
    return writeCsv(rows);
}

int PaymentsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int PaymentsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PaymentsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaymentRow& one = row(index.row());
    const auto column = Column(index.column());
    if (role == Qt::TextAlignmentRole && (column == Amount || column == Credit))
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && column == Payer && !one.payment.note.isEmpty())
        return words::toolTip(one.payment.note);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Day:
        return words::day(one.payment.day);
    case Payer:
        return one.payer.isEmpty() ? tr("Not known") : one.payer;
    case Invoice:
        return one.invoices();
    case Way:
        return isPayment(one) ? words::method(one.payment.method) : words::kind(one.payment.kind);
    case Amount:
        return words::amount(signedAmount(one.payment));
    case State:
        return words::state(one.payment);
    case Credit:
        return one.payment.credit() > 0 ? words::amount(one.payment.credit(), one.payment.amount.currency())
                                        : QString{};
    case ColumnCount:
        break;
    }
    return {};
}

QVariant PaymentsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const auto column = Column(section);
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Amount || column == Credit ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Day:
        return tr("Day");
    case Payer:
        return tr("Payer");
    case Invoice:
        return tr("Invoice");
    case Way:
        return tr("Way");
    case Amount:
        return tr("Amount");
    case State:
        return tr("State");
    case Credit:
        return tr("Credit");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace foyer
