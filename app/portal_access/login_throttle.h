// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/result.h"
#include "app/storage/database.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace foyer::portal_access {

// Guessing is slowed, nobody is locked out (invariant P8). Every try fills buckets before its password is
// evaluated; they drain evenly, and a right password takes its try back. A stranger can fill those of an
// address and of a network, but not those of a device that logged in before, nor those behind a Direct Link.

/// How many tries fit at once, and how many of them are forgotten in an hour.
struct TryBudget
{
    int atOnce;
    int perHour;
};
/// One network, whomever it asks for: a household, an office, a wedding party in one wireless network.
inline constexpr TryBudget networkBudget{60, 60};
/// One network asking for one address: a couple at home, both of them out of luck.
inline constexpr TryBudget addressFromNetworkBudget{20, 40};
/// One address, however many networks ask for it. At this pace the weakest password that is accepted lasts
/// a year on average.
inline constexpr TryBudget addressBudget{100, 100};
/// One person named by their Direct Link or session; whoever guesses there holds one of the two.
inline constexpr TryBudget personBudget{30, 60};
/// One person, on all devices on which they logged in before: by their own errors, or by tries at somebody
/// they share an address with.
inline constexpr TryBudget deviceBudget{20, 60};
/// One network asking for mails that set a new password.
inline constexpr TryBudget resetNetworkBudget{10, 20};
/// One address for which such mails are asked, known or not.
inline constexpr TryBudget resetAddressBudget{10, 10};

/// A try to log in: who is asked for, and from where.
struct LoginTry
{
    QString email;                    ///< as typed; not read when a contact is named
    std::optional<ContactId> contact; ///< named by a Direct Link or a session
    QString network;                  ///< see Peer::network
    QString device;                   ///< what the browser shows of an earlier login (see known_device.h)
};

struct Admission
{
    bool isAdmitted;
    std::chrono::seconds wait;       ///< until one more try fits; zero when admitted
    std::vector<QByteArray> buckets; ///< those the try stands in, for takeBack
    bool isFull = false;             ///< it was the last one for now, of an address or a device
};

/// Whether a try would be admitted now. The same work whoever is asked for.
Result<Admission> admission(const Snapshot& snapshot, const LoginTry& attempt);
/// Counts the try if it is admitted. Before the evaluation, so that tries at the same moment cannot outrun
/// the count. Tells the studio (journal) when an address of its contacts has no room left.
Result<Admission> countTry(Transaction& transaction, const LoginTry& attempt);
/// The same for "Forgot your password?": counted for the network before the answer, and never taken back.
Result<Admission> resetAdmission(const Snapshot& snapshot, const QString& network);
Result<Admission> countReset(Transaction& transaction, const QString& network);
/// Behind the answer, for the address: in the transaction of the mail, so that an address nobody knows costs
/// the same commit.
Result<Admission> countResetOf(Transaction& transaction, const QString& typedEmail);
/// The password was right: the try was no guess.
Result<void> takeBack(Transaction& transaction, const Admission& counted);
/// Forgets buckets that have long been empty.
Result<void> dropEmptyBuckets(Transaction& transaction);

} // namespace foyer::portal_access
