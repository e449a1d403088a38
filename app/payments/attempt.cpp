// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/attempt.h"

#include "app/base/random.h"
#include "app/base/word_table.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<WordFor<AttemptState>, 6> stateWords{{{AttemptState::Creating, "creating"_L1},
                                                           {AttemptState::Open, "open"_L1},
                                                           {AttemptState::Pending, "pending"_L1},
                                                           {AttemptState::Paid, "paid"_L1},
                                                           {AttemptState::Expired, "expired"_L1},
                                                           {AttemptState::Failed, "failed"_L1}}};

const QString selectHead = uR"(
    SELECT id, uid, invoice_id, contact_id, account, currency, amount_minor, surcharge_minor, idempotency_key,
           state, session, address, cause, return_to, created_at, expires_at, ended_at
    FROM payment_attempt )"_s;
const QString byId = selectHead + u"WHERE id = :id"_s;
const QString byUid = selectHead + u"WHERE uid = :uid"_s;
const QString bySession = selectHead + u"WHERE account = :account AND session = :session AND session <> ''"_s;
const QString openOfInvoice =
    selectHead + u"WHERE invoice_id = :invoice AND state IN ('creating', 'open', 'pending')"_s;
const QString newestOfInvoice = selectHead + u"WHERE invoice_id = :invoice ORDER BY id DESC LIMIT 1"_s;
const QString allOpen = selectHead + u"WHERE state IN ('creating', 'open', 'pending') ORDER BY id"_s;
const QString insertAttempt = uR"(
    INSERT INTO payment_attempt (uid, invoice_id, contact_id, account, currency, amount_minor, surcharge_minor,
                                 idempotency_key, state, session, address, cause, return_to, created_at)
    VALUES (:uid, :invoice, :contact, :account, :currency, :amount, :surcharge, :key, 'creating', '', '', '',
            :return_to, :now))"_s;
const QString updateSession = uR"(
    UPDATE payment_attempt SET state = 'open', session = :session, address = :address, expires_at = :expires
    WHERE id = :id AND state = 'creating')"_s;
const QString updateLateSession =
    u"UPDATE payment_attempt SET session = :session WHERE id = :id AND session = ''"_s;
const QString updateState = uR"(
    UPDATE payment_attempt SET state = :state, cause = :cause,
           address = CASE WHEN :state = 'open' THEN address ELSE '' END, ended_at = :ended
    WHERE id = :id)"_s;

PaymentAttempt fromRow(const Query& row)
{
    const Currency currency = Currency::fromText(row.text(5)).value_or(eur);
    return {AttemptId{row.integer(0)},
            row.text(1),
            ItemId{row.integer(2)},
            row.isNull(3) ? std::nullopt : std::optional{ContactId{row.integer(3)}},
            row.text(4),
            Money::ofMinor(row.integer(6), currency),
            row.integer(7),
            row.text(8),
            valueOf(stateWords, row.text(9)).value_or(AttemptState::Failed),
            row.text(10),
            row.text(11),
            row.text(12),
            row.text(13),
            row.instant(14),
            row.optionalInstant(15),
            row.optionalInstant(16)};
}

void journal(Transaction& transaction, const PaymentAttempt& attempt, const QString& action,
             const QString& cause)
{
    transaction.record({u"payment_attempt"_s,
                        attempt.id.row(),
                        action,
                        {{u"invoice"_s, attempt.invoice.row()}, {u"cause"_s, cause}}});
    transaction.touch(Entity::Payment, 0);
    transaction.touch(Entity::Item, attempt.invoice.row());
}

} // namespace

QString toWord(AttemptState state)
{
    return wordOf(stateWords, state);
}

namespace payments {

Result<PaymentAttempt> addAttempt(Transaction& transaction, const NewAttempt& attempt)
{
    const auto before = openAttempt(transaction, attempt.invoice);
    if (!before)
        return fail(before.error());
    if (*before)
        return fail(Fault::Conflict, u"A payment of this invoice has begun already."_s);
    const QString uid = randomUuid();
    auto insert = transaction.query(insertAttempt);
    insert.bind(":uid"_L1, uid)
        .bind(":invoice"_L1, attempt.invoice.row())
        .bind(":contact"_L1, attempt.contact ? std::optional{attempt.contact->row()} : std::nullopt)
        .bind(":account"_L1, attempt.account)
        .bind(":currency"_L1, attempt.amount.currency().code())
        .bind(":amount"_L1, attempt.amount.minor())
        .bind(":surcharge"_L1, attempt.surcharge)
        .bind(":key"_L1, u"foyer-"_s + uid)
        .bind(":return_to"_L1, attempt.returnTo)
        .bind(":now"_L1, transaction.now());
    if (const auto inserted = insert.run(); !inserted)
        return fail(inserted.error());
    const auto made = findAttempt(transaction, AttemptId{insert.insertedRow()});
    if (made)
        journal(transaction, *made, u"began"_s, {});
    return made;
}

Result<void> noteSession(Transaction& transaction, const PaymentAttempt& attempt, const QString& session,
                         const QString& address, Instant expires)
{
    const auto now = findAttempt(transaction, attempt.id);
    if (!now)
        return fail(now.error());
    if (now->session == session)
        return {};
    if (!now->session.isEmpty() || now->state != AttemptState::Creating)
        return fail(Fault::Conflict, u"This attempt has another session, or is over."_s);
    const auto updated = transaction.query(updateSession)
                             .bind(":session"_L1, session)
                             .bind(":address"_L1, address)
                             .bind(":expires"_L1, expires)
                             .bind(":id"_L1, attempt.id.row())
                             .run();
    if (!updated)
        return updated;
    journal(transaction, attempt, u"opened"_s, {});
    return {};
}

Result<void> noteLateSession(Transaction& transaction, const PaymentAttempt& attempt, const QString& session)
{
    const auto updated = transaction.query(updateLateSession)
                             .bind(":session"_L1, session)
                             .bind(":id"_L1, attempt.id.row())
                             .run();
    if (updated)
        journal(transaction, attempt, u"session found"_s, {});
    return updated;
}

Result<void> setAttemptState(Transaction& transaction, const PaymentAttempt& attempt, AttemptState state,
                             const QString& cause)
{
    const auto now = findAttempt(transaction, attempt.id);
    if (!now)
        return fail(now.error());
    if (now->state == state)
        return {};
    const auto updated =
        transaction.query(updateState)
            .bind(":state"_L1, toWord(state))
            .bind(":cause"_L1, cause)
            .bind(":ended"_L1, isFinal(state) ? std::optional{transaction.now()} : std::nullopt)
            .bind(":id"_L1, attempt.id.row())
            .run();
    if (!updated)
        return updated;
    journal(transaction, attempt, toWord(state), cause);
    return {};
}

Result<PaymentAttempt> findAttempt(const Snapshot& snapshot, AttemptId id)
{
    auto found = snapshot.query(byId).bind(":id"_L1, id.row()).first(fromRow);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"There is no attempt %1 to pay."_s.arg(id.row()));
    return std::move(**found);
}

Result<std::optional<PaymentAttempt>> findAttemptByUid(const Snapshot& snapshot, const QString& uid)
{
    return snapshot.query(byUid).bind(":uid"_L1, uid).first(fromRow);
}

Result<std::optional<PaymentAttempt>> findAttemptBySession(const Snapshot& snapshot, const QString& account,
                                                           const QString& session)
{
    return snapshot.query(bySession).bind(":account"_L1, account).bind(":session"_L1, session).first(fromRow);
}

Result<std::optional<PaymentAttempt>> openAttempt(const Snapshot& snapshot, ItemId invoice)
{
    return snapshot.query(openOfInvoice).bind(":invoice"_L1, invoice.row()).first(fromRow);
}

Result<std::optional<PaymentAttempt>> newestAttempt(const Snapshot& snapshot, ItemId invoice)
{
    return snapshot.query(newestOfInvoice).bind(":invoice"_L1, invoice.row()).first(fromRow);
}

Result<std::vector<PaymentAttempt>> openAttempts(const Snapshot& snapshot)
{
    return snapshot.query(allOpen).all(fromRow);
}

} // namespace payments
} // namespace foyer
