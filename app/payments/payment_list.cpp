// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/payment_list.h"

#include "app/payments/payment_rows.h"

#include <map>

namespace foyer::payments {

using namespace Qt::StringLiterals;

namespace {

const QString newestFirst = u"ORDER BY p.day DESC, p.id DESC LIMIT :limit"_s;
const QString selectParts = uR"(
    SELECT a.payment_id, a.invoice_id, i.number, sum(a.amount_minor) FROM allocation a
    JOIN item i ON i.id = a.invoice_id WHERE a.payment_id IS NOT NULL
    GROUP BY a.payment_id, a.invoice_id HAVING sum(a.amount_minor) <> 0 ORDER BY min(a.id))"_s;
// Where the money of a payment ever went; of one that never came by card: where it was meant to go.
const QString selectConcerned = uR"(
    SELECT payment_id, invoice_id, number FROM
      (SELECT a.payment_id, a.invoice_id, i.number, min(a.id) AS place
       FROM allocation a JOIN item i ON i.id = a.invoice_id WHERE a.payment_id IS NOT NULL
       GROUP BY a.payment_id, a.invoice_id
       UNION ALL
       SELECT p.id, t.invoice_id, i.number, 0
       FROM payment p JOIN payment_attempt t ON t.id = p.attempt_id JOIN item i ON i.id = t.invoice_id
       WHERE NOT EXISTS (SELECT 1 FROM allocation a WHERE a.payment_id = p.id))
    ORDER BY place)"_s;
const QString selectPayers = uR"(
    SELECT DISTINCT c.id, c.name FROM contact c JOIN payment p ON p.contact_id = c.id)"_s;
const QString selectBrands = u"SELECT id, name FROM brand"_s;
Result<std::map<qint64, QString>> namesBy(const Snapshot& snapshot, const QString& sql)
{
    auto rows = snapshot.query(sql).all([](const Query& row) {
        return std::pair{row.integer(0), row.text(1)};
    });
    if (!rows)
        return fail(rows.error());
    return std::map<qint64, QString>{rows->begin(), rows->end()};
}

} // namespace

QString PaymentRow::invoices() const
{
    QStringList numbers;
    for (const Part& part : parts)
        numbers.append(part.number);
    return numbers.join(u", "_s);
}

Result<std::vector<PaymentRow>> list(const Snapshot& snapshot, int limit)
{
    auto payments = snapshot.query(selectPayments(newestFirst)).bind(":limit"_L1, limit).all(paymentFromRow);
    if (!payments)
        return fail(payments.error());
    const auto parts = snapshot.query(selectParts).all([](const Query& row) {
        return std::pair{row.integer(0),
                         PaymentRow::Part{ItemId{row.integer(1)}, row.text(2), row.integer(3)}};
    });
    if (!parts)
        return fail(parts.error());
    auto payers = namesBy(snapshot, selectPayers);
    auto brands = namesBy(snapshot, selectBrands);
    if (!payers || !brands)
        return fail(payers ? brands.error() : payers.error());
    std::map<qint64, std::vector<PaymentRow::Part>> partsBy;
    for (const auto& [payment, part] : *parts)
        partsBy[payment].push_back(part);
    const auto concerned = snapshot.query(selectConcerned).all([](const Query& row) {
        return std::pair{row.integer(0), PaymentRow::Part{ItemId{row.integer(1)}, row.text(2), 0}};
    });
    if (!concerned)
        return fail(concerned.error());
    std::map<qint64, std::vector<PaymentRow::Part>> concernedBy;
    for (const auto& [payment, part] : *concerned)
        concernedBy[payment].push_back(part);
    const auto partsOf = [&](const Payment& payment) {
        auto& there = partsBy[payment.id.row()];
        return there.empty() ? concernedBy[payment.of.value_or(payment.id).row()] : there;
    };
    std::vector<PaymentRow> rows;
    for (Payment& payment : *payments) {
        const QString payer = payment.contact ? (*payers)[payment.contact->row()] : QString{};
        rows.push_back({payment, payer, (*brands)[payment.brand.row()], partsOf(payment)});
    }
    return rows;
}

} // namespace foyer::payments
