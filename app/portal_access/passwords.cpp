// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/passwords.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/portal_access/account_store.h"
#include "app/storage/settings.h"

#include <QMap>

#include <sodium.h>
#include <zxcvbn.h>

#include <algorithm>
#include <new>

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

constexpr int shortestPassword = 8;         // OWASP ASVS 5.0, 6.2.1
constexpr qsizetype longestPassword = 1024; // bytes; far beyond any manager's choice, far below a burden

// Argon2id at the least the OWASP password storage guidance allows: 19 MiB, two passes, one lane.
constexpr unsigned long long argonPasses = 2;
constexpr size_t argonMemory = size_t{19} * 1024 * 1024;
const QString currentRecipe = u"argon2id,m=19456,t=2,p=1"_s;

const QString selectEmail = uR"(
    SELECT normalised FROM contact_email WHERE contact_id = :id AND normalised <> '' ORDER BY position LIMIT 1)"_s;
const QString selectSalt = u"SELECT salt FROM email_salt WHERE normalised = :normalised"_s;
const QString insertSalt =
    u"INSERT OR IGNORE INTO email_salt (normalised, salt) VALUES (:normalised, :salt)"_s;

const QString updatePassword = uR"(
    UPDATE portal_account SET generation = generation + 1, password_set_at = :now, reset_wanted_at = NULL,
           password_recipe = :recipe, password_salt = :salt, password_subject = :subject, password_verifier = :verifier
    WHERE contact_id = :id)"_s;
const QString updateVerifier = uR"(
    UPDATE portal_account SET password_recipe = :recipe, password_salt = :salt, password_subject = :subject,
           password_verifier = :verifier
    WHERE contact_id = :id)"_s;
const QString selectOwnSalt = u"SELECT password_salt FROM portal_account WHERE contact_id = :id"_s;
const QString deleteSessions = u"DELETE FROM portal_session WHERE contact_id = :id"_s;

const QString selectByEmail = uR"(
    SELECT DISTINCT portal_account.contact_id, portal_account.generation, portal_account.password_recipe,
           portal_account.password_salt, portal_account.password_subject, portal_account.password_verifier
    FROM contact_email
    CROSS JOIN contact ON contact.id = contact_email.contact_id
    CROSS JOIN portal_account ON portal_account.contact_id = contact.id
    WHERE contact_email.normalised = :normalised AND contact_email.normalised <> '' AND contact.kind = 'person' AND contact.deleted_at IS NULL
      AND portal_account.disabled_at IS NULL AND portal_account.password_set_at IS NOT NULL
    ORDER BY portal_account.contact_id)"_s;
const QString selectPinned = uR"(
    SELECT portal_account.contact_id, portal_account.generation, portal_account.password_recipe,
           portal_account.password_salt, portal_account.password_subject, portal_account.password_verifier
    FROM portal_account CROSS JOIN contact ON contact.id = portal_account.contact_id
    WHERE portal_account.contact_id = :id AND contact.kind = 'person' AND contact.deleted_at IS NULL
      AND portal_account.disabled_at IS NULL AND portal_account.password_set_at IS NOT NULL)"_s;

QByteArray evaluate(const QString& password, const QByteArray& salt)
{
    const QByteArray utf8 = password.toUtf8();
    QByteArray key(32, Qt::Uninitialized);
    // Only memory can fail here; an attempt that could not be tested must not look like a wrong password.
    if (crypto_pwhash(reinterpret_cast<unsigned char*>(key.data()),
                      static_cast<unsigned long long>(key.size()), utf8.constData(),
                      static_cast<unsigned long long>(utf8.size()),
                      reinterpret_cast<const unsigned char*>(salt.constData()), argonPasses, argonMemory,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc{};
    return key;
}

struct Row
{
    LoginCandidates::Person person;
    QString recipe;
    QByteArray salt;
};

Row fromRow(const Query& row)
{
    return {
        {ContactId{row.integer(0)}, row.integer(1), row.bytes(4), row.bytes(5)}, row.text(2), row.bytes(3)};
}

/// @param decoyFor  what was asked for: the same question always gets the same decoys
Result<LoginCandidates> grouped(const Snapshot& snapshot, const std::vector<Row>& rows,
                                const QByteArray& preferredSalt, const QByteArray& decoyFor)
{
    const auto key = settings::secret(snapshot, QLatin1StringView{settings::decoySecret});
    if (!key)
        return fail(key.error());
    std::vector<LoginCandidates::Group> groups;
    for (const Row& row : rows) {
        auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const auto& group) { return group.salt == row.salt; });
        if (found == groups.end())
            found = groups.insert(groups.end(), {row.recipe, row.salt, {}});
        found->people.push_back(row.person);
    }
    // The email's own salt first, then the larger groups, so that as many as can be come in by email.
    std::stable_sort(groups.begin(), groups.end(), [&](const auto& a, const auto& b) {
        if ((a.salt == preferredSalt) != (b.salt == preferredSalt))
            return a.salt == preferredSalt;
        return a.people.size() > b.people.size();
    });
    LoginCandidates candidates;
    for (std::size_t i = 0; i < candidates.groups.size(); ++i) {
        if (i < groups.size())
            candidates.groups[i] = std::move(groups[i]);
        else
            candidates.groups[i] = {currentRecipe, hmacSha256(*key, decoyFor + char('0' + i)).first(16), {}};
    }
    for (std::size_t i = candidates.groups.size(); i < groups.size(); ++i)
        candidates.peopleLeftOut += int(groups[i].people.size());
    return candidates;
}

bool isUnchangedSince(const PortalAccount& account, const PasswordSeed& seed)
{
    return account.generation == seed.generation && account.linkNumber == seed.linkNumber &&
           !account.disabledAt;
}

/// @param update  the statement, with what only it needs bound already
Result<void> storePassword(Transaction& transaction, Query update, const PasswordSeed& seed,
                           const PasswordRecord& record)
{
    if (!seed.email.isEmpty()) {
        // Whoever comes first on a shared address gives it its salt; a race leaves two groups, which is fine.
        const auto kept = transaction.query(insertSalt)
                              .bind(":normalised"_L1, seed.email)
                              .bind(":salt"_L1, seed.salt)
                              .run();
        if (!kept)
            return kept;
    }
    return update.bind(":recipe"_L1, record.recipe)
        .bind(":salt"_L1, record.salt)
        .bind(":subject"_L1, record.subject)
        .bind(":verifier"_L1, record.verifier)
        .bind(":id"_L1, seed.contact.row())
        .run();
}

} // namespace

PasswordFault passwordFault(const QString& password, const QStringList& ownWords)
{
    // What a person counts as one character may be several code units.
    if (password.toUcs4().size() < shortestPassword)
        return PasswordFault::TooShort;
    const QByteArray utf8 = password.toUtf8();
    if (utf8.size() > longestPassword)
        return PasswordFault::TooLong;
    QList<QByteArray> words;
    for (const QString& word : ownWords) {
        for (const QString& part : word.split(u' ', Qt::SkipEmptyParts)) {
            if (part.size() >= 3)
                words.append(part.toUtf8());
        }
    }
    std::vector<const char*> dictionary;
    dictionary.reserve(std::size_t(words.size()) + 1);
    for (const QByteArray& word : std::as_const(words))
        dictionary.push_back(word.constData());
    dictionary.push_back(nullptr);
    // Its matching is quadratic: the first hundred bytes decide, and nobody guesses a hundred.
    const QByteArray head = utf8.left(100);
    const double bits = ZxcvbnMatch(head.constData(), dictionary.data(), nullptr);
    // 2^20 guesses: beyond the common lists, well below what a throttled login allows in a lifetime.
    return bits < 20.0 ? PasswordFault::TooCommon : PasswordFault::None;
}

Result<PasswordSeed> seedForNewPassword(const Snapshot& snapshot, ContactId contact)
{
    const auto found = account(snapshot, contact);
    if (!found)
        return fail(found.error());
    const auto email = snapshot.query(selectEmail).bind(":id"_L1, contact.row()).first([](const Query& row) {
        return row.text(0);
    });
    if (!email)
        return fail(email.error());
    const QString normalised = email->value_or(QString{});
    const auto salt =
        snapshot.query(selectSalt).bind(":normalised"_L1, normalised).first([](const Query& row) {
            return row.bytes(0);
        });
    if (!salt)
        return fail(salt.error());
    return PasswordSeed{contact, normalised, salt->value_or(randomBytes(crypto_pwhash_SALTBYTES)),
                        found->generation, found->linkNumber};
}

PasswordRecord makePassword(const QString& password, const PasswordSeed& seed)
{
    const QByteArray subject = randomBytes(16);
    return {currentRecipe, seed.salt, subject, hmacSha256(evaluate(password, seed.salt), subject)};
}

Result<void> setFirstPassword(Transaction& transaction, const PasswordSeed& seed,
                              const PasswordRecord& record)
{
    const auto found = account(transaction, seed.contact);
    if (!found)
        return fail(found.error());
    if (found->passwordSetAt)
        return fail(Fault::Conflict, u"a password was set meanwhile"_s);
    return replacePassword(transaction, seed, record);
}

Result<void> replacePassword(Transaction& transaction, const PasswordSeed& seed, const PasswordRecord& record)
{
    if (const auto ensured = ensureAccount(transaction, seed.contact); !ensured)
        return ensured;
    const auto found = account(transaction, seed.contact);
    if (!found)
        return fail(found.error());
    if (!isUnchangedSince(*found, seed))
        return fail(Fault::Conflict, u"the account changed while the password was being set"_s);
    auto update = transaction.query(updatePassword);
    update.bind(":now"_L1, transaction.now());
    if (const auto stored = storePassword(transaction, std::move(update), seed, record); !stored)
        return stored;
    if (const auto ended = transaction.query(deleteSessions).bind(":id"_L1, seed.contact.row()).run(); !ended)
        return ended;
    transaction.record({u"portal_account"_s,
                        seed.contact.row(),
                        found->passwordSetAt ? u"password changed"_s : u"password set"_s,
                        {}});
    transaction.touch(Entity::PortalAccount, seed.contact.row());
    return {};
}

Result<std::optional<PasswordSeed>> seedForJoining(const Snapshot& snapshot, ContactId contact)
{
    auto seed = seedForNewPassword(snapshot, contact);
    if (!seed)
        return fail(seed.error());
    const auto own = snapshot.query(selectOwnSalt).bind(":id"_L1, contact.row()).first([](const Query& row) {
        return row.bytes(0);
    });
    if (!own)
        return fail(own.error());
    if (seed->email.isEmpty() || !*own || **own == seed->salt)
        return std::optional<PasswordSeed>{};
    return std::optional{*std::move(seed)};
}

Result<void> joinSharers(Transaction& transaction, const PasswordSeed& seed, const PasswordRecord& record)
{
    const auto found = account(transaction, seed.contact);
    if (!found)
        return fail(found.error());
    if (!isUnchangedSince(*found, seed) || !found->passwordSetAt)
        return fail(Fault::Conflict, u"the account changed meanwhile"_s);
    transaction.declareHousekeeping(); // the password is the same; only how it is kept has changed
    return storePassword(transaction, transaction.query(updateVerifier), seed, record);
}

Result<LoginCandidates> candidatesFor(const Snapshot& snapshot, const QString& typedEmail)
{
    const QString normalised = normalisedEmail(typedEmail).value_or(QString{});
    const auto rows = snapshot.query(selectByEmail).bind(":normalised"_L1, normalised).all(fromRow);
    if (!rows)
        return fail(rows.error());
    const auto salt =
        snapshot.query(selectSalt).bind(":normalised"_L1, normalised).first([](const Query& row) {
            return row.bytes(0);
        });
    if (!salt)
        return fail(salt.error());
    return grouped(snapshot, *rows, salt->value_or(QByteArray{}), typedEmail.left(254).toUtf8());
}

Result<LoginCandidates> candidatesFor(const Snapshot& snapshot, ContactId pinned)
{
    const auto rows = snapshot.query(selectPinned).bind(":id"_L1, pinned.row()).all(fromRow);
    if (!rows)
        return fail(rows.error());
    return grouped(snapshot, *rows, {}, pinned.text().toLatin1());
}

std::vector<LoginCandidates::Person> whoHasPassword(const LoginCandidates& candidates,
                                                    const QString& password)
{
    std::vector<LoginCandidates::Person> matches;
    for (const LoginCandidates::Group& group : candidates.groups) {
        const QByteArray key = evaluate(password, group.salt);
        for (const LoginCandidates::Person& person : group.people) {
            if (equalInConstantTime(hmacSha256(key, person.subject), person.verifier))
                matches.push_back(person);
        }
    }
    return matches;
}

} // namespace foyer::portal_access
