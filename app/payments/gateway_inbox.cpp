// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/gateway_inbox.h"

#include "app/base/canonical_json.h"
#include "app/base/word_table.h"

#include <QJsonDocument>

namespace foyer::payments {

using namespace Qt::StringLiterals;

namespace {

using Outcome = Verdict::Outcome;

constexpr std::array<WordFor<Outcome>, 3> outcomeWords{{{Outcome::Applied, "applied"_L1},
                                                        {Outcome::Nothing, "nothing"_L1},
                                                        {Outcome::Quarantined, "quarantined"_L1}}};

const QString insertRow = uR"(
    INSERT INTO gateway_event (account, event, type, facts, outcome, reason, received_at, subject)
    VALUES (:account, :event, :type, :facts, :outcome, :reason, :now, :subject))"_s;
const QString selectAbout = uR"(
    SELECT id, facts, outcome, sorted_at IS NOT NULL FROM gateway_event
    WHERE account = :account AND subject = :subject AND subject <> '' ORDER BY id)"_s;
const QString selectOne = u"SELECT 1 FROM gateway_event WHERE account = :account AND event = :event"_s;
const QString updateSorted = uR"(
    UPDATE gateway_event SET outcome = :outcome, reason = :reason, sorted_at = :now
    WHERE id = :id AND outcome = 'quarantined' AND sorted_at IS NULL)"_s;
const QString updateDismissed = uR"(
    UPDATE gateway_event SET reason = :reason, sorted_at = :now
    WHERE id = :id AND outcome = 'quarantined' AND sorted_at IS NULL)"_s;
const QString selectReason = uR"(
    SELECT reason FROM gateway_event WHERE id = :id AND outcome = 'quarantined' AND sorted_at IS NULL)"_s;
const QString selectSetAside = uR"(
    SELECT id, account, type, subject, reason, received_at FROM gateway_event
    WHERE outcome = 'quarantined' AND sorted_at IS NULL ORDER BY id LIMIT :limit)"_s;

/// The frame around the facts is ours, so what was read once is read again by the same rules.
InboxEntry entryFromRow(const Query& row)
{
    const auto event = stripe::eventFrom(row.text(1).toUtf8());
    return {row.integer(0), event ? *event : stripe::Event{},
            valueOf(outcomeWords, row.text(2)).value_or(Outcome::Nothing), row.flag(3)};
}

QJsonObject objectOf(const stripe::Session& session)
{
    const bool isPaid = session.payment == stripe::Session::Payment::Paid;
    const QString status = session.status == stripe::Session::Status::Open       ? u"open"_s
                           : session.status == stripe::Session::Status::Complete ? u"complete"_s
                                                                                 : u"expired"_s;
    QJsonObject object{{u"object"_s, u"checkout.session"_s},
                       {u"id"_s, session.id},
                       {u"client_reference_id"_s, session.reference},
                       {u"metadata"_s, QJsonObject{{u"attempt"_s, session.attempt}}},
                       {u"status"_s, status},
                       {u"payment_status"_s, isPaid ? u"paid"_s : u"unpaid"_s},
                       {u"amount_total"_s, session.amount},
                       {u"currency"_s, session.currency},
                       {u"livemode"_s, session.isLive},
                       {u"created"_s, toSeconds(session.created)},
                       {u"expires_at"_s, toSeconds(session.expires)}};
    if (!session.paymentIntent.isEmpty())
        object.insert(u"payment_intent"_s, session.paymentIntent);
    return object;
}

QString wordOf(stripe::Refund::Status status)
{
    switch (status) {
    case stripe::Refund::Status::Pending:
        return u"pending"_s;
    case stripe::Refund::Status::Succeeded:
        return u"succeeded"_s;
    case stripe::Refund::Status::Failed:
        return u"failed"_s;
    case stripe::Refund::Status::Cancelled:
        return u"canceled"_s;
    }
    Q_UNREACHABLE();
}

void insertIds(QJsonObject& object, const QString& paymentIntent, const QString& charge)
{
    if (!paymentIntent.isEmpty())
        object.insert(u"payment_intent"_s, paymentIntent);
    if (!charge.isEmpty())
        object.insert(u"charge"_s, charge);
}

QJsonObject objectOf(const stripe::Refund& refund)
{
    QJsonObject object{{u"object"_s, u"refund"_s},
                       {u"id"_s, refund.id},
                       {u"metadata"_s, QJsonObject{{u"attempt"_s, refund.attempt}}},
                       {u"status"_s, wordOf(refund.status)},
                       {u"amount"_s, refund.amount},
                       {u"currency"_s, refund.currency},
                       {u"created"_s, toSeconds(refund.created)}};
    insertIds(object, refund.paymentIntent, refund.charge);
    return object;
}

QJsonObject objectOf(const stripe::Dispute& dispute)
{
    QJsonObject object{{u"object"_s, u"dispute"_s},     {u"id"_s, dispute.id},
                       {u"status"_s, dispute.status},   {u"reason"_s, dispute.reason},
                       {u"amount"_s, dispute.amount},   {u"currency"_s, dispute.currency},
                       {u"livemode"_s, dispute.isLive}, {u"created"_s, toSeconds(dispute.created)}};
    insertIds(object, dispute.paymentIntent, dispute.charge);
    return object;
}

} // namespace

QJsonObject factsOf(const stripe::Event& event)
{
    QJsonObject inside;
    if (const auto* session = std::get_if<stripe::Session>(&event.object))
        inside = objectOf(*session);
    else if (const auto* refund = std::get_if<stripe::Refund>(&event.object))
        inside = objectOf(*refund);
    else if (const auto* dispute = std::get_if<stripe::Dispute>(&event.object))
        inside = objectOf(*dispute);
    QJsonObject facts{{u"object"_s, u"event"_s},
                      {u"id"_s, event.id},
                      {u"type"_s, event.type},
                      {u"livemode"_s, event.isLive},
                      {u"created"_s, toSeconds(event.created)},
                      {u"data"_s, QJsonObject{{u"object"_s, inside}}}};
    if (!event.account.isEmpty())
        facts.insert(u"account"_s, event.account);
    return facts;
}

QString subjectOf(const stripe::Event& event)
{
    if (const auto* session = std::get_if<stripe::Session>(&event.object))
        return session->id;
    if (const auto* refund = std::get_if<stripe::Refund>(&event.object))
        return refund->paymentIntent;
    if (const auto* dispute = std::get_if<stripe::Dispute>(&event.object))
        return dispute->paymentIntent;
    return {};
}

Result<void> insertEvent(Transaction& transaction, const GatewayAccount& account, const stripe::Event& event,
                         const Verdict& verdict)
{
    auto insert = transaction.query(insertRow);
    insert.bind(":account"_L1, account.inLedger())
        .bind(":event"_L1, event.id)
        .bind(":type"_L1, event.type)
        .bind(":facts"_L1, QString::fromUtf8(canonicalJson(factsOf(event))))
        .bind(":outcome"_L1, wordOf(outcomeWords, verdict.outcome))
        .bind(":reason"_L1, verdict.reason)
        .bind(":now"_L1, transaction.now())
        .bind(":subject"_L1, subjectOf(event));
    if (const auto inserted = insert.run(); !inserted)
        return inserted;
    transaction.record({u"gateway_event"_s,
                        insert.insertedRow(),
                        wordOf(outcomeWords, verdict.outcome),
                        {{u"event"_s, event.id}, {u"type"_s, event.type}, {u"reason"_s, verdict.reason}}});
    if (verdict.outcome == Outcome::Quarantined)
        transaction.touch(Entity::Payment, 0);
    return {};
}

Result<std::vector<InboxEntry>> eventsAbout(const Snapshot& snapshot, const GatewayAccount& account,
                                            const QString& subject)
{
    return snapshot.query(selectAbout)
        .bind(":account"_L1, account.inLedger())
        .bind(":subject"_L1, subject)
        .all(entryFromRow);
}

Result<void> sortOut(Transaction& transaction, qint64 row, const Verdict& verdict)
{
    const auto updated = transaction.query(updateSorted)
                             .bind(":outcome"_L1, wordOf(outcomeWords, verdict.outcome))
                             .bind(":reason"_L1, verdict.reason)
                             .bind(":now"_L1, transaction.now())
                             .bind(":id"_L1, row)
                             .run();
    if (updated) {
        transaction.record({u"gateway_event"_s, row, u"sorted out"_s, {{u"reason"_s, verdict.reason}}});
        transaction.touch(Entity::Payment, 0);
    }
    return updated;
}

Result<bool> isReceived(const Snapshot& snapshot, const GatewayAccount& account, const QString& event)
{
    const auto found = snapshot.query(selectOne)
                           .bind(":account"_L1, account.inLedger())
                           .bind(":event"_L1, event)
                           .first([](const Query&) { return true; });
    if (!found)
        return fail(found.error());
    return found->has_value();
}

Result<std::vector<SetAside>> setAside(const Snapshot& snapshot, int limit)
{
    return snapshot.query(selectSetAside)
        .bind(":limit"_L1, qBound(1, limit, 1'000))
        .all([](const Query& row) {
            return SetAside{row.integer(0), row.text(1), row.text(2),
                            row.text(3),    row.text(4), row.instant(5)};
        });
}

Result<void> dismiss(Transaction& transaction, qint64 row, const QString& note)
{
    const auto reason = transaction.query(selectReason).bind(":id"_L1, row).first([](const Query& one) {
        return one.text(0);
    });
    if (!reason)
        return fail(reason.error());
    if (!*reason)
        return fail(Fault::NotFound, u"This event waits for nobody."_s);
    const auto updated =
        transaction.query(updateDismissed)
            .bind(":reason"_L1, note.isEmpty() ? **reason : **reason + u" — "_s + note.left(500))
            .bind(":now"_L1, transaction.now())
            .bind(":id"_L1, row)
            .run();
    if (updated) {
        transaction.record({u"gateway_event"_s, row, u"dismissed"_s, {{u"note"_s, note.left(500)}}});
        transaction.touch(Entity::Payment, 0);
    }
    return updated;
}

} // namespace foyer::payments
