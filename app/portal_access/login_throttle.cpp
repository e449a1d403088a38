// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/login_throttle.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/portal_access/known_device.h"
#include "app/storage/settings.h"

#include <QJsonObject>

#include <algorithm>

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

const QString selectBucket = u"SELECT level, filled_at FROM login_bucket WHERE bucket = :bucket"_s;
const QString storeBucket = uR"(
    INSERT INTO login_bucket (bucket, level, filled_at) VALUES (:bucket, :level, :now)
    ON CONFLICT (bucket) DO UPDATE SET level = :level, filled_at = :now)"_s;
const QString lowerBucket = u"UPDATE login_bucket SET level = max(0, level - :one) WHERE bucket = :bucket"_s;
const QString deleteEmpty = u"DELETE FROM login_bucket WHERE filled_at < :limit"_s;
const QString selectUsers = uR"(
    SELECT DISTINCT contact.id FROM contact_email JOIN contact ON contact.id = contact_email.contact_id
    WHERE contact_email.normalised = :normalised AND contact_email.normalised <> ''
      AND contact.kind = 'person' AND contact.deleted_at IS NULL)"_s;

/// Levels are kept in thousandths of a try, so that a bucket drains evenly from second to second.
constexpr qint64 oneTry = 1000;
constexpr qint64 secondsPerHour = 3600;
/// Every bucket is empty long before.
constexpr std::chrono::hours emptyFor{24};

struct Bucket
{
    QByteArray name; ///< a keyed digest: the table tells nobody's address or network
    TryBudget budget;
    bool isOfAddress = false; ///< counts for an email from wherever
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

Result<std::vector<Bucket>> bucketsOf(const Snapshot& snapshot, const LoginTry& attempt)
{
    const auto key = settings::secret(snapshot, QLatin1StringView{settings::throttleSecret});
    if (!key)
        return fail(key.error());
    const auto isKnown = attempt.contact ? isKnownDevice(snapshot, attempt.device, *attempt.contact)
                                         : isKnownDevice(snapshot, attempt.device, attempt.email);
    if (!isKnown)
        return fail(isKnown.error());
    if (*isKnown)
        return std::vector{bucketOf(*key, "device", attempt.device, deviceBudget)};
    const Bucket network = bucketOf(*key, "network", attempt.network, networkBudget);
    if (attempt.contact)
        return std::vector{network, bucketOf(*key, "person", attempt.contact->text(), personBudget)};
    // What is no address is counted as it was typed: it costs as much to evaluate.
    const QString address = normalisedEmail(attempt.email).value_or(attempt.email.left(254));
    Bucket ofAddress = bucketOf(*key, "address", address, addressBudget);
    ofAddress.isOfAddress = true;
    return std::vector{
        network,
        bucketOf(*key, "address from network", address + u'\0' + attempt.network, addressFromNetworkBudget),
        ofAddress};
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

Result<Bucket> resetBucket(const Snapshot& snapshot, const QString& network)
{
    const auto key = settings::secret(snapshot, QLatin1StringView{settings::throttleSecret});
    if (!key)
        return fail(key.error());
    return bucketOf(*key, "reset from network", network, resetNetworkBudget);
}

/// Whether all of them have room for one more.
Result<Admission> roomIn(const Snapshot& snapshot, const std::vector<Bucket>& buckets)
{
    Admission answer{true, std::chrono::seconds{0}, {}};
    for (const Bucket& bucket : buckets) {
        const auto level = levelOf(snapshot, bucket);
        if (!level)
            return fail(level.error());
        answer.wait = std::max(answer.wait, level->wait);
    }
    answer.isAdmitted = answer.wait.count() == 0;
    return answer;
}

/// One more into each of them, or into none.
Result<Admission> fill(Transaction& transaction, const std::vector<Bucket>& buckets)
{
    transaction.declareHousekeeping();
    auto answer = roomIn(transaction, buckets);
    if (!answer || !answer->isAdmitted)
        return answer;
    for (const Bucket& bucket : buckets) {
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
        answer->isFull = bucket.isOfAddress && filled + oneTry > bucket.budget.atOnce * oneTry;
    }
    return answer;
}

/// Once for every time an address runs full: afterwards its tries are no longer counted.
Result<void> tellStudio(Transaction& transaction, const LoginTry& attempt)
{
    const auto users = transaction.query(selectUsers)
                           .bind(":normalised"_L1, normalisedEmail(attempt.email).value_or(QString{}))
                           .all([](const Query& row) { return row.integer(0); });
    if (!users)
        return fail(users.error());
    for (const qint64 user : *users) {
        transaction.record({u"portal_account"_s, user, u"many wrong passwords"_s, {}});
        transaction.touch(Entity::PortalAccount, user);
    }
    return {};
}

} // namespace

Result<Admission> admission(const Snapshot& snapshot, const LoginTry& attempt)
{
    const auto buckets = bucketsOf(snapshot, attempt);
    return buckets ? roomIn(snapshot, *buckets) : fail(buckets.error());
}

Result<Admission> countTry(Transaction& transaction, const LoginTry& attempt)
{
    const auto buckets = bucketsOf(transaction, attempt);
    if (!buckets)
        return fail(buckets.error());
    auto answer = fill(transaction, *buckets);
    if (answer && answer->isFull && !attempt.contact) {
        if (const auto told = tellStudio(transaction, attempt); !told)
            return fail(told.error());
    }
    return answer;
}

Result<Admission> resetAdmission(const Snapshot& snapshot, const QString& network)
{
    const auto bucket = resetBucket(snapshot, network);
    return bucket ? roomIn(snapshot, {*bucket}) : fail(bucket.error());
}

Result<Admission> countReset(Transaction& transaction, const QString& network)
{
    const auto bucket = resetBucket(transaction, network);
    return bucket ? fill(transaction, {*bucket}) : fail(bucket.error());
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
