// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/statement_store.h"

#include <QHash>

namespace foyer::statements {

using namespace Qt::StringLiterals;

namespace {

// Credit notes as well: whoever names one in a transfer is asked about, not booked.
const QString selectInvoices = uR"(
    SELECT i.id, i.number, i.currency, i.total_minor,
           (SELECT coalesce(sum(a.amount_minor), 0) FROM allocation a WHERE a.invoice_id = i.id),
           i.state IN ('sent', 'completed') AND c.item_id IS NULL,
           coalesce(json_extract(CAST(v.content AS TEXT), '$.transfer.reference'), ''), i.title
    FROM item i JOIN item_version v ON v.id = i.current_version_id
         LEFT JOIN credit_note c ON c.item_id = i.id
    WHERE i.kind = 'invoice' AND i.number <> ''
    ORDER BY i.id)"_s;
const QString selectInstalments =
    u"SELECT item_id, amount_minor FROM instalment ORDER BY item_id, due_day, position"_s;
const QString selectPayers = uR"(
    SELECT r.item_id, r.contact_id, c.name FROM item_recipient r
    JOIN item i ON i.id = r.item_id JOIN contact c ON c.id = r.contact_id
    WHERE i.kind = 'invoice' AND i.number <> '')"_s;
const QString selectAccounts = uR"(
    SELECT DISTINCT p.contact_id, l.payer_iban FROM statement_line l JOIN payment p ON p.id = l.payment_id
    WHERE l.state = 'matched' AND l.payer_iban <> '' AND p.contact_id IS NOT NULL)"_s;

/// What is left of the first part that is not covered, in the order of days.
class NextDue
{
public:
    NextDue(qint64 covered, qint64 open)
        : m_left{covered}
        , m_next{0}
        , m_open{open}
    {
    }
    void take(qint64 amount)
    {
        if (m_next > 0)
            return;
        const qint64 covered = std::min(m_left, amount);
        m_left -= covered;
        m_next = amount - covered;
    }
    qint64 amount() const { return std::min(m_next, m_open); }

private:
    qint64 m_left;
    qint64 m_next;
    qint64 m_open;
};

} // namespace

Result<std::vector<OpenInvoice>> invoicesToMatch(const Snapshot& snapshot)
{
    std::vector<OpenInvoice> invoices;
    std::vector<NextDue> dues;
    QHash<qint64, std::size_t> places;
    auto rows = snapshot.query(selectInvoices);
    while (rows.next()) {
        OpenInvoice invoice;
        invoice.id = ItemId{rows.integer(0)};
        invoice.number = rows.text(1);
        const Currency currency = Currency::fromText(rows.text(2)).value_or(eur);
        const qint64 covered = rows.integer(4);
        const qint64 open = rows.flag(5) ? std::max<qint64>(0, rows.integer(3) - covered) : 0;
        invoice.open = Money::ofMinor(open, currency);
        invoice.nextDue = Money::ofMinor(0, currency);
        invoice.title = rows.text(7);
        if (const QString reference = rows.text(6); !reference.isEmpty())
            invoice.references.push_back(reference);
        places.insert(rows.integer(0), invoices.size());
        dues.emplace_back(covered, open);
        invoices.push_back(std::move(invoice));
    }
    if (rows.error())
        return fail(*rows.error());

    auto parts = snapshot.query(selectInstalments);
    while (parts.next()) {
        if (const auto place = places.constFind(parts.integer(0)); place != places.cend())
            dues[*place].take(parts.integer(1));
    }
    if (parts.error())
        return fail(*parts.error());
    for (std::size_t i = 0; i < invoices.size(); ++i)
        invoices[i].nextDue = Money::ofMinor(dues[i].amount(), invoices[i].open.currency());

    QHash<qint64, std::vector<QString>> ibans;
    auto accounts = snapshot.query(selectAccounts);
    while (accounts.next())
        ibans[accounts.integer(0)].push_back(accounts.text(1));
    if (accounts.error())
        return fail(*accounts.error());
    auto payers = snapshot.query(selectPayers);
    while (payers.next()) {
        const auto place = places.constFind(payers.integer(0));
        if (place == places.cend())
            continue;
        OpenInvoice& invoice = invoices[*place];
        invoice.payerNames.push_back(payers.text(2));
        const std::vector<QString> known = ibans.value(payers.integer(1));
        invoice.payerIbans.insert(invoice.payerIbans.end(), known.begin(), known.end());
    }
    if (payers.error())
        return fail(*payers.error());
    return invoices;
}

} // namespace foyer::statements
