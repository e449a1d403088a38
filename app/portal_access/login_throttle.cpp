// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/login_throttle.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/portal_access/known_device.h"
#include "app/storage/settings.h"

#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

const QString selectBucket = u"SELECT level, filled_at FROM login_bucket WHERE bucket = :bucket"_s;
const QString storeBucket = uR"(
    INSERT INTO login_bucket (bucket, level, filled_at) VALUES (:bucket, :level, :now)
    ON CONFLICT (bucket) DO UPDATE SET level = :level, filled_at = :now)"_s;
const QString lowerBucket = u"UPDATE login_bucket SET level = max(0, level - :one) WHERE bucket = :bucket"_s;
const QString deleteEmpty = u"DELETE FROM login_bucket WHERE filled_at < :limit"_s;
const QString selectTold = uR"(
    SELECT id FROM journal WHERE entity = 'portal_account' AND entity_row = :id
    AND action = 'many wrong passwords' AND at > :limit LIMIT 1)"_s;
const QString selectUsers = uR"(
    SELECT DISTINCT contact.id FROM contact_email JOIN contact ON contact.id = contact_email.contact_id
    WHERE contact_email.normalised = :normalised AND contact_email.normalised <> ''
      AND contact.kind = 'person' AND contact.deleted_at IS NULL)"_s;

/// Levels are kept in thousandths of a try, so that a bucket drains evenly from second to second.
constexpr qint64 oneTry = 1000;
constexpr qint64 secondsPerHour = 3600;
/// Every bucket is empty long before.
constexpr std::chrono::hours emptyFor{24};
constexpr std::chrono::hours toldAgainAfter{24};

struct Bucket
{
    QByteArray name; ///< a keyed digest: the table tells nobody's address or network
    TryBudget budget;
    bool tellsStudio = false; ///< when it runs full, somebody is guessing
};

struct Level
{
    qint64 now;
    std::chrono::seconds wait; ///< until one more try fits
};

Bucket bucketOf(const QByteArray& key, const char* kind, const QString& whose, TryBudget budget)
{
    return {hmacSha256(key, QByteArray{kind} + '\0' + whose.toUtf8()), budget};
}

/// Buckets that all need room for a try.
using Way = std::vector<Bucket>;

/// The ways in which a try may be admitted, the best one first: whoever logged in on this device counts for
/// themself, however they got there; then like anybody. One of them having room is enough, so that what
/// others fill stands in nobody's way.
Result<std::vector<Way>> waysOf(const Snapshot& snapshot, const LoginTry& attempt)
{
    const auto key = settings::secret(snapshot, QLatin1StringView{settings::throttleSecret});
    if (!key)
        return fail(key.error());
    const auto known = attempt.contact ? knownUsers(snapshot, attempt.device, *attempt.contact)
                                       : knownUsers(snapshot, attempt.device, attempt.email);
    if (!known)
        return fail(known.error());
    std::vector<Way> ways;
    for (const ContactId user : *known) {
        Bucket ofUser = bucketOf(*key, "devices of", user.text(), deviceBudget);
        ofUser.tellsStudio = true;
        ways.push_back({ofUser});
    }
    if (attempt.contact) {
        ways.push_back({bucketOf(*key, "person", attempt.contact->text(), personBudget)});
        return ways;
    }
    // What is no address is counted as it was typed: it costs as much to evaluate.
    const QString address = normalisedEmail(attempt.email).value_or(attempt.email.left(254));
    Bucket ofAddress = bucketOf(*key, "address", address, addressBudget);
    ofAddress.tellsStudio = true;
    ways.push_back(
        {bucketOf(*key, "network", attempt.network, networkBudget),
         bucketOf(*key, "address from network", address + u'\0' + attempt.network, addressFromNetworkBudget),
         ofAddress});
    return ways;
}

Result<Level> levelOf(const Snapshot& snapshot, const Bucket& bucket)
{
    struct Row
    {
        qint64 level;
        Instant filledAt;
    };
    const auto found =
        snapshot.query(selectBucket).bind(":bucket"_L1, bucket.name).first([](const Query& row) {
            return Row{row.integer(0), row.instant(1)};
        });
    if (!found)
        return fail(found.error());
    if (!*found)
        return Level{0, std::chrono::seconds{0}};
    const qint64 drainPerHour = bucket.budget.perHour * oneTry;
    const qint64 seconds = std::max<qint64>(0, (snapshot.now() - (*found)->filledAt).count());
    const qint64 level = std::max<qint64>(0, (*found)->level - std::min(seconds, 24 * secondsPerHour) *
                                                                   drainPerHour / secondsPerHour);
    const qint64 tooMuch = level + oneTry - bucket.budget.atOnce * oneTry;
    if (tooMuch <= 0)
        return Level{level, std::chrono::seconds{0}};
    return Level{level, std::chrono::seconds{(tooMuch * secondsPerHour + drainPerHour - 1) / drainPerHour}};
}

Result<Way> resetWay(const Snapshot& snapshot, const char* kind, const QString& whose, TryBudget budget)
{
    const auto key = settings::secret(snapshot, QLatin1StringView{settings::throttleSecret});
    if (!key)
        return fail(key.error());
    return Way{bucketOf(*key, kind, whose, budget)};
}

/// Whether all of them have room for one more.
Result<Admission> roomIn(const Snapshot& snapshot, const Way& way)
{
    Admission answer{true, std::chrono::seconds{0}, {}};
    for (const Bucket& bucket : way) {
        const auto level = levelOf(snapshot, bucket);
        if (!level)
            return fail(level.error());
        answer.wait = std::max(answer.wait, level->wait);
    }
    answer.isAdmitted = answer.wait.count() == 0;
    return answer;
}

/// One more into each of them, or into none.
Result<Admission> fill(Transaction& transaction, const Way& way)
{
    transaction.declareHousekeeping();
    auto answer = roomIn(transaction, way);
    if (!answer || !answer->isAdmitted)
        return answer;
    for (const Bucket& bucket : way) {
        const auto level = levelOf(transaction, bucket);
        if (!level)
            return fail(level.error());
        const qint64 filled = level->now + oneTry;
        const auto stored = transaction.query(storeBucket)
                                .bind(":bucket"_L1, bucket.name)
                                .bind(":level"_L1, filled)
                                .bind(":now"_L1, transaction.now())
                                .run();
        if (!stored)
            return fail(stored.error());
        answer->buckets.push_back(bucket.name);
        answer->isFull =
            answer->isFull || (bucket.tellsStudio && filled + oneTry > bucket.budget.atOnce * oneTry);
    }
    return answer;
}

/// The first way with room, tried by `tryOne`; else the shortest wait.
template <class TryOne>
Result<Admission> firstAdmitted(const std::vector<Way>& ways, TryOne tryOne)
{
    std::optional<Admission> best;
    for (const Way& way : ways) {
        auto answer = tryOne(way);
        if (!answer || answer->isAdmitted)
            return answer;
        if (!best || answer->wait < best->wait)
            best = *std::move(answer);
    }
    return *std::move(best); // there is always one way
}

/// Once a day for each of them: who keeps guessing must not fill the journal.
Result<void> tellStudio(Transaction& transaction, const LoginTry& attempt)
{
    std::vector<qint64> users;
    if (attempt.contact) {
        users.push_back(attempt.contact->row());
    } else {
        auto found = transaction.query(selectUsers)
                         .bind(":normalised"_L1, normalisedEmail(attempt.email).value_or(QString{}))
                         .all([](const Query& row) { return row.integer(0); });
        if (!found)
            return fail(found.error());
        users = *std::move(found);
    }
    for (const qint64 user : users) {
        const auto told = transaction.query(selectTold)
                              .bind(":id"_L1, user)
                              .bind(":limit"_L1, transaction.now() - toldAgainAfter)
                              .first([](const Query& row) { return row.integer(0); });
        if (!told)
            return fail(told.error());
        if (*told)
            continue;
        transaction.record({u"portal_account"_s, user, u"many wrong passwords"_s, {}});
        transaction.touch(Entity::PortalAccount, user);
    }
    return {};
}

} // namespace

Result<Admission> admission(const Snapshot& snapshot, const LoginTry& attempt)
{
    const auto ways = waysOf(snapshot, attempt);
    if (!ways)
        return fail(ways.error());
    return firstAdmitted(*ways, [&](const Way& way) { return roomIn(snapshot, way); });
}

Result<Admission> countTry(Transaction& transaction, const LoginTry& attempt)
{
    const auto ways = waysOf(transaction, attempt);
    if (!ways)
        return fail(ways.error());
    auto answer = firstAdmitted(*ways, [&](const Way& way) { return fill(transaction, way); });
    if (answer && answer->isFull) {
        if (const auto told = tellStudio(transaction, attempt); !told)
            return fail(told.error());
    }
    return answer;
}

Result<Admission> resetAdmission(const Snapshot& snapshot, const QString& network)
{
    const auto way = resetWay(snapshot, "reset from network", network, resetNetworkBudget);
    return way ? roomIn(snapshot, *way) : fail(way.error());
}

Result<Admission> countReset(Transaction& transaction, const QString& network)
{
    const auto way = resetWay(transaction, "reset from network", network, resetNetworkBudget);
    return way ? fill(transaction, *way) : fail(way.error());
}

Result<Admission> countResetOf(Transaction& transaction, const QString& typedEmail)
{
    const QString address = normalisedEmail(typedEmail).value_or(typedEmail.left(254));
    const auto way = resetWay(transaction, "reset of address", address, resetAddressBudget);
    return way ? fill(transaction, *way) : fail(way.error());
}

Result<void> takeBack(Transaction& transaction, const Admission& counted)
{
    transaction.declareHousekeeping();
    for (const QByteArray& bucket : counted.buckets) {
        const auto lowered =
            transaction.query(lowerBucket).bind(":one"_L1, oneTry).bind(":bucket"_L1, bucket).run();
        if (!lowered)
            return lowered;
    }
    return {};
}

Result<void> dropEmptyBuckets(Transaction& transaction)
{
    transaction.declareHousekeeping();
    return transaction.query(deleteEmpty).bind(":limit"_L1, transaction.now() - emptyFor).run();
}

} // namespace foyer::portal_access
