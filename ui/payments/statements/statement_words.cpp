// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/statements/statement_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace foyer::words {

using namespace Qt::StringLiterals;

namespace {

/// The context of the translator.
struct BankLines
{
    Q_DECLARE_TR_FUNCTIONS(BankLines)
};

bool isAsMatched(const StatementRow& row)
{
    return row.match.invoice && row.decision.invoices == std::vector{*row.match.invoice};
}

QString reason(MatchReason reason)
{
    switch (reason) {
    case MatchReason::Reference:
        return BankLines::tr("its payment reference is named");
    case MatchReason::Number:
        return BankLines::tr("its number is named");
    case MatchReason::NumberUnclear:
        return BankLines::tr("its number may be meant");
    case MatchReason::SeveralNamed:
        return BankLines::tr("other invoices are named too");
    case MatchReason::OtherCurrency:
        return BankLines::tr("it is in another currency");
    case MatchReason::NothingOpen:
        return BankLines::tr("it is paid already, here or before");
    case MatchReason::KnownAccount:
        return BankLines::tr("paid from this account before");
    case MatchReason::SameName:
        return BankLines::tr("same name");
    case MatchReason::SameAmount:
        return BankLines::tr("same amount");
    case MatchReason::Reversal:
        return BankLines::tr("the bank takes money back");
    }
    Q_UNREACHABLE();
}

/// How the amount stands to what is open on the invoices that were chosen.
struct Fit
{
    qint64 open = 0;
    bool isKnown = false;
};
Fit openOn(const StatementSession& session, const std::vector<ItemId>& ids)
{
    Fit fit;
    for (const ItemId id : ids) {
        const OpenInvoice* invoice = session.invoice(id);
        if (!invoice)
            return {};
        fit.open += invoice->open.minor();
        fit.isKnown = true;
    }
    return fit;
}

QString numbersOf(const StatementSession& session, const std::vector<ItemId>& ids)
{
    QStringList parts;
    for (const ItemId id : ids) {
        if (const OpenInvoice* invoice = session.invoice(id))
            parts += invoice->payerNames.empty()
                         ? invoice->number
                         : u"%1 · %2"_s.arg(invoice->number, invoice->payerNames.front());
    }
    return parts.join(u", "_s);
}

} // namespace

Badge lineBadge(const StatementSession& session, const StatementRow& row)
{
    using theme::Tone;
    if (row.isSeen())
        return {BankLines::tr("Imported before"), Tone::Neutral};
    if (row.concernsNobody())
        return {BankLines::tr("Outgoing"), Tone::Neutral};
    switch (row.decision.state) {
    case LineState::Ignored:
        return {BankLines::tr("Not ours"), Tone::Neutral};
    case LineState::Waiting:
        return row.match.kind == MatchKind::None && !row.isLikeAnother
                   ? Badge{BankLines::tr("No match"), Tone::Neutral}
                   : Badge{BankLines::tr("Please look"), Tone::Warning};
    case LineState::Matched:
        break;
    }
    if (row.stored && row.before.state == LineState::Matched && row.decision.invoices == row.before.invoices)
        return {BankLines::tr("Recorded"), Tone::Neutral};
    if (!row.isMoneyIn())
        return {BankLines::tr("Taken back"), Tone::Warning};
    const Fit fit = openOn(session, row.decision.invoices);
    if (isAsMatched(row) && row.match.kind == MatchKind::Exact)
        return {BankLines::tr("Exact"), Tone::Success};
    if (fit.isKnown && row.line.amount.minor() > fit.open)
        return {BankLines::tr("Too much"), Tone::Warning};
    if (fit.isKnown && row.line.amount.minor() < fit.open)
        return {BankLines::tr("Part payment"), Tone::Accent};
    return {isAsMatched(row) ? BankLines::tr("Exact") : BankLines::tr("Chosen"), Tone::Success};
}

QString lineTarget(const StatementSession& session, const StatementRow& row)
{
    if (row.isSeen() || row.concernsNobody())
        return {};
    if (row.decision.state == LineState::Ignored)
        return BankLines::tr("Remembered, not recorded");
    if (row.decision.state == LineState::Matched)
        return row.isMoneyIn() ? numbersOf(session, row.decision.invoices)
                               : BankLines::tr("The payment is opened again");
    if (row.isLikeAnother)
        return BankLines::tr("Imported before?");
    if (!row.returns.empty())
        return BankLines::tr("Maybe returned: %n payment(s)", nullptr, int(row.returns.size()));
    if (row.match.invoice) {
        const OpenInvoice* invoice = session.invoice(*row.match.invoice);
        return invoice ? BankLines::tr("%1?", "maybe this invoice").arg(invoice->number) : QString{};
    }
    if (row.match.candidates.empty())
        return BankLines::tr("Waits to be sorted out");
    if (row.match.candidates.size() == 1) {
        const OpenInvoice* invoice = session.invoice(row.match.candidates.front().invoice);
        return invoice ? BankLines::tr("%1?", "maybe this invoice").arg(invoice->number) : QString{};
    }
    return BankLines::tr("%n invoice(s) possible", nullptr, int(row.match.candidates.size()));
}

QString lineReasons(const StatementSession& session, const StatementRow& row)
{
    if (row.isSeen())
        return BankLines::tr("This line was imported before. It is not recorded again.");
    if (row.concernsNobody())
        return BankLines::tr("Money that went out pays no invoice. It is not kept.");
    if (row.decision.state == LineState::Ignored)
        return BankLines::tr("It is kept as not yours, and never asked about again.");
    if (row.isLikeAnother && row.decision.state == LineState::Waiting)
        return BankLines::tr(
            "A line of this day and amount was imported before, from a file of another format or under "
            "another account. If it is the same money, choose Not Ours.");
    if (row.decision.state == LineState::Waiting)
        return !row.isMoneyIn()
                   ? BankLines::tr("The bank takes money back. Choose the payment it belongs to.")
               : row.match.candidates.empty() && !row.match.invoice
                   ? BankLines::tr("It names no invoice. Choose one, or leave it for later.")
                   : BankLines::tr("Choose the invoice it pays, or leave it for later.");
    if (!row.isMoneyIn())
        return BankLines::tr("What that payment paid is open again.");
    const Fit fit = openOn(session, row.decision.invoices);
    const Currency currency = row.line.amount.currency();
    QString because;
    if (isAsMatched(row)) {
        because = candidateReasons(row.match.reasons);
        if (!because.isEmpty())
            because[0] = because[0].toUpper();
        because += u". "_s;
    }
    if (row.stored && row.before.state == LineState::Matched && row.decision.invoices == row.before.invoices)
        return BankLines::tr("It stands in the ledger. Leave it for later to take that back.");
    if (fit.isKnown && row.line.amount.minor() > fit.open)
        return because + BankLines::tr("%1 is more than is open; the rest becomes credit of the payer.")
                             .arg(amount(Money::ofMinor(row.line.amount.minor() - fit.open, currency)));
    if (fit.isKnown && row.line.amount.minor() < fit.open)
        return because + BankLines::tr("%1 stays open.")
                             .arg(amount(Money::ofMinor(fit.open - row.line.amount.minor(), currency)));
    return because + BankLines::tr("Pays all that is open.");
}

QString invoiceLine(const OpenInvoice& invoice)
{
    QStringList parts{invoice.number};
    if (!invoice.payerNames.empty())
        parts += invoice.payerNames.front();
    parts += invoice.open.minor() > 0 ? BankLines::tr("%1 open").arg(amount(invoice.open))
                                      : BankLines::tr("nothing open");
    return parts.join(u" · "_s);
}

QString candidateReasons(const std::vector<MatchReason>& reasons)
{
    QStringList parts;
    for (const MatchReason one : reasons)
        parts += reason(one);
    return parts.join(u", "_s);
}

QString statementColumn(StatementColumn column)
{
    switch (column) {
    case StatementColumn::Ignore:
        return BankLines::tr("nothing");
    case StatementColumn::BookedDay:
        return BankLines::tr("Day");
    case StatementColumn::ValueDay:
        return BankLines::tr("Value day");
    case StatementColumn::Amount:
        return BankLines::tr("Amount");
    case StatementColumn::MoneyIn:
        return BankLines::tr("Money in");
    case StatementColumn::MoneyOut:
        return BankLines::tr("Money out");
    case StatementColumn::Direction:
        return BankLines::tr("In or out");
    case StatementColumn::Currency:
        return BankLines::tr("Currency");
    case StatementColumn::PayerName:
        return BankLines::tr("Payer");
    case StatementColumn::PayerIban:
        return BankLines::tr("Payer's account");
    case StatementColumn::Text:
        return BankLines::tr("Text");
    case StatementColumn::Reference:
        return BankLines::tr("Bank's reference");
    case StatementColumn::EndToEndId:
        return BankLines::tr("Payer's reference");
    case StatementColumn::Balance:
        return BankLines::tr("Balance");
    case StatementColumn::Account:
        return BankLines::tr("Your account");
    case StatementColumn::Status:
        return BankLines::tr("Booked or not");
    }
    Q_UNREACHABLE();
}

QString statementOutcome(const StatementSession& session)
{
    const statements::Brought& outcome = session.outcome();
    QStringList sentences;
    if (session.undone() > 0)
        sentences += BankLines::tr("Taken back: %n earlier decision(s).", nullptr, session.undone());
    if (outcome.waiting > 0)
        sentences += BankLines::tr("Waiting to be sorted out: %n line(s).", nullptr, outcome.waiting);
    if (outcome.ignored > 0)
        sentences += BankLines::tr("Set aside as not yours: %n line(s).", nullptr, outcome.ignored);
    if (outcome.seen > 0)
        sentences +=
            BankLines::tr("Imported before, so not recorded again: %n line(s).", nullptr, outcome.seen);
    return sentences.join(u' ');
}

} // namespace foyer::words
