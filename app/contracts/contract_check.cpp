// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_check.h"

#include "app/base/canonical_json.h"
#include "app/base/random.h"
#include "app/contacts/contact_store.h"
#include "app/contracts/contract.h"
#include "app/contracts/signature_record.h"
#include "app/items/evidence.h"

#include <QJsonDocument>

#include <algorithm>
#include <map>

namespace foyer::contracts {

using namespace Qt::StringLiterals;

namespace {

const QString selectContracts = uR"(
    SELECT id, uid, state, current_version_id FROM item WHERE kind = 'contract' ORDER BY id)"_s;
const QString selectVersions = uR"(
    SELECT id, number, content, sha256, pdf, pdf_sha256, created_at FROM item_version
    WHERE item_id = :item ORDER BY id)"_s;
const QString selectSigners = uR"(
    SELECT id, position, is_studio, contact_id, name, role FROM signer WHERE item_id = :item ORDER BY position)"_s;
const QString selectSignatures = uR"(
    SELECT signature.id, signature.version_id, signature.version_sha256, signature.signer_id, signature.name,
           signature.method, signature.mark, signature.inputs, signature.consent_sha256, signature.signed_at
    FROM signature WHERE item_id = :item ORDER BY id)"_s;
const QString selectSeal = u"SELECT version_id, pdf, pdf_sha256, sealed_at FROM seal WHERE item_id = :item"_s;
const QString selectDetails = u"SELECT id, item_id, detail FROM evidence ORDER BY id"_s;
const QString countAll = uR"(
    SELECT (SELECT count(*) FROM signature WHERE item_id NOT IN (SELECT id FROM item WHERE kind = 'contract'))
         + (SELECT count(*) FROM seal WHERE item_id NOT IN (SELECT id FROM item WHERE kind = 'contract')))"_s;

struct ContractRow
{
    ItemId id;
    QString uid;
    QString state;
    qint64 current;
};

struct VersionRow
{
    qint64 id;
    qint64 number;
    QByteArray content;
    QByteArray sha256;
    QByteArray pdf;
    QByteArray pdfSha256;
    Instant createdAt;
};

struct SignerRow
{
    qint64 id;
    int position;
    bool isStudio;
    qint64 contact;
    QString name;
    QString role;
};

struct SignatureRow
{
    qint64 id;
    qint64 version;
    qint64 signer;
    SignatureRecord record;
};

QString textAt(const evidence::Row& row, QLatin1StringView key)
{
    return row.event.detail.value(key).toString();
}

QString hex(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

class Checker
{
public:
    Checker(const Snapshot& snapshot, std::vector<Damage>& damages)
        : m_snapshot{snapshot}
        , m_damages{damages}
    {
    }

    Result<void> check(const ContractRow& contract)
    {
        m_contract = &contract;
        auto rows = evidence::of(m_snapshot, contract.id);
        if (!rows)
            return fail(rows.error());
        m_evidence = std::move(*rows);
        if (const auto done = checkVersions(); !done)
            return done;
        if (const auto done = checkSigners(); !done)
            return done;
        if (const auto done = checkSignatures(); !done)
            return done;
        return checkSeal();
    }

private:
    void damaged(const QString& record, qint64 row, const QString& sentence)
    {
        m_damages.push_back({m_contract->id, record, row, sentence});
    }

    std::vector<const evidence::Row*> eventsOf(const QStringList& names) const
    {
        std::vector<const evidence::Row*> found;
        for (const evidence::Row& row : m_evidence) {
            if (names.contains(row.event.event))
                found.push_back(&row);
        }
        return found;
    }

    Result<void> checkVersions()
    {
        auto versions =
            m_snapshot.query(selectVersions).bind(":item"_L1, m_contract->id.row()).all([](const Query& row) {
                return VersionRow{row.integer(0), row.integer(1), row.bytes(2),  row.bytes(3),
                                  row.bytes(4),   row.bytes(5),   row.instant(6)};
            });
        if (!versions)
            return fail(versions.error());
        m_versions = std::move(*versions);
        const auto events = eventsOf({u"sent"_s, u"revised"_s});
        if (events.size() != m_versions.size())
            damaged(
                u"contract"_s, m_contract->id.row(),
                u"It has %1 versions, but was sent %2 times."_s.arg(m_versions.size()).arg(events.size()));
        for (std::size_t at = 0; at < m_versions.size(); ++at) {
            const VersionRow& version = m_versions[at];
            const bool fits = sha256(version.content) == version.sha256 && version.number == qint64(at) + 1 &&
                              (version.pdf.isEmpty() ? version.pdfSha256.isEmpty()
                                                     : sha256(version.pdf) == version.pdfSha256);
            const bool isKnown = at < events.size() &&
                                 textAt(*events[at], "sha256"_L1) == hex(version.sha256) &&
                                 textAt(*events[at], "pdfSha256"_L1) == hex(version.pdfSha256) &&
                                 events[at]->at == version.createdAt;
            if (!fits || !isKnown)
                damaged(u"version"_s, version.id, u"Version %1 is not what was sent."_s.arg(version.number));
        }
        const qint64 newest = m_versions.empty() ? 0 : m_versions.back().id;
        if (m_contract->current != newest)
            damaged(u"contract"_s, m_contract->id.row(),
                    u"It does not show the version that was sent last."_s);
        m_sent = m_versions.empty() ? std::nullopt : frozenFromJson(m_versions.back().content);
        if (m_sent && m_sent->uid != m_contract->uid)
            damaged(u"contract"_s, m_contract->id.row(), u"What was sent belongs to another contract."_s);
        return {};
    }

    Result<void> checkSigners()
    {
        auto signers =
            m_snapshot.query(selectSigners).bind(":item"_L1, m_contract->id.row()).all([](const Query& row) {
                return SignerRow{row.integer(0), int(row.integer(1)), row.flag(2),
                                 row.integer(3), row.text(4),         row.text(5)};
            });
        if (!signers)
            return fail(signers.error());
        m_signers = std::move(*signers);
        const std::size_t wanted = m_sent ? m_sent->signers.size() : 0;
        if (m_signers.size() != wanted)
            damaged(u"contract"_s, m_contract->id.row(),
                    u"It has %1 signers, but was sent with %2."_s.arg(m_signers.size()).arg(wanted));
        for (std::size_t at = 0; at < std::min(wanted, m_signers.size()); ++at) {
            const SignerRow& signer = m_signers[at];
            const FrozenSigner& frozen = m_sent->signers[at];
            if (signer.position != frozen.position || signer.isStudio != frozen.isStudio ||
                signer.name != frozen.name || signer.role != frozen.role)
                damaged(u"signer"_s, signer.id, u"Signer %1 is not who was sent."_s.arg(frozen.position));
            if (const auto same = checkContact(signer, frozen); !same)
                return same;
        }
        return {};
    }

    /// A signer's contact may have been merged into another, or removed for good; nobody else may stand
    /// there.
    Result<void> checkContact(const SignerRow& signer, const FrozenSigner& frozen)
    {
        if (signer.contact == 0)
            return {};
        const auto known = contacts::findByUid(m_snapshot, frozen.contact);
        if (!known)
            return fail(known.error());
        bool isSame = false;
        if (*known) {
            const auto living = contacts::livingOf(m_snapshot, **known);
            if (!living)
                return fail(living.error());
            isSame = living->row() == signer.contact || (*known)->row() == signer.contact;
        }
        if (!isSame)
            damaged(u"signer"_s, signer.id,
                    u"Signer %1 belongs to somebody else than who was sent."_s.arg(signer.position));
        return {};
    }

    Result<void> checkSignatures()
    {
        const auto signatures = m_snapshot.query(selectSignatures)
                                    .bind(":item"_L1, m_contract->id.row())
                                    .all([&](const Query& row) {
                                        SignatureRow signature{row.integer(0),
                                                               row.integer(1),
                                                               row.integer(3),
                                                               {m_contract->uid,
                                                                row.bytes(2),
                                                                0,
                                                                {},
                                                                {},
                                                                row.text(4),
                                                                row.text(5),
                                                                row.text(6),
                                                                row.text(7),
                                                                row.bytes(8),
                                                                row.instant(9)}};
                                        return signature;
                                    });
        if (!signatures)
            return fail(signatures.error());
        const auto events = eventsOf({u"signed"_s});
        if (events.size() != signatures->size())
            damaged(u"contract"_s, m_contract->id.row(),
                    u"It has %1 signatures, but was signed %2 times."_s.arg(signatures->size())
                        .arg(events.size()));
        for (std::size_t at = 0; at < signatures->size(); ++at)
            checkSignature((*signatures)[at], at < events.size() ? events[at] : nullptr);
        const bool isSigned = !m_signers.empty() && signatures->size() == m_signers.size();
        const bool isOpen = m_contract->state == "draft"_L1 || m_contract->state == "sent"_L1 ||
                            m_contract->state == "declined"_L1;
        if ((isSigned && isOpen) || (!isSigned && m_contract->state == "completed"_L1))
            damaged(u"contract"_s, m_contract->id.row(),
                    u"Its state “%1” does not fit its %2 signatures."_s.arg(m_contract->state)
                        .arg(signatures->size()));
        return {};
    }

    void checkSignature(SignatureRow signature, const evidence::Row* event)
    {
        const auto signer = std::find_if(m_signers.begin(), m_signers.end(),
                                         [&](const SignerRow& one) { return one.id == signature.signer; });
        if (signer != m_signers.end()) {
            signature.record.position = signer->position;
            signature.record.signer = signer->name;
            signature.record.role = signer->role;
        }
        const bool isOfVersion =
            std::any_of(m_versions.begin(), m_versions.end(), [&](const VersionRow& one) {
                return one.id == signature.version && one.sha256 == signature.record.versionSha256;
            });
        const bool isKnown = event && textAt(*event, "signatureSha256"_L1) == hex(digestOf(signature.record));
        if (signer == m_signers.end() || !isOfVersion || !isKnown)
            damaged(u"signature"_s, signature.id,
                    u"The signature of signer %1 is not what was given."_s.arg(signature.record.position));
    }

    Result<void> checkSeal()
    {
        struct SealRow
        {
            qint64 version;
            QByteArray pdf;
            QByteArray sha256;
            Instant sealedAt;
        };
        const auto seal =
            m_snapshot.query(selectSeal).bind(":item"_L1, m_contract->id.row()).first([](const Query& row) {
                return SealRow{row.integer(0), row.bytes(1), row.bytes(2), row.instant(3)};
            });
        if (!seal)
            return fail(seal.error());
        const auto events = eventsOf({u"sealed"_s});
        if (events.size() != (*seal ? 1U : 0U)) {
            damaged(u"seal"_s, m_contract->id.row(), u"Its seal and the evidence of it do not fit."_s);
            return {};
        }
        if (!*seal)
            return {};
        const bool fits = sha256((*seal)->pdf) == (*seal)->sha256 &&
                          textAt(*events.front(), "pdfSha256"_L1) == hex((*seal)->sha256) &&
                          events.front()->at == (*seal)->sealedAt && (*seal)->version == m_contract->current;
        if (!fits)
            damaged(u"seal"_s, m_contract->id.row(), u"The sealed PDF is not what was sealed."_s);
        return {};
    }

    const Snapshot& m_snapshot;
    std::vector<Damage>& m_damages;
    const ContractRow* m_contract = nullptr;
    std::vector<evidence::Row> m_evidence;
    std::vector<VersionRow> m_versions;
    std::vector<SignerRow> m_signers;
    std::optional<FrozenContract> m_sent;
};

Result<void> checkEvidence(const Snapshot& snapshot, std::vector<Damage>& damages)
{
    const auto report = evidence::verify(snapshot);
    if (!report)
        return fail(report.error());
    if (report->firstBadRow)
        damages.push_back(
            {{},
             u"evidence"_s,
             *report->firstBadRow,
             u"Line %1 of the evidence was changed, or one before it is gone."_s.arg(*report->firstBadRow)});
    if (report->cutItem)
        damages.push_back({report->cutItem, u"evidence"_s, 0, u"The end of its evidence is gone."_s});
    // The chain binds what a line means; this binds how it is written.
    auto query = snapshot.query(selectDetails);
    while (query.next()) {
        const QByteArray text = query.text(2).toUtf8();
        if (canonicalJson(QJsonDocument::fromJson(text).object()) != text)
            damages.push_back({ItemId{query.integer(1)}, u"evidence"_s, query.integer(0),
                               u"Line %1 of the evidence is not as it was written."_s.arg(query.integer(0))});
    }
    return query.error() ? fail(*query.error()) : Result<void>{};
}

} // namespace

Result<std::vector<Damage>> verifyAll(const Snapshot& snapshot)
{
    std::vector<Damage> damages;
    if (const auto done = checkEvidence(snapshot, damages); !done)
        return fail(done.error());
    const auto strays = snapshot.query(countAll).first([](const Query& row) { return row.integer(0); });
    if (!strays)
        return fail(strays.error());
    if (strays->value_or(0) > 0)
        damages.push_back({{}, u"contract"_s, 0, u"There are signatures or seals of no contract."_s});
    const auto contracts = snapshot.query(selectContracts).all([](const Query& row) {
        return ContractRow{ItemId{row.integer(0)}, row.text(1), row.text(2), row.integer(3)};
    });
    if (!contracts)
        return fail(contracts.error());
    Checker checker{snapshot, damages};
    for (const ContractRow& contract : *contracts) {
        if (const auto done = checker.check(contract); !done)
            return fail(done.error());
    }
    return damages;
}

} // namespace foyer::contracts
