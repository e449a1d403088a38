// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/claims.h"

#include "app/brands/brand_store.h"
#include "app/mail/eml.h"
#include "app/mail/facts.h"
#include "app/mail/tokens.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/direct_link.h"
#include "app/portal_access/reset_link.h"

#include <QRegularExpression>

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostAtOnce = 16; ///< what is claimed cannot be edited, so it is not much

// An earlier mail that somebody put off to a later day keeps nobody waiting.
const QString isDue = uR"( AND coalesce(not_before, 0) <= :now AND coalesce(next_attempt_at, 0) <= :now )"_s;
// Nor does it wait that somebody pressed “Send Now” for.
const QString isFirstOfMailbox = uR"( AND (insisted = 1 OR NOT EXISTS (
        SELECT 1 FROM mail AS earlier
        WHERE earlier.to_key = mail.to_key AND earlier.id < mail.id AND earlier.kind <> 'reset'
          AND earlier.brand_id = mail.brand_id AND coalesce(earlier.not_before, 0) <= :now
          AND earlier.state IN ('waiting', 'sending', 'unknown'))) )"_s;
const QString selectResets = uR"(
    SELECT id FROM mail WHERE kind = 'reset' AND state IN ('waiting', 'unknown') AND brand_id = :brand)"_s +
                             isDue + u"ORDER BY id LIMIT :most"_s;
const QString selectUnknown =
    u"SELECT id FROM mail WHERE state = 'unknown' AND kind <> 'reset' AND brand_id = :brand"_s + isDue +
    isFirstOfMailbox + u"ORDER BY id LIMIT :most"_s;
const QString selectWaiting =
    u"SELECT id FROM mail WHERE state = 'waiting' AND kind <> 'reset' AND brand_id = :brand"_s + isDue +
    isFirstOfMailbox + u"ORDER BY id LIMIT :most"_s;
const QString updateClaimed = uR"(
    UPDATE mail SET state = 'sending', claimed_by = :courier, claimed_at = :now, message_id = :message_id
    WHERE id = :id)"_s;
const QString updateObjected = uR"(
    UPDATE mail SET state = :state, reason = :reason, held_by_facts = :state = 'held', version = version + 1
    WHERE id = :id)"_s;
const QString selectHeldByFacts =
    u"SELECT id FROM mail WHERE state = 'held' AND held_by_facts = 1 ORDER BY id"_s;
const QString updateReleased = uR"(
    UPDATE mail SET state = 'waiting', reason = '', held_by_facts = 0, version = version + 1 WHERE id = :id)"_s;

const QString whereOurs = u" WHERE id = :id AND state = 'sending' AND claimed_by = :courier"_s;
const QString updateSent = uR"(
    UPDATE mail SET state = 'sent', sent_at = :now, sent_from = :sent_from, attempts = attempts + 1, reason = '',
           next_attempt_at = NULL, claimed_by = '', claimed_at = NULL, server_words = '', version = version + 1)"_s +
                           whereOurs;
const QString updateTried = uR"(
    UPDATE mail SET state = :state, reason = :reason, attempts = :attempts, next_attempt_at = :next,
           claimed_by = '', claimed_at = NULL, server_words = :words)"_s +
                            whereOurs;
const QString updateFailed = uR"(
    UPDATE mail SET state = 'failed', reason = :reason, attempts = :attempts, next_attempt_at = NULL, claimed_by = '',
           claimed_at = NULL, server_words = :words, version = version + 1)"_s +
                             whereOurs;
const QString updateKept = uR"(
    UPDATE mail SET state = 'held', reason = :reason, held_by_facts = 0, claimed_by = '', claimed_at = NULL, version = version + 1)"_s +
                           whereOurs;
const QString updateGivenBack =
    u"UPDATE mail SET state = :state, claimed_by = '', claimed_at = NULL"_s + whereOurs;

const QString selectOrphans =
    u"SELECT id, attempts FROM mail WHERE state = 'sending' AND claimed_by <> :courier ORDER BY id"_s;
const QString updateOrphan = uR"(
    UPDATE mail SET state = :state, reason = :reason, claimed_by = '', claimed_at = NULL, attempts = attempts + 1,
           next_attempt_at = :next
    WHERE id = :id AND state = 'sending')"_s;

const QString selectDue =
    u"SELECT id FROM mail WHERE state IN ('waiting', 'unknown')"_s + isDue + u"ORDER BY id"_s;
const QString selectNextMail = uR"(
    SELECT min(max(coalesce(not_before, 0), coalesce(next_attempt_at, 0))) FROM mail
    WHERE state IN ('waiting', 'unknown') AND max(coalesce(not_before, 0), coalesce(next_attempt_at, 0)) > :now)"_s;
const QString selectNextAccount = u"SELECT min(retry_at) FROM mail_account WHERE retry_at > :now"_s;

constexpr std::chrono::minutes unknownPause{5}; ///< the server may still be busy with the first one
constexpr int mostUnreadable = 3;               ///< attempts to put together what cannot be read

const QString updateSetAside = uR"(
    UPDATE mail SET state = CASE WHEN attempts + 1 >= :most THEN 'failed' ELSE state END, reason = :reason,
           attempts = attempts + 1, next_attempt_at = :next, version = version + 1
    WHERE id = :id)"_s;

QString priorState(const Mail& mail)
{
    return mail.state == MailState::Unknown ? u"unknown"_s : u"waiting"_s;
}

Result<std::vector<qint64>> dueOf(const Snapshot& snapshot, const QString& sql, BrandId brand, int most)
{
    return snapshot.query(sql)
        .bind(":brand"_L1, brand.row())
        .bind(":now"_L1, snapshot.now())
        .bind(":most"_L1, most)
        .all([](const Query& row) { return row.integer(0); });
}

Result<void> object(Transaction& transaction, const Mail& mail, const Objection& objection)
{
    const QString state = objection.what == Objection::What::Hold ? u"held"_s : u"cancelled"_s;
    transaction.record({u"mail"_s, mail.id.row(), state, {{u"reason"_s, objection.reason}}});
    transaction.touch(Entity::Mail, mail.id.row());
    if (objection.isResetWanted && mail.contact) {
        if (const auto noted = portal_access::noteResetWanted(transaction, *mail.contact); !noted)
            return noted;
    }
    return transaction.query(updateObjected)
        .bind(":id"_L1, mail.id.row())
        .bind(":state"_L1, state)
        .bind(":reason"_L1, objection.reason)
        .run();
}

/// Mails that facts hold, where these are others by now, with what stands against them.
Result<std::vector<std::pair<Mail, std::optional<Objection>>>>
changesOfHeld(const Snapshot& snapshot, const portal_access::Addresses& addresses)
{
    const auto rows =
        snapshot.query(selectHeldByFacts).all([](const Query& row) { return MailId{row.integer(0)}; });
    if (!rows)
        return fail(rows.error());
    std::vector<std::pair<Mail, std::optional<Objection>>> changes;
    for (const MailId id : *rows) {
        auto mail = find(snapshot, id);
        auto objection = mail ? objectionTo(snapshot, *mail, addresses)
                              : Result<std::optional<Objection>>{fail(mail.error())};
        if (!objection)
            continue; // one that cannot be read stays where it is
        const bool isAsBefore =
            *objection && (*objection)->what == Objection::What::Hold && (*objection)->reason == mail->reason;
        if (!isAsBefore)
            changes.emplace_back(std::move(*mail), std::move(*objection));
    }
    return changes;
}

/// @returns whether it was claimed; otherwise something stood against it
Result<bool> claim(Transaction& transaction, const QString& courier, MailId id, const Route& route,
                   const portal_access::Addresses& addresses, Claims& into)
{
    auto mail = find(transaction, id);
    if (!mail)
        return fail(mail.error());
    const auto objection = objectionTo(transaction, *mail, addresses);
    if (!objection)
        return fail(objection.error());
    if (*objection) {
        const auto done = object(transaction, *mail, **objection);
        return done ? Result<bool>{false} : Result<bool>{fail(done.error())};
    }
    if (!mail->messageId.contains(u'@')) // of the first attempt, and of all after it
        mail->messageId += u'@' + domainOf(route.fromAddress);
    const auto claimed = transaction.query(updateClaimed)
                             .bind(":id"_L1, id.row())
                             .bind(":courier"_L1, courier)
                             .bind(":now"_L1, transaction.now())
                             .bind(":message_id"_L1, mail->messageId)
                             .run();
    if (!claimed)
        return fail(claimed.error());
    transaction.declareHousekeeping(); // what became of it will stand in the journal
    transaction.touch(Entity::Mail, id.row());
    into.list.push_back({std::move(*mail), route});
    return true;
}

/// A brand that has mails to send, and how.
struct Sender
{
    BrandId brand;
    Route route;
    int room; ///< how many more it may claim this time
};

/// It cannot even be read: the others go on.
Result<void> setAside(Transaction& transaction, MailId id, const QString& why)
{
    transaction.record({u"mail"_s, id.row(), u"put off"_s, {{u"reason"_s, u"cannot be read"_s}}});
    transaction.touch(Entity::Mail, id.row());
    return transaction.query(updateSetAside)
        .bind(":id"_L1, id.row())
        .bind(":most"_L1, mostUnreadable)
        .bind(":reason"_L1, u"Foyer cannot put this mail together: %1"_s.arg(why))
        .bind(":next"_L1, transaction.now() + unknownPause)
        .run();
}

Result<void> claimOf(Transaction& transaction, const QString& courier, const QString& sql, Sender& sender,
                     const portal_access::Addresses& addresses, Claims& into)
{
    if (sender.room <= 0) {
        into.hasMore = true;
        return {};
    }
    const auto due = dueOf(transaction, sql, sender.brand, sender.room);
    if (!due)
        return fail(due.error());
    for (const qint64 row : *due) {
        const auto claimed = claim(transaction, courier, MailId{row}, sender.route, addresses, into);
        if (!claimed) {
            if (const auto aside = setAside(transaction, MailId{row}, claimed.error().detail); !aside)
                return aside;
        }
        if (claimed && *claimed)
            --sender.room;
        into.hasMore = true; // the next one to this mailbox
    }
    return {};
}

/// A server that quotes what it refuses must not leave anybody's link in the Outbox (invariant P15).
QString masked(const Snapshot& snapshot, const Mail& mail, QString words)
{
    if (words.isEmpty())
        return words;
    if (mail.contact) {
        for (const auto& token : {portal_access::directLinkToken(snapshot, *mail.contact),
                                  portal_access::resetToken(snapshot, *mail.contact)}) {
            if (token && !token->isEmpty())
                words.replace(*token, maskedToken, Qt::CaseInsensitive);
        }
    }
    const auto addresses = portal_access::addresses(snapshot);
    const auto brand = brands::find(snapshot, mail.brand);
    if (!addresses || !brand)
        return words;
    for (const QString& root : {addresses->studioOrigin, addresses->brandRoot(brand->details)}) {
        const QString bare = root.section(u"://"_s, 1);
        if (bare.isEmpty())
            continue;
        const QRegularExpression link{QRegularExpression::escape(bare) + uR"(/[^\s<>"”)\]]+)"_s,
                                      QRegularExpression::CaseInsensitiveOption};
        words.replace(link, bare + u'/' + maskedToken);
    }
    return words;
}

Result<void> tried(Transaction& transaction, const QString& courier, const Claim& claim,
                   const Outcome& outcome, const QString& state, std::chrono::seconds pause)
{
    transaction.record({u"mail"_s,
                        claim.mail.id.row(),
                        state == "unknown"_L1 ? u"unknown"_s : u"put off"_s,
                        {{u"attempt"_s, claim.mail.attempts + 1}}});
    return transaction.query(updateTried)
        .bind(":id"_L1, claim.mail.id.row())
        .bind(":courier"_L1, courier)
        .bind(":state"_L1, state)
        .bind(":reason"_L1, masked(transaction, claim.mail, outcome.sentence))
        .bind(":attempts"_L1, claim.mail.attempts + 1)
        .bind(":next"_L1, transaction.now() + pause)
        .bind(":words"_L1, masked(transaction, claim.mail, outcome.words))
        .run();
}

Result<void> failed(Transaction& transaction, const QString& courier, const Claim& claim,
                    const Outcome& outcome, const QString& reason)
{
    transaction.record(
        {u"mail"_s, claim.mail.id.row(), u"failed"_s, {{u"attempt"_s, claim.mail.attempts + 1}}});
    return transaction.query(updateFailed)
        .bind(":id"_L1, claim.mail.id.row())
        .bind(":courier"_L1, courier)
        .bind(":reason"_L1, masked(transaction, claim.mail, reason))
        .bind(":attempts"_L1, claim.mail.attempts + 1)
        .bind(":words"_L1, masked(transaction, claim.mail, outcome.words))
        .run();
}

Result<void> sent(Transaction& transaction, const QString& courier, const Claim& claim)
{
    transaction.record({u"mail"_s, claim.mail.id.row(), u"sent"_s, {{u"kind"_s, claim.mail.kind}}});
    if (const auto verified = noteVerified(transaction, claim.route.account); !verified)
        return verified;
    return transaction.query(updateSent)
        .bind(":id"_L1, claim.mail.id.row())
        .bind(":courier"_L1, courier)
        .bind(":now"_L1, transaction.now())
        .bind(":sent_from"_L1, senderOf(claim.route))
        .run();
}

} // namespace

std::optional<std::chrono::seconds> pauseAfter(int attempts)
{
    using std::chrono::minutes;
    static constexpr minutes first[] = {minutes{1}, minutes{5}, minutes{15}, minutes{60}};
    constexpr int known = int(std::size(first));
    constexpr minutes then{240};
    constexpr int most = known + 18; // 18 times four hours are three days
    if (attempts > most)
        return std::nullopt;
    return attempts <= known ? first[std::max(attempts, 1) - 1] : then;
}

Result<Claims> claimDue(Transaction& transaction, const QString& courier,
                        const portal_access::Addresses& addresses, const std::set<BrandId>& shut)
{
    Claims claims;
    const auto brands = brands::all(transaction);
    if (!brands)
        return fail(brands.error());
    std::vector<Sender> senders;
    for (const Brand& brand : *brands) {
        const auto route = routeOf(transaction, brand.id);
        if (!route)
            return fail(route.error());
        if (!*route || shut.contains((*route)->account))
            continue;
        const auto way = account(transaction, (*route)->account);
        if (!way)
            return fail(way.error());
        if (way->retryAt && *way->retryAt > transaction.now())
            continue;
        senders.push_back({brand.id, **route, 0});
    }
    // Each has its turn, so that a long queue of one keeps no other waiting.
    for (Sender& sender : senders)
        sender.room = std::max(1, mostAtOnce / int(senders.size()));
    for (Sender& sender : senders) {
        if (const auto done = claimOf(transaction, courier, selectResets, sender, addresses, claims); !done)
            return fail(done.error());
    }
    for (Sender& sender : senders) {
        for (const QString* sql : {&selectUnknown, &selectWaiting}) {
            if (const auto done = claimOf(transaction, courier, *sql, sender, addresses, claims); !done)
                return fail(done.error());
        }
    }
    return claims;
}

Result<void> finish(Transaction& transaction, const QString& courier, const Claim& claim,
                    const Outcome& outcome)
{
    transaction.touch(Entity::Mail, claim.mail.id.row());
    const auto pause = pauseAfter(claim.mail.attempts + 1);
    switch (outcome.kind) {
    case HandOver::Accepted:
        return sent(transaction, courier, claim);
    case HandOver::RefusedForGood:
        return failed(transaction, courier, claim, outcome, outcome.sentence);
    case HandOver::AccountProblem:
        return giveBack(transaction, courier, claim);
    case HandOver::RefusedForNow:
    case HandOver::NotSent:
        if (outcome.isStop)
            return giveBack(transaction, courier, claim);
        if (!pause)
            return failed(transaction, courier, claim, outcome,
                          u"It was tried for three days. %1"_s.arg(outcome.sentence));
        return tried(transaction, courier, claim, outcome, priorState(claim.mail), *pause);
    case HandOver::Unknown:
        if (!pause)
            return failed(
                transaction, courier, claim, outcome,
                u"The server never said whether it took this mail. Ask the recipient before sending "
                "it once more."_s);
        return tried(transaction, courier, claim, outcome, u"unknown"_s,
                     std::max<std::chrono::seconds>(*pause, unknownPause));
    }
    Q_UNREACHABLE();
}

Result<void> keepBack(Transaction& transaction, const QString& courier, const Claim& claim,
                      const QString& reason)
{
    transaction.record({u"mail"_s, claim.mail.id.row(), u"held"_s, {{u"reason"_s, reason}}});
    transaction.touch(Entity::Mail, claim.mail.id.row());
    return transaction.query(updateKept)
        .bind(":id"_L1, claim.mail.id.row())
        .bind(":courier"_L1, courier)
        .bind(":reason"_L1, reason)
        .run();
}

Result<void> putAside(Transaction& transaction, const QString& courier, const Claim& claim,
                      const QString& why)
{
    const bool isLast = claim.mail.attempts + 1 >= mostUnreadable;
    return finish(transaction, courier, claim,
                  {isLast ? HandOver::RefusedForGood : HandOver::RefusedForNow,
                   {},
                   u"Foyer cannot put this mail together: %1"_s.arg(why)});
}

Result<void> giveBack(Transaction& transaction, const QString& courier, const Claim& claim)
{
    transaction.declareHousekeeping();
    transaction.touch(Entity::Mail, claim.mail.id.row());
    return transaction.query(updateGivenBack)
        .bind(":id"_L1, claim.mail.id.row())
        .bind(":courier"_L1, courier)
        .bind(":state"_L1, priorState(claim.mail))
        .run();
}

bool hasOrphans(const Snapshot& snapshot, const QString& courier)
{
    auto query = snapshot.query(selectOrphans);
    query.bind(":courier"_L1, courier);
    return query.next();
}

Result<int> adoptOrphans(Transaction& transaction, const QString& courier)
{
    struct Orphan
    {
        qint64 row;
        int attempts;
    };
    const auto orphans =
        transaction.query(selectOrphans).bind(":courier"_L1, courier).all([](const Query& row) {
            return Orphan{row.integer(0), int(row.integer(1))};
        });
    if (!orphans)
        return fail(orphans.error());
    for (const Orphan& orphan : *orphans) {
        const auto pause = pauseAfter(orphan.attempts + 1);
        const QString state = pause ? u"unknown"_s : u"failed"_s;
        const QString reason =
            pause
                ? u"Foyer ended while it was on its way. It is tried again; it may arrive twice."_s
                : u"Foyer ended again and again while it was on its way, so it is tried no more. It may have "
                  "arrived: ask the recipient before sending it once more."_s;
        const auto adopted =
            transaction.query(updateOrphan)
                .bind(":id"_L1, orphan.row)
                .bind(":state"_L1, state)
                .bind(":reason"_L1, reason)
                .bind(":next"_L1, transaction.now() + std::max<std::chrono::seconds>(
                                                          pause.value_or(unknownPause), unknownPause))
                .run();
        if (!adopted)
            return fail(adopted.error());
        transaction.record({u"mail"_s, orphan.row, state, {}});
        transaction.touch(Entity::Mail, orphan.row);
    }
    return int(orphans->size());
}

Result<bool> hasReleasable(const Snapshot& snapshot, const portal_access::Addresses& addresses)
{
    const auto changes = changesOfHeld(snapshot, addresses);
    return changes ? Result<bool>{!changes->empty()} : fail(changes.error());
}

Result<int> releaseHeld(Transaction& transaction, const portal_access::Addresses& addresses)
{
    const auto changes = changesOfHeld(transaction, addresses);
    if (!changes)
        return fail(changes.error());
    for (const auto& [mail, objection] : *changes) {
        if (objection) {
            if (const auto done = object(transaction, mail, *objection); !done)
                return fail(done.error());
            continue;
        }
        transaction.record({u"mail"_s, mail.id.row(), u"released"_s, {}});
        transaction.touch(Entity::Mail, mail.id.row());
        const auto done = transaction.query(updateReleased).bind(":id"_L1, mail.id.row()).run();
        if (!done)
            return fail(done.error());
    }
    return int(changes->size());
}

Result<std::vector<MailId>> dueNow(const Snapshot& snapshot)
{
    return snapshot.query(selectDue).bind(":now"_L1, snapshot.now()).all([](const Query& row) {
        return MailId{row.integer(0)};
    });
}

Result<std::optional<Instant>> nextMoment(const Snapshot& snapshot)
{
    std::optional<Instant> next;
    for (const QString* sql : {&selectNextMail, &selectNextAccount}) {
        auto query = snapshot.query(*sql);
        query.bind(":now"_L1, snapshot.now());
        if (query.next() && !query.isNull(0))
            next = next ? std::min(*next, query.instant(0)) : query.instant(0);
        if (query.error())
            return fail(*query.error());
    }
    return next;
}

} // namespace foyer::mail
