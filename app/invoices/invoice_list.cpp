// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/invoice_list.h"

namespace foyer::invoices {

using namespace Qt::StringLiterals;

namespace {

// One statement for all of them: asking each for its balance would be five for each.
const QString selectRows = uR"(
    SELECT i.id, i.brand_id, i.job_id, j.title, i.number, i.title, i.state, i.currency, i.total_minor,
           i.due_day, i.sent_at, EXISTS (SELECT 1 FROM credit_note c WHERE c.item_id = i.id),
           (SELECT coalesce(sum(a.amount_minor), 0) FROM allocation a
            WHERE a.invoice_id = i.id AND a.payment_id IS NOT NULL),
           (SELECT coalesce(sum(a.amount_minor), 0) FROM allocation a
            WHERE a.invoice_id = i.id AND a.credit_note_id IS NOT NULL)
             + (SELECT coalesce(sum(a.amount_minor), 0) FROM allocation a WHERE a.credit_note_id = i.id),
           (SELECT coalesce(sum(p.amount_minor - p.surcharge_minor), 0)
            FROM payment_attempt t JOIN payment p ON p.attempt_id = t.id
            WHERE t.invoice_id = i.id AND p.kind = 'payment'
              AND (SELECT s.state FROM payment_state s WHERE s.payment_id = p.id
                   ORDER BY s.id DESC LIMIT 1) = 'pending'),
           coalesce((SELECT group_concat(name, char(10)) FROM
                       (SELECT c.name AS name FROM item_recipient r JOIN contact c ON c.id = r.contact_id
                        WHERE r.item_id = i.id ORDER BY r.position)), '')
    FROM item i JOIN job j ON j.id = i.job_id
    WHERE i.kind = 'invoice' AND i.deleted_at IS NULL
    ORDER BY i.sent_at IS NOT NULL, i.sent_at DESC, i.id DESC LIMIT :limit)"_s;

InvoiceRow rowFrom(const Query& row)
{
    const QString names = row.text(15);
    return {ItemId{row.integer(0)},
            BrandId{row.integer(1)},
            JobId{row.integer(2)},
            row.text(3),
            row.text(4),
            row.text(5),
            itemStateFromWord(row.text(6)).value_or(ItemState::Draft),
            row.integer(11) != 0,
            Currency::fromText(row.text(7)).value_or(eur),
            row.integer(8),
            row.integer(12),
            row.integer(13),
            row.integer(14),
            row.day(9),
            row.isNull(10) ? QDate{} : toLocal(row.instant(10)).date(),
            names.isEmpty() ? QStringList{} : names.split(u'\n')};
}

} // namespace

Result<std::vector<InvoiceRow>> list(const Snapshot& snapshot, int limit)
{
    return snapshot.query(selectRows).bind(":limit"_L1, limit).all(rowFrom);
}

} // namespace foyer::invoices
