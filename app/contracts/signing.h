// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract_store.h"
#include "app/items/seen.h"
#include "app/items/shown_items.h"

#include <vector>

/// Signing and declining what was sent: invariants D2 and D3.
namespace foyer::contracts {

/// From where somebody acts; stands in the evidence.
struct Trace
{
    QString peer;      ///< network address
    QString userAgent; ///< as the browser says
    qint64 session;    ///< row of the portal session
};

using items::Seen;

struct Signing
{
    Seen seen;
    QByteArray consentSha256;     ///< of the sentence they agreed to; empty: they did not
    QString name;                 ///< as typed
    QString drawn;                ///< SVG path; empty: the typed name is the signature
    std::map<int, QString> given; ///< by number of the field
};

inline constexpr qsizetype longestName = 200;
inline constexpr qsizetype longestInitials = 10;
inline constexpr qsizetype longestReason = 2000;

struct SigningProblem
{
    enum class Kind
    {
        NoName,
        NameTooLong,
        NoConsent,
        NotTicked,
        NoInitials,
        InitialsTooLong,
        NoDrawing ///< it is none of ours, or too long
    };
    Kind kind;
    int field = 0; ///< number of the field, for those about one
    bool operator==(const SigningProblem&) const = default;
};
/// What is missing or wrong, field by field in the order of the page; empty: it can be signed.
std::vector<SigningProblem> signingProblems(const FrozenContract& contract, const Signing& signing);
/// SHA-256 of the sentence that a signer agrees to.
QByteArray consentHash(const FrozenContract& contract);

enum class Signed
{
    Signed,   ///< others are still to sign
    Complete, ///< this was the last signature
    Already   ///< they had signed this before; nothing was changed
};
/// A client's signature. Faults: NotFound, Denied (as items::find; not a signer; not their turn yet),
/// Conflict (the text was changed since it was shown, or there is nothing to sign any more: declined, void),
/// Invalid (see signingProblems())
Result<Signed> sign(Transaction& transaction, const items::Viewer& viewer, const QString& uid,
                    const Signing& signing, const Trace& trace);
/// The studio's. Ticks and initials are the clients' business. Faults: NotFound (no countersignature is
/// wanted), Denied, Conflict, Invalid, as above
Result<Signed> countersign(Transaction& transaction, ItemId id, const Signing& signing);
/// @param reason  may be empty. Faults: as sign()
Result<void> decline(Transaction& transaction, const items::Viewer& viewer, const QString& uid,
                     const Seen& seen, const QString& reason, const Trace& trace);

} // namespace foyer::contracts
