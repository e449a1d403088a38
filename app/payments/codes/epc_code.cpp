// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/epc_code.h"

#include "app/payments/codes/check_digits.h"
#include "app/payments/codes/code_field.h"
#include "app/payments/codes/creditor_reference.h"

#include <QStringList>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestName = 70;
constexpr int longestText = 140;
constexpr int longestNote = 70;
constexpr int mostBytes = 331; ///< what version 13 holds at level M
constexpr int highestVersion = 13;

Result<QString> bicFor(const EpcTransfer& transfer)
{
    if (transfer.bic.isEmpty() && !transfer.iban.isEea())
        return fail(Fault::Invalid, u"Outside the European Economic Area a payment code needs the BIC beside "
                                    "the IBAN."_s);
    return transfer.bic.isEmpty() ? Result<QString>{QString{}} : bicFromText(transfer.bic);
}

Result<QString> purposeOf(const EpcTransfer& transfer)
{
    const bool isCode = transfer.purpose.size() <= 4 &&
                        std::all_of(transfer.purpose.cbegin(), transfer.purpose.cend(),
                                    [](QChar c) { return isAsciiCapital(c) || isAsciiDigit(c); });
    if (!isCode)
        return fail(Fault::Invalid, u"A purpose code has at most four characters, A to Z and digits."_s);
    return transfer.purpose;
}

Result<QString> referenceOf(const EpcTransfer& transfer)
{
    if (transfer.reference.isEmpty())
        return QString{};
    if (!transfer.text.isEmpty())
        return fail(Fault::Invalid,
                    u"A payment code carries either a reference or a text for the statement, not both."_s);
    return creditorReferenceFromText(transfer.reference);
}

} // namespace

Result<QByteArray> epcPayload(const EpcTransfer& transfer)
{
    if (transfer.amount.currency() != eur)
        return fail(Fault::Invalid, u"A SEPA payment code is for euros, not for %1."_s.arg(
                                        transfer.amount.currency().code()));
    if (!transfer.iban.isSepa())
        return fail(Fault::Invalid,
                    u"A SEPA payment code needs an account in a country of SEPA; %1 is none."_s.arg(
                        transfer.iban.country()));
    const auto bic = bicFor(transfer);
    if (!bic)
        return fail(bic.error());
    const auto name = codeField(transfer.name, u"The payee's name"_s, longestName);
    if (!name)
        return fail(name.error());
    if (name->isEmpty())
        return fail(Fault::Invalid, u"A payment code needs the payee's name."_s);
    const auto amount = codeAmount(transfer.amount);
    if (!amount)
        return fail(amount.error());
    const auto purpose = purposeOf(transfer);
    if (!purpose)
        return fail(purpose.error());
    const auto reference = referenceOf(transfer);
    if (!reference)
        return fail(reference.error());
    const auto text = codeField(transfer.text, u"The text for the statement"_s, longestText);
    if (!text)
        return fail(text.error());
    const auto note = codeField(transfer.note, u"The note for the payer"_s, longestNote);
    if (!note)
        return fail(note.error());

    QStringList lines{u"BCD"_s,           u"002"_s, u"1"_s,     u"SCT"_s, *bic, *name, transfer.iban.text(),
                      u"EUR"_s + *amount, *purpose, *reference, *text,    *note};
    while (lines.back().isEmpty())
        lines.removeLast();
    QByteArray payload = lines.join(u'\n').toUtf8();
    if (payload.size() > mostBytes)
        return fail(Fault::Invalid,
                    u"The payment code would need %1 bytes and has room for %2; a shorter name or "
                    "text helps (letters beyond A to Z take two or more)."_s.arg(payload.size())
                        .arg(mostBytes));
    return payload;
}

Result<QrMatrix> epcCode(const EpcTransfer& transfer)
{
    const auto payload = epcPayload(transfer);
    if (!payload)
        return fail(payload.error());
    const auto matrix = QrMatrix::of(*payload, highestVersion);
    Q_ASSERT(matrix); // as many bytes as were checked fit into that version
    return *matrix;
}

} // namespace foyer
