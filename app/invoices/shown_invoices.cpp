// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/shown_invoices.h"

#include "app/base/random.h"
#include "app/items/item_store.h"
#include "app/payments/ledger.h"

#include <QJsonDocument>

#include <algorithm>

namespace foyer::invoices {

using namespace Qt::StringLiterals;

namespace {

// What a page needs beside the invoice, in one statement: a document may cost ten (invariant P16).
const QString selectAside = uR"(
    SELECT (SELECT language FROM contact WHERE id = :contact),
           (SELECT length(pdf) FROM item_version WHERE id = item.current_version_id),
           coalesce((SELECT details FROM brand_billing WHERE brand_id = item.brand_id), ''),
           a.contact_id, a.state, a.created_at, a.expires_at
    FROM item LEFT JOIN payment_attempt a
         ON a.invoice_id = item.id AND a.state IN ('creating', 'open', 'pending')
    WHERE item.id = :invoice)"_s;
// returned: what refunds and disputes took away again from what had gone there.
const QString selectShares = uR"(
    SELECT a.payment_id, sum(a.amount_minor),
           -sum(CASE WHEN a.amount_minor < 0 AND a.cause IN ('refund', 'dispute') THEN a.amount_minor ELSE 0 END),
           max(r.content), max(r.sha256)
    FROM allocation a LEFT JOIN receipt r ON r.payment_id = a.payment_id
    WHERE a.invoice_id = :invoice AND a.payment_id IS NOT NULL
    GROUP BY a.payment_id)"_s;
// Who has something to pay is found by an index of what waits, however much there is beside it.
const QString selectOpen = uR"(
    SELECT item.id, item.currency, item.total_minor,
           (SELECT coalesce(sum(a.amount_minor), 0) FROM allocation a WHERE a.invoice_id = item.id),
           (SELECT coalesce(sum(p.amount_minor - p.surcharge_minor), 0)
            FROM payment_attempt t JOIN payment p ON p.attempt_id = t.id
            WHERE t.invoice_id = item.id AND p.kind = 'payment'
              AND (SELECT s.state FROM payment_state s WHERE s.payment_id = p.id
                   ORDER BY s.id DESC LIMIT 1) = 'pending'),
           n.id, n.amount_minor, n.due_day
    FROM item_recipient recipient JOIN item ON item.id = recipient.item_id
         LEFT JOIN instalment n ON n.item_id = item.id
    WHERE recipient.contact_id = :contact AND recipient.todo <> '' AND recipient.todo = 'pay'
      AND item.kind = 'invoice' AND item.state = 'sent'
    ORDER BY item.id, n.due_day, n.position)"_s;

const QString selectPaidDays = uR"(
    SELECT a.invoice_id, max(p.day) FROM allocation a JOIN payment p ON p.id = a.payment_id
    WHERE a.invoice_id IN (SELECT value FROM json_each(:invoices))
      AND (SELECT sum(b.amount_minor) FROM allocation b
           WHERE b.payment_id = p.id AND b.invoice_id = a.invoice_id) > 0
    GROUP BY a.invoice_id)"_s;

struct Aside
{
    QString language;
    bool hasPdf;
    QByteArray billing;
    std::optional<OpenAttempt> attempt;
};

Result<Aside> asideOf(const Snapshot& snapshot, ContactId viewer, ItemId invoice)
{
    auto aside = snapshot.query(selectAside)
                     .bind(":contact"_L1, viewer.row())
                     .bind(":invoice"_L1, invoice.row())
                     .first([&](const Query& row) {
                         Aside one{row.text(0), row.integer(1) > 0, row.text(2).toUtf8(), {}};
                         if (!row.isNull(4))
                             one.attempt = OpenAttempt{!row.isNull(3) && row.integer(3) == viewer.row(),
                                                       row.text(4) == "pending"_L1, row.instant(5),
                                                       row.optionalInstant(6)};
                         return one;
                     });
    if (!aside)
        return fail(aside.error());
    if (!*aside)
        return fail(Fault::NotFound, u"There is no invoice %1."_s.arg(invoice.row()));
    return std::move(**aside);
}

/// What of a payment went to one invoice, and its receipt.
struct PaymentShare
{
    qint64 here;
    qint64 returned;
    QByteArray receipt;
    QByteArray sha256;
};

Result<std::map<PaymentId, PaymentShare>> sharesOf(const Snapshot& snapshot, ItemId invoice)
{
    const auto rows =
        snapshot.query(selectShares).bind(":invoice"_L1, invoice.row()).all([](const Query& row) {
            return std::pair{PaymentId{row.integer(0)},
                             PaymentShare{row.integer(1), row.integer(2), row.bytes(3), row.bytes(4)}};
        });
    if (!rows)
        return fail(rows.error());
    return std::map<PaymentId, PaymentShare>{rows->begin(), rows->end()};
}

/// A receipt names invoices: one that names another than this is for its payer alone.
Result<std::optional<ReceiptContent>> receiptFor(const PaymentShare& share, const Payment& payment,
                                                 bool isOwn, const QString& invoiceUid)
{
    if (share.receipt.isEmpty() || payment.state != PaymentState::Posted || (!isOwn && payment.contact))
        return std::optional<ReceiptContent>{};
    if (sha256(share.receipt) != share.sha256)
        return fail(Fault::Storage,
                    u"The receipt of payment %1 does not fit its fingerprint."_s.arg(payment.id.row()));
    auto receipt = receiptFromBytes(share.receipt);
    if (!receipt)
        return fail(receipt.error());
    const bool isOfThis =
        std::all_of(receipt->lines.begin(), receipt->lines.end(),
                    [&](const ReceiptContent::Line& line) { return line.invoiceUid == invoiceUid; });
    if (!isOwn && (!isOfThis || !receipt->payer.isEmpty()))
        return std::optional<ReceiptContent>{};
    return std::optional{std::move(*receipt)};
}

qint64 amountHere(const Payment& payment, const PaymentShare& share, bool isOwn)
{
    const qint64 whole = payment.amount.minor() - payment.surcharge;
    if (payment.kind != PaymentKind::Payment || payment.state != PaymentState::Posted)
        return whole;
    if (payment.allocated != share.here)
        return share.here + share.returned; // it paid other invoices as well
    return isOwn ? whole : whole - payment.credit();
}

Result<std::vector<ShownPayment>> paymentsFor(const Snapshot& snapshot, ContactId viewer,
                                              const items::ShownItem& invoice)
{
    const auto all = payments::ofInvoice(snapshot, invoice.item.id);
    if (!all)
        return fail(all.error());
    const auto shares = sharesOf(snapshot, invoice.item.id);
    if (!shares)
        return fail(shares.error());
    std::vector<ShownPayment> shown;
    for (const Payment& payment : *all) {
        const auto found = shares->find(payment.id);
        const PaymentShare share = found == shares->end() ? PaymentShare{} : found->second;
        const bool isOwn = payment.contact == viewer;
        auto receipt = receiptFor(share, payment, isOwn, invoice.item.uid);
        if (!receipt)
            return fail(receipt.error());
        const qint64 amount = amountHere(payment, share, isOwn);
        if (amount > 0)
            shown.push_back({payment.id, payment.uid, payment.kind, payment.method, payment.state,
                             payment.day, amount, isOwn, isOwn ? payment.credit() : 0, std::move(*receipt)});
    }
    return shown;
}

Result<BillingDetails> billingFrom(const QByteArray& details)
{
    if (details.isEmpty())
        return BillingDetails{};
    auto billing = billingDetailsFromJson(QJsonDocument::fromJson(details).object());
    return billing ? billing : fail(Fault::Storage, billing.error().detail);
}

} // namespace

Result<ShownInvoice> find(const Snapshot& snapshot, const items::Viewer& viewer, const QString& uid)
{
    auto shown = items::find(snapshot, viewer, ItemKind::Invoice, uid);
    if (!shown)
        return fail(shown.error());
    const ItemId id = shown->item.id;
    if (!shown->item.current)
        return fail(Fault::Storage, u"Invoice %1 was issued, but has no version."_s.arg(id.row()));
    const auto version = items::version(snapshot, *shown->item.current);
    if (!version)
        return fail(Fault::Storage, version.error().detail);
    auto invoice = issuedInvoiceFromBytes(version->content);
    if (!invoice)
        return fail(invoice.error());
    auto aside = asideOf(snapshot, viewer.contact, id);
    if (!aside)
        return fail(aside.error());
    auto billing = billingFrom(aside->billing);
    if (!billing)
        return fail(billing.error());
    auto balance = payments::balanceOf(snapshot, id);
    if (!balance)
        return fail(balance.error());
    ShownInvoice found{std::move(*shown),
                       std::move(*invoice),
                       version->id,
                       aside->hasPdf,
                       std::move(aside->language),
                       std::move(*billing),
                       std::move(*balance),
                       {},
                       {},
                       {},
                       aside->attempt};
    if (found.invoice.isCreditNote()) {
        auto credited = items::find(snapshot, viewer, ItemKind::Invoice, found.invoice.content.credits.uid);
        if (credited)
            found.creditedItem = std::move(*credited);
        else if (credited.error().fault != Fault::NotFound && credited.error().fault != Fault::Denied)
            return fail(credited.error());
        return found;
    }
    auto movements = paymentsFor(snapshot, viewer.contact, found.shown);
    if (!movements)
        return fail(movements.error());
    found.payments = std::move(*movements);
    if (found.balance.credited == 0)
        return found;
    auto notes = items::creditNotes(snapshot, viewer, id);
    if (!notes)
        return fail(notes.error());
    found.creditNotes = std::move(*notes);
    return found;
}

Result<std::map<ItemId, OpenSum>> openSums(const Snapshot& snapshot, const items::Viewer& viewer, QDate today)
{
    std::map<ItemId, payments::Balance> balances;
    auto query = snapshot.query(selectOpen);
    query.bind(":contact"_L1, viewer.contact.row());
    while (query.next()) {
        payments::Balance& balance = balances[ItemId{query.integer(0)}];
        balance.currency = Currency::fromText(query.text(1)).value_or(eur);
        balance.total = query.integer(2);
        balance.paid = query.integer(3);
        balance.pending = query.integer(4);
        if (!query.isNull(5))
            balance.instalments.push_back(
                {InstalmentId{query.integer(5)}, {}, query.integer(6), query.day(7), 0});
    }
    if (query.error())
        return fail(*query.error());
    std::map<ItemId, OpenSum> sums;
    for (auto& [id, balance] : balances) {
        payments::cover(balance);
        const auto money = [&](qint64 minor) { return Money::ofMinor(minor, balance.currency); };
        sums.emplace(id,
                     OpenSum{money(balance.open()), money(balance.dueNext(today)), money(balance.pending)});
    }
    return sums;
}

Result<std::map<ItemId, QDate>> paidDays(const Snapshot& snapshot, const std::vector<items::ShownItem>& shown)
{
    QStringList paid;
    for (const items::ShownItem& one : shown) {
        if (one.item.kind == ItemKind::Invoice && one.item.state == ItemState::Completed)
            paid.append(one.item.id.text());
    }
    const auto rows = snapshot.query(selectPaidDays)
                          .bind(":invoices"_L1, u"[%1]"_s.arg(paid.join(u',')))
                          .all([](const Query& row) {
                              return std::pair{ItemId{row.integer(0)}, row.day(1)};
                          });
    if (!rows)
        return fail(rows.error());
    return std::map<ItemId, QDate>{rows->begin(), rows->end()};
}

} // namespace foyer::invoices
