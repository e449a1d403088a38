// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/portal_access/portal_account.h"
#include "app/storage/database.h"

#include <QString>

#include <array>
#include <vector>

namespace foyer::portal_access {

// Contacts that share an email share one random salt: k = Argon2id(password, salt), and each keeps
// HMAC(k, its own random subject). One evaluation therefore tests any number of people, and equal passwords
// do not show in the database. Every attempt runs exactly two evaluations, whoever is asked for.

enum class PasswordFault
{
    None,
    TooShort,  ///< fewer than 8 characters
    TooLong,   ///< more than 1024 bytes of UTF-8
    TooCommon, ///< easily guessed, or made of the person's, brand's or studio's own words
};
/// @param ownWords  names, emails and brand names that must not be most of the password. Costs milliseconds.
PasswordFault passwordFault(const QString& password, const QStringList& ownWords);

/// What a new password is made with. Read first, hash without holding anything, then store.
struct PasswordSeed
{
    ContactId contact;
    QString email;     ///< normalised; empty: the contact has none
    QByteArray salt;   ///< 16 bytes: the one of the email, or a fresh one
    qint64 generation; ///< the account's, when it was read
    qint64 linkNumber;
};
Result<PasswordSeed> seedForNewPassword(const Snapshot& snapshot, ContactId contact);

/// A password as it is stored; names its own recipe, so that the cost can rise without a migration.
struct PasswordRecord
{
    QString recipe;
    QByteArray salt;
    QByteArray subject;
    QByteArray verifier;
};
/// Slow on purpose (tens of milliseconds, 19 MiB): for the hash lane, never for an event loop or the writer.
PasswordRecord makePassword(const QString& password, const PasswordSeed& seed);

/// The first password of a contact that has none.
/// Faults: Conflict (has one by now, or was reset or disabled since the seed was read)
Result<void> setFirstPassword(Transaction& transaction, const PasswordSeed& seed,
                              const PasswordRecord& record);
/// A new password in the place of an old one, or the first: after a reset link, or a change by the client.
/// Every session ends. Faults: Conflict (reset, disabled or changed since the seed was read)
Result<void> replacePassword(Transaction& transaction, const PasswordSeed& seed,
                             const PasswordRecord& record);

/// Somebody whose email was changed since they chose their password keeps the salt of the earlier one, and
/// would count as a group of their own. With the right password at hand they can join those they share with.
/// @returns what to make their password with anew; nothing when they have the salt of their first email
/// already
Result<std::optional<PasswordSeed>> seedForJoining(const Snapshot& snapshot, ContactId contact);
/// The same password under the salt of the email: sessions and links stay.
/// Faults: Conflict (reset, disabled or changed since the seed was read)
Result<void> joinSharers(Transaction& transaction, const PasswordSeed& seed, const PasswordRecord& record);

/// Those who may be meant by an email, or the one a Direct Link names, ready for the two evaluations.
struct LoginCandidates
{
    struct Person
    {
        ContactId contact;
        qint64 generation;
        QByteArray subject;
        QByteArray verifier;
    };
    struct Group
    {
        QString recipe;
        QByteArray salt;
        std::vector<Person> people; ///< empty in a decoy
    };
    std::array<Group, 2> groups;
    int peopleLeftOut = 0; ///< more than two salts on one email: these can come in by their Direct Link only
};
/// Live people with a password whose portal is enabled and who use this email. Any text is answered, with
/// decoys.
Result<LoginCandidates> candidatesFor(const Snapshot& snapshot, const QString& typedEmail);
/// The one person of a Direct Link.
Result<LoginCandidates> candidatesFor(const Snapshot& snapshot, ContactId pinned);

/// Who of them has this password. Slow on purpose, and always the same work: two evaluations.
std::vector<LoginCandidates::Person> whoHasPassword(const LoginCandidates& candidates,
                                                    const QString& password);

} // namespace foyer::portal_access
