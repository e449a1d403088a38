// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>

#include <map>
#include <optional>

namespace foyer::settings {

/// Keys in use; anything else is refused, so that a misspelt one is noticed.
inline constexpr const char* portalAddress = "portal.address"; ///< origin and base path clients use
inline constexpr const char* studioName = "studio.name";
/// "yes": "Forgot your password?" gives everybody one and the same answer (behaviour S49)
inline constexpr const char* oneResetAnswer = "portal.one_reset_answer";
/// "yes": on the studio address, too, a client sees only the items of the brand whose pages they are on
inline constexpr const char* brandsApart = "portal.brands_apart";
/// ISO 4217 code that new orders begin with
inline constexpr const char* currency = "studio.currency";
/// A file of certificates (PEM) that mail servers may prove themselves by, beside those this machine trusts
inline constexpr const char* mailCaFile = "mail.ca_file";

bool isKnown(const QString& key);
/// Empty when never set. Faults: Storage
Result<QString> get(const Snapshot& snapshot, const QString& key);
/// Faults: Invalid (unknown key)
Result<void> set(Transaction& transaction, const QString& key, const QString& value);
Result<std::map<QString, QString>> all(const Snapshot& snapshot);

/// Random secrets of a studio, 32 bytes each; they never leave the file.
inline constexpr const char* linkSecret = "link"; ///< makes the links that clients get
inline constexpr const char* formSecret =
    "form"; ///< authenticates form tokens and the clock in session cookies
inline constexpr const char* decoySecret = "decoy";       ///< salts for addresses that have no password
inline constexpr const char* throttleSecret = "throttle"; ///< names the counters of tries to log in
inline constexpr const char* secretNames[] = {linkSecret, formSecret, decoySecret, throttleSecret};

/// The key and the certificate of the studio's seal (see app/contracts/contract_pdf.h); made when a contract
/// is first sealed.
inline constexpr const char* sealKey = "seal";

/// Faults: Storage
Result<QByteArray> secret(const Snapshot& snapshot, const QString& name);
/// Makes those that are missing; with a new studio, and after an upgrade that needs a new one.
Result<void> makeSecrets(Transaction& transaction);
/// Nothing when it was never made.
Result<std::optional<QByteArray>> findSecret(const Snapshot& snapshot, const QString& name);
/// Keeps a secret that is made when it is first needed; one that is there already stays.
Result<void> keepSecret(Transaction& transaction, const QString& name, const QByteArray& value);

} // namespace foyer::settings
