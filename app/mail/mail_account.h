// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>

#include <optional>
#include <vector>

namespace foyer {

/// How the way to a mail server is kept from being read.
enum class MailSecurity
{
    StartTls, ///< asked for after the greeting; a server that does not offer it is refused
    Tls,      ///< from the first byte
    None      ///< to this very machine only
};

struct MailServer
{
    QString host;
    int port = 587;
    MailSecurity security = MailSecurity::StartTls;
    QString user; ///< empty: the server asks for none. The password lives in the secret store.
    bool operator==(const MailServer&) const = default;
};

/// Who a brand's mails are from, and which way they leave.
struct MailAccountDetails
{
    QString fromName;    ///< empty: the brand's name
    QString fromAddress; ///< empty: the brand's email
    QString replyTo;     ///< empty: answers go to fromAddress
    /// Nothing: through the server of the first brand that has one.
    std::optional<MailServer> server;
    bool operator==(const MailAccountDetails&) const = default;
};

struct MailAccount
{
    BrandId brand;
    MailAccountDetails details;
    std::optional<Instant> verifiedAt; ///< when a server last took a mail
    QString problem;                   ///< why nothing leaves at present, for people; empty: all is well
    std::optional<Instant> retryAt;    ///< when it is tried again
    qint64 version;                    ///< 0: never saved
};

namespace mail {

/// One sentence for each thing that keeps these details from being saved; empty: none.
std::vector<QString> problemsOf(const MailAccountDetails& details);

/// Faults: NotFound (brand)
Result<MailAccount> account(const Snapshot& snapshot, BrandId brand);
/// Forgets an earlier problem, so that what waits is tried at once. Faults: Invalid, NotFound, Conflict
Result<void> saveAccount(Transaction& transaction, const MailAccount& edited);

/// Where the brand's mails really go out, and as whom.
struct Route
{
    BrandId account; ///< whose server and password are used
    MailServer server;
    QString fromName;
    QString fromAddress;
    QString replyTo; ///< empty: none needed
};
/// Nothing while no brand has a server, or there is no address to be from: everything waits.
Result<std::optional<Route>> routeOf(const Snapshot& snapshot, BrandId brand);

/// Where its password is kept: "smtp/3/password"
QString passwordName(BrandId account);

/// "127.0.0.1", "::1", "localhost": what is said to it stays on this machine.
bool isThisMachine(const QString& host);

/// All accounts that have a server, in the order of the brands.
Result<std::vector<MailAccount>> accountsWithServer(const Snapshot& snapshot);
/// Nothing leaves through this account until then. Not an edit: the version stays. Faults: NotFound
Result<void> noteProblem(Transaction& transaction, BrandId account, const QString& problem, Instant retryAt);
/// Its server took a mail: no problem stands any more. Journals only what is news.
Result<void> noteVerified(Transaction& transaction, BrandId account);
/// Tried as soon as a courier can, whatever stood against it.
Result<void> forgetProblem(Transaction& transaction, BrandId account);

} // namespace mail
} // namespace foyer
