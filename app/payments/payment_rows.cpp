// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/payment_rows.h"

namespace foyer::payments {

using namespace Qt::StringLiterals;

namespace {

const QString selectHead = uR"(
    SELECT p.id, p.uid, p.kind, p.account, p.reference, p.brand_id, p.job_id, p.contact_id, p.of_payment_id,
           p.method, p.currency, p.amount_minor, p.surcharge_minor, p.day, p.note, p.attempt_id, p.created_at,
           (SELECT s.state FROM payment_state s WHERE s.payment_id = p.id ORDER BY s.id DESC LIMIT 1),
           (SELECT coalesce(sum(a.amount_minor), 0) FROM allocation a WHERE a.payment_id = p.id),
           (SELECT coalesce(sum(b.amount_minor), 0) FROM payment b
            WHERE b.of_payment_id = p.id
              AND (SELECT s.state FROM payment_state s WHERE s.payment_id = b.id
                   ORDER BY s.id DESC LIMIT 1) <> 'failed')
    FROM payment p )"_s;

template <class Tag>
std::optional<Id<Tag>> optionalId(const Query& row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional{Id<Tag>{row.integer(column)}};
}

} // namespace

QString selectPayments(const QString& rest)
{
    return selectHead + rest;
}

Payment paymentFromRow(const Query& row)
{
    const Currency currency = Currency::fromText(row.text(10)).value_or(eur);
    return {PaymentId{row.integer(0)},
            row.text(1),
            paymentKindFromWord(row.text(2)).value_or(PaymentKind::Payment),
            row.text(3),
            row.text(4),
            BrandId{row.integer(5)},
            optionalId<struct JobTag>(row, 6),
            optionalId<struct ContactTag>(row, 7),
            optionalId<struct PaymentTag>(row, 8),
            paymentMethodFromWord(row.text(9)).value_or(PaymentMethod::Other),
            Money::ofMinor(row.integer(11), currency),
            row.integer(12),
            row.day(13),
            row.text(14),
            optionalId<struct AttemptTag>(row, 15),
            paymentStateFromWord(row.text(17)).value_or(PaymentState::Failed),
            row.instant(16),
            row.integer(18),
            row.integer(19)};
}

} // namespace foyer::payments
