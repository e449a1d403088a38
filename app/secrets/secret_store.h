// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/result.h"
#include "app/storage/database.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace foyer {

/// What others gave the studio in confidence (a payment provider's keys). It lives on this machine, beside
/// the studio and never in it: a copied, exported or restored studio file carries none.
///
/// All members are safe on any thread. They may wait for the keyring (up to a few seconds, longer while
/// somebody types its password): in a window, call them on another thread.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    /// Where they are kept, for a sentence: "the keyring of this desktop", "an encrypted file".
    virtual QString place() const = 0;

    /// Nothing when there is none of that name. Faults: Storage (keyring locked, file damaged)
    virtual Result<std::optional<QByteArray>> find(const QString& name) const = 0;
    /// Sorted names, never values. Faults: Storage
    virtual Result<std::vector<QString>> names() const = 0;

    /// Keeps a value in place of an earlier one.
    /// @param value  see secrets::misfit(); surrounding white space is dropped
    /// Faults: Invalid (one sentence for people, which never repeats the value), Storage
    Result<void> keep(const QString& name, const QByteArray& value);
    /// Fine when there is none. Faults: Storage
    virtual Result<void> remove(const QString& name) = 0;

protected:
    friend class LateStore;
    virtual Result<void> put(const QString& name, const QByteArray& value) = 0;
};

namespace secrets {

enum class Machine
{
    Desktop, ///< the keyring; where there is none, the encrypted file
    Server,  ///< the encrypted file, or the keyring when FOYER_SECRETS=keyring asks for it
};

/// The store of this studio on this machine. Two studios on one machine do not see each other's secrets.
/// Faults: Storage
Result<std::unique_ptr<SecretStore>> open(const Snapshot& snapshot, Machine machine);

/// The same, opened when it is first asked for, on that thread: whether a desktop has a keyring may take a
/// while to tell. @param studio  outlives it
std::unique_ptr<SecretStore> openLate(const Database& studio, Machine machine);

/// Names in use. A brand has at most one key and two signing secrets at a time: Stripe lets the old one live
/// on for a while when it is replaced.
QString stripeKey(BrandId brand);                ///< "stripe/3/key"
QString stripeWebhook(BrandId brand, int which); ///< "stripe/3/webhook-1"; @param which 1 or 2

QString smtpPassword(BrandId brand); ///< "smtp/3/password": of the brand's mail account

/// Whether this is a name in use.
bool isKnown(const QString& name);
/// Why a value cannot be what its name says, as one sentence that does not repeat it; nothing when it may be.
std::optional<QString> misfit(const QString& name, const QByteArray& value);

} // namespace secrets

} // namespace foyer
