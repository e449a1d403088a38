// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/sealing.h"

#include "app/base/random.h"
#include "app/brands/brand_store.h"

#include <algorithm>

namespace foyer::contracts {

using namespace Qt::StringLiterals;

namespace {

// Superseded ones were signed as well, and may have been superseded before their seal was made.
const QString selectUnsealed = uR"(
    SELECT item.id FROM item
    WHERE item.kind = 'contract' AND item.state IN ('completed', 'superseded')
      AND NOT EXISTS (SELECT 1 FROM seal WHERE seal.item_id = item.id)
      AND EXISTS (SELECT 1 FROM signer WHERE signer.item_id = item.id)
      AND NOT EXISTS (SELECT 1 FROM signer WHERE signer.item_id = item.id
                        AND NOT EXISTS (SELECT 1 FROM signature WHERE signature.signer_id = signer.id))
    ORDER BY item.id)"_s;
const QString selectSeal = u"SELECT pdf, pdf_sha256 FROM seal WHERE item_id = :item"_s;
const QString insertSeal = uR"(
    INSERT INTO seal (item_id, version_id, pdf, pdf_sha256, sealed_at)
    VALUES (:item, :version, :pdf, :sha256, :now))"_s;

} // namespace

Result<std::vector<ItemId>> unsealed(const Snapshot& snapshot)
{
    return snapshot.query(selectUnsealed).all([](const Query& row) { return ItemId{row.integer(0)}; });
}

Result<SealWork> prepareSeal(const Snapshot& snapshot, ItemId id)
{
    auto contract = find(snapshot, id);
    if (!contract)
        return fail(contract.error());
    const auto& signers = contract->signers;
    const bool isSigned =
        !signers.empty() && std::all_of(signers.begin(), signers.end(),
                                        [](const Signer& one) { return one.signature.has_value(); });
    if (!isSigned || !contract->sent)
        return fail(Fault::Conflict, u"“%1” is not signed by everybody."_s.arg(contract->item.title));
    const auto version = items::version(snapshot, *contract->item.current);
    if (!version)
        return fail(version.error());
    auto rows = evidence::of(snapshot, id);
    if (!rows)
        return fail(rows.error());
    const auto brand = brands::find(snapshot, contract->item.brand);
    if (!brand)
        return fail(brand.error());
    return SealWork{id,
                    version->id,
                    version->sha256,
                    std::move(*contract->sent),
                    std::move(contract->signers),
                    std::move(*rows),
                    brand->details};
}

Result<bool> keepSeal(Transaction& transaction, const SealWork& work, const QByteArray& pdf)
{
    if (pdf.isEmpty())
        return fail(Fault::Invalid, u"A seal needs a PDF."_s);
    const auto item = items::find(transaction, work.item);
    if (!item)
        return fail(item.error());
    if (item->current != work.version)
        return fail(Fault::Conflict, u"“%1” was changed since its seal was made."_s.arg(item->title));
    const auto before =
        transaction.query(selectSeal).bind(":item"_L1, work.item.row()).first([](const Query&) {
            return true;
        });
    if (!before)
        return fail(before.error());
    if (*before)
        return false;
    // What the PDF tells is what the chain holds, from its first event to this one.
    const auto rows = evidence::of(transaction, work.item);
    if (!rows)
        return fail(rows.error());
    if (rows->size() != work.evidence.size() ||
        (!rows->empty() && rows->back().hash != work.evidence.back().hash))
        return fail(Fault::Conflict, u"More happened to “%1” since its seal was made."_s.arg(item->title));
    const QByteArray hash = sha256(pdf);
    const auto inserted = transaction.query(insertSeal)
                              .bind(":item"_L1, work.item.row())
                              .bind(":version"_L1, work.version.row())
                              .bind(":pdf"_L1, pdf)
                              .bind(":sha256"_L1, hash)
                              .bind(":now"_L1, transaction.now())
                              .run();
    if (!inserted)
        return fail(inserted.error());
    const auto noted = evidence::append(transaction, work.item,
                                        {u"sealed"_s,
                                         {},
                                         {{u"sha256"_s, QString::fromLatin1(work.sha256.toHex())},
                                          {u"pdfSha256"_s, QString::fromLatin1(hash.toHex())}}});
    if (!noted)
        return fail(noted.error());
    return true;
}

Result<QByteArray> sealedPdf(const Snapshot& snapshot, ItemId id)
{
    const auto found = snapshot.query(selectSeal).bind(":item"_L1, id.row()).first([](const Query& row) {
        return std::pair{row.bytes(0), row.bytes(1)};
    });
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"Contract %1 is not sealed."_s.arg(id.row()));
    if (sha256((*found)->first) != (*found)->second)
        return fail(Fault::Storage,
                    u"The sealed PDF of contract %1 does not fit its fingerprint."_s.arg(id.row()));
    return (*found)->first;
}

Result<QByteArray> pdfOf(const Snapshot& snapshot, const Item& contract)
{
    auto sealed = sealedPdf(snapshot, contract.id);
    if (sealed || sealed.error().fault != Fault::NotFound)
        return sealed;
    if (!contract.current)
        return fail(Fault::NotFound, u"Contract %1 was never sent."_s.arg(contract.id.row()));
    return items::pdfOf(snapshot, *contract.current);
}

} // namespace foyer::contracts
