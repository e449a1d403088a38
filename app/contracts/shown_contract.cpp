// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_store.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace foyer::contracts {

using namespace Qt::StringLiterals;

namespace {

const QString selectSigners = uR"(
    SELECT signer.id, signer.position, signer.is_studio, signer.contact_id, signer.name, signer.role,
           signature.name, signature.method, signature.mark, signature.inputs, signature.consent_sha256,
           signature.signed_at, signature.id
    FROM signer LEFT JOIN signature ON signature.signer_id = signer.id
    WHERE signer.item_id = :item ORDER BY signer.position)"_s;
const QString selectIsSealed = u"SELECT count(*) FROM seal WHERE item_id = :item"_s;

Signer signerFromRow(const Query& row)
{
    Signer signer{SignerId{row.integer(0)},
                  int(row.integer(1)),
                  0,
                  row.flag(2),
                  {},
                  row.text(4),
                  row.text(5),
                  std::nullopt};
    if (!row.isNull(3))
        signer.contact = ContactId{row.integer(3)};
    if (!row.isNull(12))
        signer.signature = Signature{row.text(6), row.text(7) == "drawn"_L1 ? row.text(8) : QString{},
                                     givenFromJson(QJsonDocument::fromJson(row.text(9).toUtf8()).object()),
                                     row.bytes(10), row.instant(11)};
    return signer;
}

/// Those who can still sign count; a contract that is over waits for nobody.
void markTurns(std::vector<Signer>& signers, bool isOpen)
{
    int turn = std::numeric_limits<int>::max();
    for (const Signer& signer : signers) {
        if (!signer.signature)
            turn = std::min(turn, signer.turn);
    }
    for (Signer& signer : signers)
        signer.isTurn = isOpen && !signer.signature && signer.turn == turn;
}

} // namespace

Result<std::vector<Signer>> signersOf(const Snapshot& snapshot, const Item& item, const FrozenContract& sent)
{
    auto signers = snapshot.query(selectSigners).bind(":item"_L1, item.id.row()).all(signerFromRow);
    if (!signers)
        return signers;
    for (Signer& signer : *signers) {
        for (const FrozenSigner& frozen : sent.signers) {
            if (frozen.position == signer.position)
                signer.turn = frozen.turn;
        }
    }
    markTurns(*signers, item.state == ItemState::Sent);
    return signers;
}

Result<bool> isSealed(const Snapshot& snapshot, ItemId item)
{
    const auto count =
        snapshot.query(selectIsSealed).bind(":item"_L1, item.row()).first([](const Query& row) {
            return row.integer(0);
        });
    if (!count)
        return fail(count.error());
    return count->value_or(0) > 0;
}

const Signer* ShownContract::own(ContactId viewer) const
{
    const Signer* found = nullptr;
    for (const Signer& signer : signers) {
        if (signer.contact != viewer)
            continue;
        if (signer.isTurn)
            return &signer;
        if (!found || (found->signature && !signer.signature))
            found = &signer;
    }
    return found;
}

Result<ShownContract> showSent(const Snapshot& snapshot, const Item& item)
{
    if (!item.current)
        return fail(Fault::Storage, u"Contract %1 has no version."_s.arg(item.id.row()));
    const auto version = items::version(snapshot, *item.current);
    if (!version)
        return fail(version.error());
    auto contract = frozenFromJson(version->content);
    if (!contract)
        return fail(Fault::Storage, u"Version %1 is no contract."_s.arg(version->id.row()));
    auto signers = signersOf(snapshot, item, *contract);
    if (!signers)
        return fail(signers.error());
    const auto hasSeal = isSealed(snapshot, item.id);
    if (!hasSeal)
        return fail(hasSeal.error());
    return ShownContract{version->id,          version->sha256,     version->createdAt,
                         std::move(*contract), std::move(*signers), *hasSeal};
}

Result<ShownContract> show(const Snapshot& snapshot, const items::ShownItem& shown)
{
    return showSent(snapshot, shown.item);
}

} // namespace foyer::contracts
