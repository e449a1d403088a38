// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/ledger.h"

#include "app/base/money_text.h"
#include "app/base/random.h"
#include "app/base/text.h"
#include "app/items/item_store.h"
#include "app/mail/outbox.h"
#include "app/payments/balance.h"
#include "app/payments/outdated_reminders.h"
#include "app/payments/payment_rows.h"
#include "app/payments/receipt.h"

#include <algorithm>

namespace foyer::payments {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestReference = 200;
constexpr int longestNote = 2'000;

const QString insertPayment = uR"(
    INSERT INTO payment (uid, kind, account, reference, brand_id, job_id, contact_id, of_payment_id, method,
                         currency, amount_minor, surcharge_minor, day, note, attempt_id, created_at)
    VALUES (:uid, :kind, :account, :reference, :brand, :job, :contact, :of, :method, :currency, :amount,
            :surcharge, :day, :note, :attempt, :now))"_s;
const QString insertState =
    u"INSERT INTO payment_state (payment_id, state, cause, at) VALUES (:payment, :state, :cause, :now)"_s;
const QString insertAllocation = uR"(
    INSERT INTO allocation (invoice_id, payment_id, credit_note_id, amount_minor, cause, created_at)
    VALUES (:invoice, :payment, :credit_note, :amount, :cause, :now))"_s;
const QString selectByReference =
    u"SELECT id FROM payment WHERE account = :account AND reference = :reference"_s;
const QString selectWaitingReceipt = uR"(
    SELECT r.mail_id FROM receipt r JOIN mail m ON m.id = r.mail_id
    WHERE r.payment_id = :payment AND m.state IN ('waiting', 'held'))"_s;
const QString selectByUid = u"SELECT id FROM payment WHERE uid = :uid"_s;
// The oldest first: by when something was last put there.
const QString selectTo = uR"(
    SELECT payment_id, invoice_id, sum(amount_minor) FROM allocation
    WHERE invoice_id = :invoice AND payment_id IS NOT NULL
    GROUP BY payment_id, invoice_id HAVING sum(amount_minor) <> 0
    ORDER BY max(CASE WHEN amount_minor > 0 THEN id END))"_s;
const QString selectOf = uR"(
    SELECT payment_id, invoice_id, sum(amount_minor) FROM allocation WHERE payment_id = :payment
    GROUP BY payment_id, invoice_id HAVING sum(amount_minor) <> 0
    ORDER BY max(CASE WHEN amount_minor > 0 THEN id END))"_s;

const QString ofInvoiceWords = uR"(
    WHERE p.id IN (SELECT payment_id FROM allocation WHERE invoice_id = :invoice
                   UNION SELECT q.id FROM payment q JOIN payment_attempt a ON a.id = q.attempt_id
                         WHERE a.invoice_id = :invoice)
       OR p.of_payment_id IN (SELECT payment_id FROM allocation WHERE invoice_id = :invoice)
    ORDER BY p.day, p.id)"_s;

Allocation allocationFromRow(const Query& row)
{
    return {PaymentId{row.integer(0)}, ItemId{row.integer(1)}, row.integer(2)};
}

QString amountText(qint64 minor, Currency currency)
{
    return moneyText(Money::ofMinor(minor, currency), {});
}

/// An invoice that can take money. Faults: NotFound, Conflict
Result<Item> openInvoice(const Snapshot& snapshot, ItemId id)
{
    auto item = items::find(snapshot, id);
    if (!item)
        return item;
    if (item->kind != ItemKind::Invoice)
        return fail(Fault::NotFound, u"Item %1 is no invoice."_s.arg(id.row()));
    if (item->state != ItemState::Sent && item->state != ItemState::Completed)
        return fail(Fault::Conflict,
                    u"“%1” is %2, so nothing can be paid on it."_s.arg(item->title, toWord(item->state)));
    return item;
}

/// Brands may be firms of their own: what one was paid pays no invoice of another. Faults: NotFound, and the
/// one given
Result<void> ofBrand(const Snapshot& snapshot, ItemId invoice, BrandId brand, Fault otherwise)
{
    const auto item = items::find(snapshot, invoice);
    if (!item)
        return fail(item.error());
    if (item->brand != brand)
        return fail(otherwise,
                    u"Invoice %1 is of another brand: a payment goes towards invoices of one brand "
                    "only."_s.arg(item->number));
    return {};
}

Result<void> appendAllocation(Transaction& transaction, ItemId invoice, std::optional<PaymentId> payment,
                              std::optional<ItemId> creditNote, qint64 amount, const QString& cause)
{
    auto insert = transaction.query(insertAllocation);
    insert.bind(":invoice"_L1, invoice.row())
        .bind(":payment"_L1, payment ? std::optional{payment->row()} : std::nullopt)
        .bind(":credit_note"_L1, creditNote ? std::optional{creditNote->row()} : std::nullopt)
        .bind(":amount"_L1, amount)
        .bind(":cause"_L1, cause)
        .bind(":now"_L1, transaction.now());
    if (const auto inserted = insert.run(); !inserted)
        return inserted;
    transaction.record({u"item"_s,
                        invoice.row(),
                        u"allocated"_s,
                        {{u"payment"_s, payment ? payment->row() : 0},
                         {u"creditNote"_s, creditNote ? creditNote->row() : 0},
                         {u"amount"_s, amount},
                         {u"cause"_s, cause}}});
    if (payment)
        transaction.touch(Entity::Payment, payment->row());
    return {};
}

Result<void> appendState(Transaction& transaction, PaymentId payment, PaymentState state,
                         const QString& cause)
{
    const auto inserted = transaction.query(insertState)
                              .bind(":payment"_L1, payment.row())
                              .bind(":state"_L1, toWord(state))
                              .bind(":cause"_L1, cause)
                              .bind(":now"_L1, transaction.now())
                              .run();
    if (!inserted)
        return inserted;
    transaction.record({u"payment"_s, payment.row(), toWord(state), {{u"cause"_s, cause}}});
    transaction.touch(Entity::Payment, payment.row());
    return {};
}

/// Puts as much of a payment's credit towards these as is wanted and open. An invoice that takes no money any
/// more (void, another currency or brand) gets none: the money stays credit.
Result<void> spread(Transaction& transaction, PaymentId id, const std::vector<Towards>& towards,
                    const QString& cause)
{
    for (const Towards& one : towards) {
        const auto payment = find(transaction, id);
        if (!payment)
            return fail(payment.error());
        const auto item = items::find(transaction, one.invoice);
        if (!item)
            return fail(item.error());
        const auto balance = balanceOf(transaction, one.invoice);
        if (!balance)
            return fail(balance.error());
        const bool takesMoney = item->kind == ItemKind::Invoice &&
                                (item->state == ItemState::Sent || item->state == ItemState::Completed) &&
                                balance->currency == payment->amount.currency() &&
                                item->brand == payment->brand;
        qint64 amount = std::min(payment->credit(), balance->open());
        if (one.amount > 0)
            amount = std::min(amount, one.amount);
        if (!takesMoney || amount <= 0)
            continue;
        if (const auto put = appendAllocation(transaction, one.invoice, id, {}, amount, cause); !put)
            return put;
        if (const auto settled = settle(transaction, one.invoice); !settled)
            return settled;
    }
    return {};
}

/// Nobody is thanked for money that did not come.
Result<void> dropReceiptMail(Transaction& transaction, PaymentId id)
{
    const auto mail =
        transaction.query(selectWaitingReceipt).bind(":payment"_L1, id.row()).first([](const Query& row) {
            return MailId{row.integer(0)};
        });
    if (!mail)
        return fail(mail.error());
    return *mail ? mail::cancel(transaction, **mail, u"the payment failed"_s) : Result<void>{};
}

/// Frees credit of a payment until there is as much as wanted, from what it paid last.
Result<void> freeCredit(Transaction& transaction, PaymentId id, qint64 wanted, const QString& cause)
{
    const auto payment = find(transaction, id);
    if (!payment)
        return fail(payment.error());
    qint64 missing = wanted - payment->credit();
    const auto allocations = allocationsOf(transaction, id);
    if (!allocations)
        return fail(allocations.error());
    for (auto one = allocations->rbegin(); one != allocations->rend() && missing > 0; ++one) {
        const qint64 amount = std::min(missing, one->amount);
        if (const auto taken = takeBack(transaction, id, one->invoice, amount, cause); !taken)
            return taken;
        missing -= amount;
    }
    return {};
}

Result<void> checkTexts(const QString& account, const QString& reference, const QString& note)
{
    if (account.isEmpty() || account.size() > longestReference || reference.size() > longestReference)
        return fail(Fault::Invalid, u"A reference has at most %1 characters."_s.arg(longestReference));
    if (note.size() > longestNote)
        return fail(Fault::Invalid, u"A note has at most %1 characters."_s.arg(longestNote));
    return {};
}

/// The row and its first state. What stands there already is compared instead.
struct Movement
{
    PaymentKind kind;
    std::optional<PaymentId> of;
    NewPayment facts;
};
Result<Recorded> append(Transaction& transaction, const Movement& movement)
{
    const NewPayment& facts = movement.facts;
    if (facts.amount.minor() <= 0 || facts.amount.minor() > largestAmount || facts.surcharge < 0 ||
        facts.surcharge >= facts.amount.minor())
        return fail(Fault::Invalid, u"An amount is above zero, and a surcharge below it."_s);
    if (!facts.day.isValid())
        return fail(Fault::Invalid, u"Say on which day the money moved."_s);
    if (const auto fits = checkTexts(facts.account, facts.reference, facts.note); !fits)
        return fail(fits.error());
    if (!facts.reference.isEmpty()) {
        const auto before = findByReference(transaction, facts.account, facts.reference);
        if (!before)
            return fail(before.error());
        if (*before) {
            const auto known = find(transaction, **before);
            if (!known)
                return fail(known.error());
            if (known->amount != facts.amount || known->kind != movement.kind || known->of != movement.of)
                return fail(Fault::Conflict,
                            u"“%1” stands in the ledger with another amount."_s.arg(facts.reference));
            return Recorded{**before, false};
        }
    }
    const QString uid = randomUuid();
    auto insert = transaction.query(insertPayment);
    const auto row = [](const auto& id) { return id ? std::optional{id->row()} : std::nullopt; };
    insert.bind(":uid"_L1, uid)
        .bind(":kind"_L1, toWord(movement.kind))
        .bind(":account"_L1, facts.account)
        .bind(":reference"_L1, facts.reference.isEmpty() ? uid : facts.reference)
        .bind(":brand"_L1, facts.brand.row())
        .bind(":job"_L1, row(facts.job))
        .bind(":contact"_L1, row(facts.contact))
        .bind(":of"_L1, row(movement.of))
        .bind(":method"_L1, toWord(facts.method))
        .bind(":currency"_L1, facts.amount.currency().code())
        .bind(":amount"_L1, facts.amount.minor())
        .bind(":surcharge"_L1, facts.surcharge)
        .bind(":day"_L1, facts.day)
        .bind(":note"_L1, facts.note)
        .bind(":attempt"_L1, row(facts.attempt))
        .bind(":now"_L1, transaction.now());
    if (const auto inserted = insert.run(); !inserted)
        return fail(inserted.error());
    const PaymentId id{insert.insertedRow()};
    transaction.record({u"payment"_s,
                        id.row(),
                        u"recorded"_s,
                        {{u"kind"_s, toWord(movement.kind)},
                         {u"currency"_s, facts.amount.currency().code()},
                         {u"amount"_s, facts.amount.minor()}}});
    if (const auto stated = appendState(transaction, id, facts.state, u"recorded"_s); !stated)
        return fail(stated.error());
    return Recorded{id, true};
}

} // namespace

Result<Recorded> record(Transaction& transaction, const NewPayment& payment)
{
    for (const Towards& one : payment.towards) {
        const auto balance = balanceOf(transaction, one.invoice);
        if (!balance)
            return fail(balance.error());
        if (balance->currency != payment.amount.currency())
            return fail(Fault::Invalid, u"The invoice is in %1, so %2 cannot pay it."_s.arg(
                                            balance->currency.code(), payment.amount.currency().code()));
        if (const auto own = ofBrand(transaction, one.invoice, payment.brand, Fault::Invalid); !own)
            return fail(own.error());
    }
    auto recorded = append(transaction, {PaymentKind::Payment, {}, payment});
    if (!recorded || !recorded->isNew || payment.state != PaymentState::Posted)
        return recorded;
    if (const auto put = spread(transaction, recorded->id, payment.towards, u"payment"_s); !put)
        return fail(put.error());
    if (const auto given = giveReceipt(transaction, recorded->id, payment.mailsReceipt); !given)
        return fail(given.error());
    return recorded;
}

Result<void> setState(Transaction& transaction, PaymentId id, PaymentState state, const QString& cause,
                      const std::vector<Towards>& towards)
{
    const auto payment = find(transaction, id);
    if (!payment)
        return fail(payment.error());
    if (payment->state == state)
        return {};
    if (state == PaymentState::Pending || payment->state == PaymentState::Failed)
        return fail(Fault::Conflict,
                    u"A payment that is %1 cannot become %2."_s.arg(toWord(payment->state), toWord(state)));
    if (state == PaymentState::Failed && payment->kind == PaymentKind::Payment) {
        if (payment->returned > 0)
            return fail(Fault::Conflict, u"Some of this payment went back already, so it cannot fail."_s);
        const auto allocations = allocationsOf(transaction, id);
        if (!allocations)
            return fail(allocations.error());
        for (const Allocation& one : *allocations) {
            if (const auto taken = takeBack(transaction, id, one.invoice, one.amount, cause); !taken)
                return taken;
        }
        if (const auto dropped = dropReceiptMail(transaction, id); !dropped)
            return dropped;
    }
    if (const auto stated = appendState(transaction, id, state, cause); !stated)
        return stated;
    if (payment->kind != PaymentKind::Payment || state != PaymentState::Posted)
        return {};
    if (const auto put = spread(transaction, id, towards, u"payment"_s); !put)
        return put;
    return giveReceipt(transaction, id);
}

Result<Recorded> recordReturn(Transaction& transaction, const NewReturn& back)
{
    const auto payment = find(transaction, back.of);
    if (!payment)
        return fail(payment.error());
    if (payment->kind != PaymentKind::Payment || back.kind == PaymentKind::Payment)
        return fail(Fault::Invalid, u"Only a payment can go back."_s);
    const QString account = back.account.isEmpty() ? payment->account : back.account;
    const Movement movement{back.kind,
                            back.of,
                            {account, back.reference, payment->brand, payment->job, payment->contact,
                             payment->method, Money::ofMinor(back.amount, payment->amount.currency()), 0,
                             back.day, back.note, back.state, payment->attempt}};
    if (!back.reference.isEmpty()) {
        const auto before = findByReference(transaction, account, back.reference);
        if (!before)
            return fail(before.error());
        if (*before)
            return append(transaction, movement);
    }
    if (payment->state != PaymentState::Posted)
        return fail(Fault::Conflict,
                    u"This payment is %1, so nothing of it can go back."_s.arg(toWord(payment->state)));
    const qint64 left = payment->amount.minor() - payment->returned;
    if (back.amount > left)
        return fail(Fault::Conflict,
                    u"Only %1 is left of this payment."_s.arg(amountText(left, payment->amount.currency())));
    // What failed took nothing from anybody.
    if (back.state == PaymentState::Failed)
        return append(transaction, movement);
    // A surcharge goes back last, and no invoice has it.
    const qint64 wanted = std::min(back.amount, left - payment->surcharge);
    if (const auto freed = freeCredit(transaction, back.of, wanted, toWord(back.kind)); !freed)
        return fail(freed.error());
    auto recorded = append(transaction, movement);
    if (recorded)
        transaction.touch(Entity::Payment, back.of.row());
    return recorded;
}

Result<void> allocate(Transaction& transaction, PaymentId id, ItemId invoice, qint64 amount,
                      const QString& cause)
{
    const auto payment = find(transaction, id);
    if (!payment)
        return fail(payment.error());
    if (const auto item = openInvoice(transaction, invoice); !item)
        return fail(item.error());
    const auto balance = balanceOf(transaction, invoice);
    if (!balance)
        return fail(balance.error());
    if (balance->currency != payment->amount.currency())
        return fail(Fault::Conflict, u"The invoice is in %1, the payment in %2."_s.arg(
                                         balance->currency.code(), payment->amount.currency().code()));
    if (const auto own = ofBrand(transaction, invoice, payment->brand, Fault::Conflict); !own)
        return own;
    if (amount <= 0 || amount > payment->credit() || amount > balance->open())
        return fail(Fault::Conflict, u"%1 is left of the payment, and %2 is open on the invoice."_s.arg(
                                         amountText(payment->credit(), balance->currency),
                                         amountText(balance->open(), balance->currency)));
    if (const auto put = appendAllocation(transaction, invoice, id, {}, amount, cause); !put)
        return put;
    return settle(transaction, invoice);
}

Result<void> takeBack(Transaction& transaction, PaymentId id, ItemId invoice, qint64 amount,
                      const QString& cause)
{
    const auto allocations = allocationsOf(transaction, id);
    if (!allocations)
        return fail(allocations.error());
    const auto there = std::find_if(allocations->begin(), allocations->end(),
                                    [&](const Allocation& one) { return one.invoice == invoice; });
    if (amount <= 0 || there == allocations->end() || there->amount < amount)
        return fail(Fault::Conflict, u"Less of this payment than that went to the invoice."_s);
    if (const auto taken = appendAllocation(transaction, invoice, id, {}, -amount, cause); !taken)
        return taken;
    return settle(transaction, invoice);
}

Result<void> allocateCreditNote(Transaction& transaction, ItemId creditNote, ItemId invoice, qint64 amount)
{
    if (const auto item = openInvoice(transaction, invoice); !item)
        return fail(item.error());
    const auto balance = balanceOf(transaction, invoice);
    if (!balance)
        return fail(balance.error());
    if (amount <= 0 || amount > balance->total - balance->credited)
        return fail(Fault::Conflict, u"Only %1 of this invoice can still be given back."_s.arg(
                                         amountText(balance->total - balance->credited, balance->currency)));
    qint64 missing = amount - balance->open();
    const auto allocations = allocationsTo(transaction, invoice);
    if (!allocations)
        return fail(allocations.error());
    for (auto one = allocations->rbegin(); one != allocations->rend() && missing > 0; ++one) {
        const qint64 freed = std::min(missing, one->amount);
        if (const auto taken = takeBack(transaction, one->payment, invoice, freed, u"credit note"_s); !taken)
            return taken;
        missing -= freed;
    }
    if (const auto put = appendAllocation(transaction, invoice, {}, creditNote, amount, u"credit note"_s);
        !put)
        return put;
    return settle(transaction, invoice);
}

Result<void> release(Transaction& transaction, ItemId invoice, const QString& cause)
{
    const auto allocations = allocationsTo(transaction, invoice);
    if (!allocations)
        return fail(allocations.error());
    for (const Allocation& one : *allocations) {
        if (const auto taken = takeBack(transaction, one.payment, invoice, one.amount, cause); !taken)
            return taken;
    }
    return {};
}

Result<void> settle(Transaction& transaction, ItemId invoice)
{
    const auto item = items::find(transaction, invoice);
    if (!item)
        return fail(item.error());
    transaction.touch(Entity::Item, invoice.row());
    if (item->state != ItemState::Sent && item->state != ItemState::Completed)
        return {};
    const auto balance = balanceOf(transaction, invoice);
    if (!balance)
        return fail(balance.error());
    const InstalmentState* next = balance->next();
    const QDate due = next ? next->due : QDate{};
    if (item->dueDay != due) {
        if (const auto moved = items::setDueDay(transaction, invoice, due); !moved)
            return moved;
    }
    if (const auto dropped = dropOutdated(transaction, invoice); !dropped)
        return dropped;
    // Given back as a whole: nothing can be paid or owed on it any more.
    if (balance->total > 0 && balance->credited >= balance->total)
        return items::setState(transaction, invoice, ItemState::Void);
    if (balance->open() <= 0)
        return items::setState(transaction, invoice, ItemState::Completed, u"invoice paid"_s);
    if (item->state == ItemState::Sent)
        return {};
    if (const auto reopened = items::setState(transaction, invoice, ItemState::Sent); !reopened)
        return reopened;
    for (const ItemRecipient& recipient : item->recipients) {
        if (const auto asked = items::setToDo(transaction, invoice, recipient.contact, ToDo::Pay); !asked)
            return asked;
    }
    return {};
}

Result<Payment> find(const Snapshot& snapshot, PaymentId id)
{
    static const QString select = selectPayments(u"WHERE p.id = :id"_s);
    auto payment = snapshot.query(select).bind(":id"_L1, id.row()).first(paymentFromRow);
    if (!payment)
        return fail(payment.error());
    if (!*payment)
        return fail(Fault::NotFound, u"There is no payment %1."_s.arg(id.row()));
    return std::move(**payment);
}

Result<std::optional<PaymentId>> findByReference(const Snapshot& snapshot, const QString& account,
                                                 const QString& reference)
{
    return snapshot.query(selectByReference)
        .bind(":account"_L1, account)
        .bind(":reference"_L1, reference)
        .first([](const Query& row) { return PaymentId{row.integer(0)}; });
}

Result<std::optional<PaymentId>> findByUid(const Snapshot& snapshot, const QString& uid)
{
    return snapshot.query(selectByUid).bind(":uid"_L1, uid).first([](const Query& row) {
        return PaymentId{row.integer(0)};
    });
}

Result<std::vector<Allocation>> allocationsTo(const Snapshot& snapshot, ItemId invoice)
{
    return snapshot.query(selectTo).bind(":invoice"_L1, invoice.row()).all(allocationFromRow);
}

Result<std::vector<Allocation>> allocationsOf(const Snapshot& snapshot, PaymentId payment)
{
    return snapshot.query(selectOf).bind(":payment"_L1, payment.row()).all(allocationFromRow);
}

Result<std::vector<Payment>> ofInvoice(const Snapshot& snapshot, ItemId invoice)
{
    static const QString select = selectPayments(ofInvoiceWords);
    return snapshot.query(select).bind(":invoice"_L1, invoice.row()).all(paymentFromRow);
}

Result<std::vector<Payment>> ofJob(const Snapshot& snapshot, JobId job)
{
    static const QString select = selectPayments(u"WHERE p.job_id = :job ORDER BY p.day, p.id"_s);
    return snapshot.query(select).bind(":job"_L1, job.row()).all(paymentFromRow);
}

Result<std::vector<Payment>> withCredit(const Snapshot& snapshot)
{
    // A credit has no row of its own; the sums say which payments have one.
    static const QString select = selectPayments(uR"(
        WHERE p.kind = 'payment' AND p.amount_minor - p.surcharge_minor >
            (SELECT coalesce(sum(a.amount_minor), 0) FROM allocation a WHERE a.payment_id = p.id)
        ORDER BY p.day, p.id)"_s);
    auto payments = snapshot.query(select).all(paymentFromRow);
    if (payments)
        std::erase_if(*payments, [](const Payment& one) { return one.credit() <= 0; });
    return payments;
}

Result<std::vector<Payment>> newest(const Snapshot& snapshot, int limit, int offset)
{
    static const QString select =
        selectPayments(u"ORDER BY p.day DESC, p.id DESC LIMIT :limit OFFSET :offset"_s);
    return snapshot.query(select).bind(":limit"_L1, limit).bind(":offset"_L1, offset).all(paymentFromRow);
}

} // namespace foyer::payments
