// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_sheet.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace foyer::contracts {

using namespace Qt::StringLiterals;

namespace {

QDateTime utc(Instant at)
{
    return QDateTime::fromSecsSinceEpoch(toSeconds(at), Qt::UTC);
}

/// Ticks and initials of all who signed: a box is ticked when everybody ticked it, and they all did.
std::map<int, QString> givenByAll(const std::vector<Signer>& signers)
{
    std::map<int, QString> all;
    for (const Signer& signer : signers) {
        if (!signer.signature)
            continue;
        for (const auto& [number, value] : signer.signature->given) {
            QString& text = all[number];
            text += text.isEmpty() ? value : u", "_s + value;
        }
    }
    return all;
}

print::ContractSheet sheetOf(const FrozenContract& contract, const QByteArray& sha256)
{
    print::ContractSheet sheet;
    sheet.language = contract.language;
    sheet.title = contract.title;
    sheet.facts.emplace_back(u"Between"_s, contract.brand);
    QStringList names;
    for (const FrozenSigner& signer : contract.signers) {
        if (!signer.isStudio)
            names += signer.name;
    }
    sheet.facts.emplace_back(u"and"_s, names.join(u", "_s));
    if (!contract.amends.isEmpty())
        sheet.facts.emplace_back(u"Amends"_s, contract.amends);
    sheet.signaturesHeading = u"Signatures"_s;
    sheet.fingerprintLabel = u"Fingerprint of this text (SHA-256)"_s;
    sheet.fingerprint = QString::fromLatin1(sha256.toHex());
    sheet.pageOf = u"Page %1 of %2"_s;
    return sheet;
}

QString roleOf(bool isStudio, const QString& role)
{
    return isStudio ? u"For the studio"_s : role;
}

/// The place of whoever did this among the signers, as the evidence itself tells it: by the signature that
/// followed. Their contact may be another one by now, or none, since contacts are merged and removed.
std::optional<int> positionOf(const std::vector<evidence::Row>& rows, std::size_t at)
{
    const auto signedBy = [&](const evidence::Row& row) {
        return row.event.contact == rows[at].event.contact && row.event.detail.value("signer"_L1).isDouble();
    };
    const auto from = rows.begin() + std::ptrdiff_t(at);
    auto found = std::find_if(from, rows.end(), signedBy);
    if (found == rows.end())
        found = std::find_if(rows.begin(), from, signedBy);
    return found == rows.end() ? std::nullopt : std::optional{found->event.detail.value("signer"_L1).toInt()};
}

QString nameOf(const SealWork& work, std::size_t at)
{
    const evidence::Event& event = work.evidence[at].event;
    if (!event.contact && !event.detail.value("signer"_L1).isDouble())
        return work.contract.brand;
    const auto position = positionOf(work.evidence, at);
    for (const Signer& signer : work.signers) {
        if (position ? signer.position == *position : signer.contact == event.contact)
            return signer.name;
    }
    return u"a recipient"_s;
}

print::EvidenceLine lineOf(const SealWork& work, std::size_t at)
{
    const evidence::Row& row = work.evidence[at];
    static const std::map<QString, QString> words{
        {u"created"_s, u"Written by %1"_s},
        {u"sent"_s, u"Sent by %1"_s},
        {u"revised"_s, u"Changed and sent again by %1"_s},
        {u"delivered"_s, u"Told by mail: %1"_s},
        {u"viewed"_s, u"Read by %1"_s},
        {u"consented"_s, u"Electronic signature agreed to by %1"_s},
        {u"signed"_s, u"Signed by %1"_s},
        {u"superseded"_s, u"Replaced by another contract with %1"_s},
        {u"voided"_s, u"Taken back by %1"_s},
    };
    const auto word = words.find(row.event.event);
    const QJsonObject& detail = row.event.detail;
    QStringList details;
    if (detail.contains("shownAt"_L1))
        details += u"shown at %1"_s.arg(detail.value("shownAt"_L1).toString());
    // Every signer gets this page. Where from and with what each of them signed, and by which login, is bound
    // by the line's fingerprint and stays with the studio.
    if (detail.value("peer"_L1).toString() == "import"_L1)
        details += u"entered by an import"_s;
    if (const QString text = detail.value("sha256"_L1).toString(); !text.isEmpty())
        details += u"text %1"_s.arg(text);
    if (const QString consent = detail.value("consentSha256"_L1).toString(); !consent.isEmpty())
        details += u"consent %1"_s.arg(consent);
    return {utc(row.at).toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s),
            (word == words.end() ? row.event.event + u" (%1)"_s : word->second).arg(nameOf(work, at)),
            details.join(u" · "_s), QString::fromLatin1(row.hash.toHex())};
}

} // namespace

QString momentText(Instant at)
{
    return QLocale{QLocale::English, QLocale::UnitedKingdom}.toString(utc(at),
                                                                      u"d MMMM yyyy 'at' HH:mm 'UTC'"_s);
}

print::ContractSheet sheetToSign(const Prepared& prepared)
{
    print::ContractSheet sheet = sheetOf(prepared.contract, prepared.sha256);
    sheet.stamp = u"Not signed"_s;
    sheet.html = htmlForPrint(prepared.contract.parts);
    for (const FrozenSigner& signer : prepared.contract.signers)
        sheet.signatures.push_back({signer.name, roleOf(signer.isStudio, signer.role), {}, {}, {}});
    return sheet;
}

print::ContractSheet sheetToSeal(const SealWork& work)
{
    print::ContractSheet sheet = sheetOf(work.contract, work.sha256);
    sheet.html = htmlForPrint(work.contract.parts, givenByAll(work.signers));
    for (const Signer& signer : work.signers) {
        print::SignatureBlock block{signer.name, roleOf(signer.isStudio, signer.role), {}, {}, {}};
        if (signer.signature) {
            block.typed = signer.signature->name;
            block.drawn = signer.signature->drawn;
            block.line = u"Signed on %1"_s.arg(momentText(signer.signature->at));
        }
        sheet.signatures.push_back(std::move(block));
    }
    sheet.evidenceHeading = u"Evidence"_s;
    sheet.evidenceLead =
        u"Each signer agreed to this sentence: “%1” What happened to this contract follows, in its order. "
        u"Each "
        "line carries the fingerprint of itself and of the line before it, so none can be changed, added or "
        "left out without showing. The network address and the browser of each step are part of these "
        u"fingerprints; the studio keeps them, and they are not printed here."_s.arg(work.contract.consent);
    for (std::size_t at = 0; at < work.evidence.size(); ++at)
        sheet.evidence.push_back(lineOf(work, at));
    return sheet;
}

} // namespace foyer::contracts
