// SPDX-License-Identifier: GPL-3.0-or-later
// Reads questions about payment codes, one JSON object a line, and writes what Foyer says. For
// payment_codes_oracle.py, which knows better.
#include "app/base/canonical_json.h"
#include "app/payments/codes/creditor_reference.h"
#include "app/payments/codes/epc_code.h"
#include "app/payments/codes/found_references.h"
#include "app/payments/codes/iban.h"
#include "app/payments/codes/swiss_bill.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

QJsonObject answer(const Result<QString>& result)
{
    return result ? QJsonObject{{u"is"_s, *result}} : QJsonObject{{u"refused"_s, result.error().detail}};
}

QJsonObject answer(const Result<QByteArray>& result)
{
    return answer(result ? Result<QString>{QString::fromUtf8(*result)}
                         : Result<QString>{fail(result.error())});
}

QJsonObject ibanSays(const QString& text)
{
    const auto iban = Iban::fromText(text);
    if (!iban)
        return {{u"refused"_s, iban.error().detail}};
    return {{u"is"_s, iban->text()},
            {u"shown"_s, iban->shown()},
            {u"isSwissQr"_s, iban->isSwissQr()},
            {u"isSepa"_s, iban->isSepa()}};
}

QJsonObject foundIn(const QString& text)
{
    QJsonArray found;
    for (const FoundReference& one : findReferences(text))
        found.append(QJsonObject{{u"reference"_s, one.reference},
                                 {u"isBounded"_s, one.isBounded},
                                 {u"at"_s, qint64{one.at}},
                                 {u"length"_s, qint64{one.length}}});
    return {{u"found"_s, found}};
}

QJsonObject epcOf(const QJsonObject& asked)
{
    const auto iban = Iban::fromText(asked.value("iban"_L1).toString());
    const auto currency = Currency::fromText(asked.value("currency"_L1).toString());
    if (!iban || !currency)
        return {{u"refused"_s, u"no account or currency"_s}};
    return answer(epcPayload({.name = asked.value("name"_L1).toString(),
                              .iban = *iban,
                              .bic = asked.value("bic"_L1).toString(),
                              .amount = Money::ofMinor(asked.value("minor"_L1).toInteger(), *currency),
                              .purpose = asked.value("purpose"_L1).toString(),
                              .reference = asked.value("reference"_L1).toString(),
                              .text = asked.value("text"_L1).toString(),
                              .note = asked.value("note"_L1).toString()}));
}

SwissAddress addressOf(const QJsonArray& lines)
{
    return {lines[0].toString(), lines[1].toString(), lines[2].toString(),
            lines[3].toString(), lines[4].toString(), lines[5].toString()};
}

QJsonObject billOf(const QJsonObject& asked)
{
    const auto iban = Iban::fromText(asked.value("iban"_L1).toString());
    const auto currency = Currency::fromText(asked.value("currency"_L1).toString());
    if (!iban || !currency)
        return {{u"refused"_s, u"no account or currency"_s}};
    SwissBill bill{.iban = *iban,
                   .creditor = addressOf(asked.value("creditor"_L1).toArray()),
                   .currency = *currency,
                   .amount = {},
                   .debtor = {},
                   .reference = asked.value("reference"_L1).toString(),
                   .message = asked.value("message"_L1).toString()};
    if (asked.contains("minor"_L1))
        bill.amount = Money::ofMinor(asked.value("minor"_L1).toInteger(), *currency);
    if (asked.contains("debtor"_L1))
        bill.debtor = addressOf(asked.value("debtor"_L1).toArray());
    return answer(swissPayload(bill));
}

QJsonObject answerTo(const QJsonObject& asked)
{
    const QString what = asked.value("what"_L1).toString();
    const QString text = asked.value("text"_L1).toString();
    if (what == "iban"_L1)
        return ibanSays(text);
    if (what == "rf"_L1)
        return answer(creditorReference(text));
    if (what == "rf of number"_L1)
        return answer(creditorReferenceOfNumber(text));
    if (what == "is rf"_L1)
        return answer(creditorReferenceFromText(text));
    if (what == "qrr"_L1)
        return answer(qrReference(text));
    if (what == "is qrr"_L1)
        return answer(qrReferenceFromText(text));
    if (what == "qrr of number"_L1)
        return answer(qrReferenceOfNumber(text, asked.value("customer"_L1).toString()));
    if (what == "find"_L1)
        return foundIn(text);
    if (what == "epc"_L1)
        return epcOf(asked);
    return billOf(asked);
}

} // namespace

int main()
{
    QFile in;
    QFile out;
    if (!in.open(stdin, QIODevice::ReadOnly) || !out.open(stdout, QIODevice::WriteOnly))
        return 1;
    while (true) {
        const QByteArray line = in.readLine();
        if (line.isEmpty())
            return 0;
        out.write(canonicalJson(answerTo(QJsonDocument::fromJson(line).object())) + '\n');
    }
}
