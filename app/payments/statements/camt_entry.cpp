// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/camt_entry.h"

#include "app/payments/statements/statement_values.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostReferences = 50; // of one line; who names more means several invoices
constexpr qsizetype ustrdWidth = 140;      // ISO 20022: Max140Text

Result<bool> isDebit(const MarkupNode& node)
{
    const QString& mark = node.child(u"CdtDbtInd").text;
    if (mark == u"DBIT")
        return true;
    if (mark == u"CRDT")
        return false;
    return failAtLine(node.line, u"neither CRDT nor DBIT tells whether the money came or went."_s);
}

Result<Money> unsignedAmount(const MarkupNode& amount)
{
    const std::optional<Currency> currency = Currency::fromText(amount.currency);
    if (!currency)
        return failAtLine(amount.line, u"“%1” is no currency."_s.arg(amount.currency.left(20)));
    const std::optional<Money> money = amountFromDigits(amount.text, u'.', *currency);
    if (!money)
        return failAtLine(amount.line,
                          u"“%1” is no amount in %2."_s.arg(amount.text.left(40), currency->code()));
    return *money;
}

/// Dt, or the day of DtTm as the bank wrote it.
Result<QDate> dayOf(const MarkupNode& node)
{
    if (!node.isThere())
        return QDate{};
    const QString& written = node.child(u"Dt").isThere() ? node.child(u"Dt").text : node.child(u"DtTm").text;
    const QDate day = QDate::fromString(written.left(10), Qt::ISODate);
    if (!day.isValid())
        return failAtLine(node.line, u"“%1” is no day."_s.arg(written.left(40)));
    return day;
}

/// Names moved one level down with version 001.08.
QString nameOf(const MarkupNode& party)
{
    const QString& flat = party.child(u"Nm").text;
    return flat.isEmpty() ? party.at({u"Pty", u"Nm"}).text : flat;
}

QString accountOf(const MarkupNode& account)
{
    const MarkupNode& id = account.child(u"Id");
    const QString& iban = id.child(u"IBAN").text;
    return accountFromText(iban.isEmpty() ? id.at({u"Othr", u"Id"}).text : iban);
}

void readParties(const MarkupNode& details, StatementLine& line, const StatementLimits& limits)
{
    const MarkupNode& parties = details.child(u"RltdPties");
    const bool isIn = line.amount.minor() >= 0;
    const MarkupNode& other = parties.child(isIn ? u"Dbtr"_s : u"Cdtr"_s);
    line.payerName = statementText(nameOf(other), limits).left(200);
    if (line.payerName.isEmpty())
        line.payerName =
            statementText(nameOf(parties.child(isIn ? u"UltmtDbtr"_s : u"UltmtCdtr"_s)), limits).left(200);
    line.payerIban = accountOf(parties.child(isIn ? u"DbtrAcct"_s : u"CdtrAcct"_s));
}

void readRemittance(const MarkupNode& details, StatementLine& line, std::vector<QString>& pieces)
{
    for (const MarkupNode& part : details.child(u"RmtInf").children) {
        if (part.name == u"Ustrd") {
            pieces.push_back(part.text);
        } else if (part.name == u"Strd") {
            const QString& reference = part.at({u"CdtrRefInf", u"Ref"}).text;
            if (!reference.isEmpty() && line.structuredReferences.size() < mostReferences)
                line.structuredReferences.push_back(reference.left(140));
            for (const MarkupNode& more : part.children) {
                if (more.name == u"AddtlRmtInf")
                    pieces.push_back(more.text);
            }
        }
    }
}

/// What one TxDtls tells beside its amount.
void readDetails(const MarkupNode& details, StatementLine& line, const StatementLimits& limits)
{
    const MarkupNode& refs = details.child(u"Refs");
    if (const QString& reference = refs.child(u"AcctSvcrRef").text; !reference.isEmpty())
        line.bankReference = statementText(reference, limits).left(140);
    line.endToEndId = endToEndIdFrom(refs.child(u"EndToEndId").text);
    if (details.child(u"RtrInf").isThere())
        line.isReversal = true;
    readParties(details, line, limits);
    std::vector<QString> pieces;
    readRemittance(details, line, pieces);
    if (pieces.empty() && !details.child(u"AddtlTxInf").text.isEmpty())
        pieces.push_back(details.child(u"AddtlTxInf").text);
    if (!pieces.empty())
        setWrappedText(line, unwrapped(pieces, ustrdWidth), limits);
}

/// The amount of a detail: its own since 001.04, before that the one of the transaction.
const MarkupNode& detailAmount(const MarkupNode& details)
{
    const MarkupNode& own = details.child(u"Amt");
    return own.isThere() ? own : details.at({u"AmtDtls", u"TxAmt", u"Amt"});
}

/// Signed amounts of all details. @returns nothing unless they add up to the entry
Result<std::vector<Money>> amountsOf(const std::vector<const MarkupNode*>& details, Money entry)
{
    std::vector<Money> amounts;
    WideInteger sum = 0;
    for (const MarkupNode* detail : details) {
        const MarkupNode& written = detailAmount(*detail);
        if (!written.isThere())
            return std::vector<Money>{};
        const Result<Money> amount = unsignedAmount(written);
        if (!amount)
            return fail(amount.error());
        bool isOut = entry.minor() < 0;
        if (detail->child(u"CdtDbtInd").isThere()) {
            const Result<bool> debit = isDebit(*detail);
            if (!debit)
                return fail(debit.error());
            isOut = *debit;
        }
        if (amount->currency() != entry.currency())
            return std::vector<Money>{};
        amounts.push_back(isOut ? -*amount : *amount);
        sum += amounts.back().minor();
    }
    if (sum != entry.minor())
        return std::vector<Money>{};
    return amounts;
}

void appendAsOne(const std::vector<const MarkupNode*>& details, StatementLine line,
                 const StatementLimits& limits, Statement& statement)
{
    QStringList texts;
    for (const MarkupNode* detail : details) {
        StatementLine part = line;
        part.text.clear();
        readDetails(*detail, part, limits);
        texts += QStringList{part.payerName, part.text};
        if (line.structuredReferences.size() > mostReferences)
            continue;
        line.structuredReferences.insert(line.structuredReferences.end(), part.structuredReferences.begin(),
                                         part.structuredReferences.end());
    }
    line.text = statementText(texts.join(u' '), limits);
    statement.warnings.push_back({line.line, u"The parts of this collected entry do not add up to it, so it "
                                             "stands as one line."_s});
    statement.lines.push_back(std::move(line));
}

bool isBooked(const MarkupNode& entry)
{
    const MarkupNode& status = entry.child(u"Sts");
    return (status.text.isEmpty() ? status.child(u"Cd").text : status.text) == u"BOOK";
}

} // namespace

Result<Money> camtAmount(const MarkupNode& node)
{
    const Result<Money> amount = unsignedAmount(node.child(u"Amt"));
    if (!amount)
        return amount;
    const Result<bool> debit = isDebit(node);
    if (!debit)
        return fail(debit.error());
    return *debit ? -*amount : *amount;
}

Result<void> readCamtEntry(const MarkupNode& entry, const StatementLimits& limits, Statement& statement)
{
    if (!isBooked(entry))
        return {};
    const Result<Money> amount = camtAmount(entry);
    if (!amount)
        return fail(amount.error());
    const Result<QDate> booked = dayOf(entry.child(u"BookgDt"));
    if (!booked)
        return fail(booked.error());
    const Result<QDate> value = dayOf(entry.child(u"ValDt"));
    if (!value)
        return fail(value.error());
    StatementLine line;
    line.line = entry.line;
    line.amount = *amount;
    line.bookedDay = booked->isValid() ? *booked : *value;
    line.valueDay = *value;
    if (!line.bookedDay.isValid())
        return failAtLine(entry.line, u"the entry has no day."_s);
    line.isReversal = entry.child(u"RvslInd").text == u"true" || entry.child(u"RvslInd").text == u"1";
    line.bankReference = statementText(entry.child(u"AcctSvcrRef").text, limits).left(140);
    line.text = statementText(entry.child(u"AddtlNtryInf").text, limits);

    std::vector<const MarkupNode*> details;
    for (const MarkupNode& group : entry.children) {
        if (group.name != u"NtryDtls")
            continue;
        for (const MarkupNode& detail : group.children) {
            if (detail.name == u"TxDtls")
                details.push_back(&detail);
        }
    }
    if (details.size() <= 1) {
        // What was booked counts: a single detail may tell the sum before the bank's charges.
        if (!details.empty())
            readDetails(*details.front(), line, limits);
        statement.lines.push_back(std::move(line));
        return {};
    }
    const Result<std::vector<Money>> amounts = amountsOf(details, line.amount);
    if (!amounts)
        return fail(amounts.error());
    if (amounts->empty()) {
        appendAsOne(details, std::move(line), limits, statement);
        return {};
    }
    for (std::size_t i = 0; i < details.size(); ++i) {
        StatementLine part = line;
        part.line = details[i]->line;
        part.amount = (*amounts)[i];
        part.text.clear();
        part.bankReference.clear();
        readDetails(*details[i], part, limits);
        // Without a reference of its own the part is known by its place in the entry.
        if (part.bankReference.isEmpty() && !line.bankReference.isEmpty())
            part.bankReference = u"%1/%2"_s.arg(line.bankReference).arg(i + 1);
        statement.lines.push_back(std::move(part));
    }
    return {};
}

} // namespace foyer
