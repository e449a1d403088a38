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

QString nameOf(const SealWork& work, const evidence::Row& row)
{
    const auto position = row.event.detail.value("signer"_L1);
    for (const Signer& signer : work.signers) {
        const bool isHe = position.isDouble() ? signer.position == position.toInt()
                                              : row.event.contact && signer.contact == row.event.contact;
        if (isHe)
            return signer.name;
    }
    return work.contract.brand;
}

print::EvidenceLine lineOf(const SealWork& work, const evidence::Row& row)
{
    static const std::map<QString, QString> words{
        {u"created"_s, u"Written by %1"_s},
        {u"sent"_s, u"Sent by %1"_s},
        {u"revised"_s, u"Changed and sent again by %1"_s},
        {u"viewed"_s, u"Read by %1"_s},
        {u"consented"_s, u"Electronic signature agreed to by %1"_s},
        {u"signed"_s, u"Signed by %1"_s},
    };
    const auto word = words.find(row.event.event);
    const QJsonObject& detail = row.event.detail;
    QStringList details;
    if (detail.contains("shownAt"_L1))
        details += u"shown at %1"_s.arg(detail.value("shownAt"_L1).toString());
    if (const QString peer = detail.value("peer"_L1).toString(); !peer.isEmpty())
        details += u"from %1"_s.arg(peer);
    if (const QString session = detail.value("session"_L1).toString();
        !session.isEmpty() && session != "0"_L1)
        details += u"login %1"_s.arg(session);
    if (const QString agent = detail.value("userAgent"_L1).toString(); !agent.isEmpty())
        details += agent;
    if (const QString text = detail.value("sha256"_L1).toString(); !text.isEmpty())
        details += u"text %1"_s.arg(text);
    if (const QString consent = detail.value("consentSha256"_L1).toString(); !consent.isEmpty())
        details += u"consent %1"_s.arg(consent);
    return {utc(row.at).toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s),
            (word == words.end() ? row.event.event + u" (%1)"_s : word->second).arg(nameOf(work, row)),
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
        "left out without showing."_s.arg(work.contract.consent);
    for (const evidence::Row& row : work.evidence)
        sheet.evidence.push_back(lineOf(work, row));
    return sheet;
}

} // namespace foyer::contracts
