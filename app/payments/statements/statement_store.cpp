// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/statement_store.h"

#include "app/base/money_text.h"
#include "app/base/text.h"
#include "app/base/word_table.h"
#include "app/items/item_store.h"
#include "app/payments/balance.h"
#include "app/payments/ledger.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

LineDecision decisionFor(const LineMatch& match)
{
    const bool isClear = match.kind == MatchKind::Exact || match.kind == MatchKind::Partial;
    return isClear ? LineDecision{LineState::Matched, {*match.invoice}, {}} : LineDecision{};
}

} // namespace foyer

namespace foyer::statements {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<WordFor<LineState>, 3> stateWords{{
    {LineState::Matched, "matched"_L1},
    {LineState::Waiting, "waiting"_L1},
    {LineState::Ignored, "ignored"_L1},
}};
constexpr std::array<WordFor<StatementFormat>, 4> formatWords{{
    {StatementFormat::Camt053, "camt.053"_L1},
    {StatementFormat::Mt940, "mt940"_L1},
    {StatementFormat::Ofx, "ofx"_L1},
    {StatementFormat::Csv, "csv"_L1},
}};

constexpr std::size_t progressStep = 20; ///< lines between two words about it

const QString selectKnown =
    u"SELECT 1 FROM statement_line WHERE account = :account AND reference = :reference"_s;
const QString selectAlike = uR"(
    SELECT 1 FROM statement_line WHERE booked_day = :day AND amount_minor = :amount AND currency = :currency
      AND (format <> :format OR text = :text) LIMIT 1)"_s;
const QString insertLine = uR"(
    INSERT INTO statement_line (account, reference, format, booked_day, value_day, currency, amount_minor,
                                payer_name, payer_iban, text, state, payment_id, imported_at, bank_reference,
                                end_to_end_id, structured_references, other_text, is_reversal)
    VALUES (:account, :reference, :format, :booked, :value, :currency, :amount, :name, :iban, :text, 'waiting',
            NULL, :now, :bank_reference, :end_to_end_id, :structured, :other_text, :reversal))"_s;
const QString updateState =
    u"UPDATE statement_line SET state = :state, payment_id = :payment WHERE id = :id"_s;
const QString selectHead = uR"(
    SELECT id, account, reference, format, booked_day, value_day, currency, amount_minor, payer_name, payer_iban,
           text, state, payment_id, imported_at, bank_reference, end_to_end_id, structured_references,
           other_text, is_reversal
    FROM statement_line )"_s;
const QString selectLine = selectHead + u"WHERE id = :id"_s;
const QString selectWaiting = selectHead + u"WHERE state = 'waiting' ORDER BY booked_day, id"_s;
const QString selectSortedOut =
    selectHead + u"WHERE state <> 'waiting' ORDER BY booked_day DESC, id DESC LIMIT :limit"_s;
const QString selectOfPayment = selectHead + u"WHERE payment_id = :payment ORDER BY id LIMIT 1"_s;
// What came in on that account and of which that much is still there.
const QString selectReturnable = uR"(
    SELECT p.id,
           (l.bank_reference <> '' AND l.bank_reference = :bank_reference)
               OR (l.end_to_end_id <> '' AND l.end_to_end_id = :end_to_end_id) AS is_sure,
           l.payer_iban <> '' AND l.payer_iban = :iban AS is_payer, l.amount_minor, l.booked_day, l.payer_name
    FROM statement_line l JOIN payment p ON p.id = l.payment_id
    WHERE l.account = :account AND l.state = 'matched' AND l.amount_minor > 0 AND p.kind = 'payment'
      AND l.currency = :currency AND l.amount_minor >= :amount AND l.booked_day <= :day
      AND (is_sure OR is_payer OR l.amount_minor = :amount)
      AND (SELECT s.state FROM payment_state s WHERE s.payment_id = p.id ORDER BY s.id DESC LIMIT 1) = 'posted'
      AND p.amount_minor - :amount >=
          (SELECT coalesce(sum(b.amount_minor), 0) FROM payment b WHERE b.of_payment_id = p.id
             AND (SELECT s.state FROM payment_state s WHERE s.payment_id = b.id
                  ORDER BY s.id DESC LIMIT 1) <> 'failed')
    ORDER BY is_sure DESC, is_payer DESC, l.amount_minor = :amount DESC, l.booked_day DESC LIMIT 20)"_s;

const QString selectTakenFrom = uR"(
    SELECT invoice_id FROM allocation WHERE payment_id = :payment AND amount_minor < 0 AND cause = :cause
    GROUP BY invoice_id ORDER BY max(id) DESC)"_s;

QString ledgerAccount(const QString& account)
{
    return u"bank:"_s + account;
}

std::vector<QString> textsFrom(const QString& json)
{
    std::vector<QString> texts;
    for (const QJsonValue& text : QJsonDocument::fromJson(json.toUtf8()).array())
        texts.push_back(text.toString());
    return texts;
}

QString textOf(const std::vector<QString>& texts)
{
    QJsonArray json;
    for (const QString& text : texts)
        json.append(text);
    return QString::fromUtf8(QJsonDocument{json}.toJson(QJsonDocument::Compact));
}

StoredLine lineFromRow(const Query& row)
{
    StoredLine stored;
    stored.id = StatementLineId{row.integer(0)};
    StatementLine& line = stored.line;
    line.account = row.text(1);
    line.reference = row.text(2);
    stored.format = valueOf(formatWords, row.text(3)).value_or(StatementFormat::Csv);
    line.bookedDay = row.day(4);
    line.valueDay = row.day(5);
    line.amount = Money::ofMinor(row.integer(7), Currency::fromText(row.text(6)).value_or(eur));
    line.payerName = row.text(8);
    line.payerIban = row.text(9);
    line.text = row.text(10);
    stored.state = valueOf(stateWords, row.text(11)).value_or(LineState::Waiting);
    if (!row.isNull(12))
        stored.payment = PaymentId{row.integer(12)};
    stored.importedAt = row.instant(13);
    line.bankReference = row.text(14);
    line.endToEndId = row.text(15);
    line.structuredReferences = textsFrom(row.text(16));
    line.otherText = row.text(17);
    line.isReversal = row.flag(18);
    return stored;
}

Result<bool> isKnown(const Snapshot& snapshot, const StatementLine& line)
{
    const auto known = snapshot.query(selectKnown)
                           .bind(":account"_L1, line.account)
                           .bind(":reference"_L1, line.reference)
                           .first([](const Query&) { return true; });
    if (!known)
        return fail(known.error());
    return known->has_value();
}

Result<StatementLineId> insert(Transaction& transaction, StatementFormat format, const StatementLine& line)
{
    auto query = transaction.query(insertLine);
    query.bind(":account"_L1, line.account)
        .bind(":reference"_L1, line.reference)
        .bind(":format"_L1, wordOf(formatWords, format))
        .bind(":booked"_L1, line.bookedDay)
        .bind(":value"_L1, line.valueDay)
        .bind(":currency"_L1, line.amount.currency().code())
        .bind(":amount"_L1, line.amount.minor())
        .bind(":name"_L1, line.payerName)
        .bind(":iban"_L1, line.payerIban)
        .bind(":text"_L1, line.text)
        .bind(":now"_L1, transaction.now())
        .bind(":bank_reference"_L1, line.bankReference)
        .bind(":end_to_end_id"_L1, line.endToEndId)
        .bind(":structured"_L1, textOf(line.structuredReferences))
        .bind(":other_text"_L1, line.otherText)
        .bind(":reversal"_L1, line.isReversal);
    if (const auto inserted = query.run(); !inserted)
        return fail(inserted.error());
    const StatementLineId id{query.insertedRow()};
    transaction.record({u"statement_line"_s, id.row(), u"imported"_s, {}});
    transaction.touch(Entity::Payment, 0);
    return id;
}

Result<void> setState(Transaction& transaction, StatementLineId id, LineState state,
                      std::optional<PaymentId> payment)
{
    const auto updated = transaction.query(updateState)
                             .bind(":state"_L1, wordOf(stateWords, state))
                             .bind(":payment"_L1, payment ? std::optional{payment->row()} : std::nullopt)
                             .bind(":id"_L1, id.row())
                             .run();
    if (!updated)
        return updated;
    transaction.record({u"statement_line"_s,
                        id.row(),
                        wordOf(stateWords, state),
                        {{u"payment"_s, payment ? payment->row() : 0}}});
    transaction.touch(Entity::Payment, 0);
    return {};
}

/// The line's reference in the ledger; with "~2" and so on behind it after an assignment was undone, since
/// the failed row keeps the reference it has.
Result<QString> freeReference(const Snapshot& snapshot, const StatementLine& line)
{
    for (int attempt = 1;; ++attempt) {
        const QString reference = attempt == 1 ? line.reference : u"%1~%2"_s.arg(line.reference).arg(attempt);
        const auto before = payments::findByReference(snapshot, ledgerAccount(line.account), reference);
        if (!before)
            return fail(before.error());
        if (!*before)
            return reference;
        const auto payment = payments::find(snapshot, **before);
        if (!payment)
            return fail(payment.error());
        if (payment->state != PaymentState::Failed)
            return reference; // the ledger says whether it is the same
    }
}

/// Who of an invoice's recipients the bank names, else the one it is addressed to.
std::optional<ContactId> payerOf(const Snapshot& snapshot, const Item& invoice, const QString& payerName)
{
    static const QString selectName = u"SELECT name FROM contact WHERE id = :id"_s;
    const QString wanted = foldedForSearch(payerName);
    for (const ItemRecipient& recipient : invoice.recipients) {
        const auto name =
            snapshot.query(selectName).bind(":id"_L1, recipient.contact.row()).first([](const Query& row) {
                return row.text(0);
            });
        if (name && *name && foldedForSearch(**name) == wanted)
            return recipient.contact;
    }
    return invoice.recipients.empty() ? std::nullopt : std::optional{invoice.recipients.front().contact};
}

Result<PaymentId> recordPayment(Transaction& transaction, const StatementLine& line,
                                const std::vector<ItemId>& invoices)
{
    if (invoices.empty())
        return fail(Fault::Invalid, u"Choose the invoice that was paid."_s);
    const auto first = items::find(transaction, invoices.front());
    if (!first)
        return fail(first.error());
    const auto reference = freeReference(transaction, line);
    if (!reference)
        return fail(reference.error());
    payments::NewPayment payment{ledgerAccount(line.account),
                                 *reference,
                                 first->brand,
                                 first->job,
                                 payerOf(transaction, *first, line.payerName),
                                 PaymentMethod::BankTransfer,
                                 line.amount};
    payment.day = line.bookedDay;
    payment.note = line.text.left(500);
    for (const ItemId invoice : invoices)
        payment.towards.push_back({invoice});
    const auto recorded = payments::record(transaction, payment);
    if (!recorded)
        return fail(recorded.error());
    return recorded->id;
}

Result<PaymentId> recordReturn(Transaction& transaction, const StatementLine& line,
                               std::optional<PaymentId> payment)
{
    if (!payment)
        return fail(Fault::Invalid, u"Choose the payment that was taken back."_s);
    const auto reference = freeReference(transaction, line);
    if (!reference)
        return fail(reference.error());
    payments::NewReturn back{PaymentKind::Dispute, *payment, -line.amount.minor()};
    back.day = line.bookedDay;
    back.account = ledgerAccount(line.account);
    back.reference = *reference;
    back.note = line.text.left(500);
    const auto of = payments::find(transaction, *payment);
    if (!of)
        return fail(of.error());
    if (of->amount.currency() != line.amount.currency())
        return fail(Fault::Invalid, u"The payment is in another currency."_s);
    const auto recorded = payments::recordReturn(transaction, back);
    if (!recorded)
        return fail(recorded.error());
    return recorded->id;
}

/// What a return had taken from invoices goes there again, as far as it still fits: they were paid.
Result<void> putBack(Transaction& transaction, const Payment& back)
{
    const auto invoices = transaction.query(selectTakenFrom)
                              .bind(":payment"_L1, back.of->row())
                              .bind(":cause"_L1, toWord(back.kind))
                              .all([](const Query& row) { return ItemId{row.integer(0)}; });
    if (!invoices)
        return fail(invoices.error());
    qint64 left = back.amount.minor();
    for (const ItemId id : *invoices) {
        const auto payment = payments::find(transaction, *back.of);
        const auto item = items::find(transaction, id);
        const auto balance = payments::balanceOf(transaction, id);
        if (!payment || !item || !balance)
            return fail(!payment ? payment.error() : !item ? item.error() : balance.error());
        const bool takesMoney = (item->state == ItemState::Sent || item->state == ItemState::Completed) &&
                                item->brand == payment->brand;
        const qint64 amount = std::min({left, payment->credit(), balance->open()});
        if (!takesMoney || amount <= 0)
            continue;
        if (const auto put = payments::allocate(transaction, *back.of, id, amount, u"assigned by mistake"_s);
            !put)
            return put;
        left -= amount;
    }
    return {};
}

Result<void> apply(Transaction& transaction, StatementLineId id, const StatementLine& line,
                   const LineDecision& decision)
{
    if (decision.state != LineState::Matched)
        return setState(transaction, id, decision.state, {});
    if (line.amount.minor() == 0)
        return fail(Fault::Invalid, u"A line of nothing pays nothing."_s);
    const auto recorded = line.amount.minor() > 0 ? recordPayment(transaction, line, decision.invoices)
                                                  : recordReturn(transaction, line, decision.returned);
    if (!recorded)
        return fail(recorded.error());
    return setState(transaction, id, LineState::Matched, *recorded);
}

/// Which line, in words: the studio sees them, the log does not.
Failure about(const StatementLine& line, const Error& error)
{
    return fail(error.fault, u"The line of %1 over %2: %3"_s.arg(line.bookedDay.toString(Qt::ISODate),
                                                                 moneyText(line.amount, {}), error.detail));
}

} // namespace

Result<QSet<QString>> seenAmong(const Snapshot& snapshot, const std::vector<StatementLine>& lines)
{
    QSet<QString> seen;
    for (const StatementLine& line : lines) {
        const auto known = isKnown(snapshot, line);
        if (!known)
            return fail(known.error());
        if (*known)
            seen.insert(lineKey(line));
    }
    return seen;
}

Result<QSet<QString>> likeEarlier(const Snapshot& snapshot, StatementFormat format,
                                  const std::vector<StatementLine>& lines)
{
    QSet<QString> alike;
    for (const StatementLine& line : lines) {
        const auto found = snapshot.query(selectAlike)
                               .bind(":day"_L1, line.bookedDay)
                               .bind(":amount"_L1, line.amount.minor())
                               .bind(":currency"_L1, line.amount.currency().code())
                               .bind(":format"_L1, wordOf(formatWords, format))
                               .bind(":text"_L1, line.text)
                               .first([](const Query&) { return true; });
        if (!found)
            return fail(found.error());
        if (*found)
            alike.insert(lineKey(line));
    }
    return alike;
}

Result<std::vector<PossibleReturn>> possibleReturns(const Snapshot& snapshot, const StatementLine& line)
{
    if (line.amount.minor() >= 0)
        return std::vector<PossibleReturn>{};
    return snapshot.query(selectReturnable)
        .bind(":account"_L1, line.account)
        .bind(":bank_reference"_L1, line.bankReference)
        .bind(":end_to_end_id"_L1, line.endToEndId)
        .bind(":iban"_L1, line.payerIban)
        .bind(":currency"_L1, line.amount.currency().code())
        .bind(":amount"_L1, -line.amount.minor())
        .bind(":day"_L1, line.bookedDay)
        .all([currency = line.amount.currency()](const Query& row) {
            return PossibleReturn{PaymentId{row.integer(0)}, row.flag(1),
                                  Money::ofMinor(row.integer(3), currency), row.day(4), row.text(5)};
        });
}

Result<Brought> bringIn(Transaction& transaction, StatementFormat format,
                        const std::vector<StatementLine>& lines, const std::vector<LineDecision>& decisions,
                        const ImportProgress& progress)
{
    Q_ASSERT(lines.size() == decisions.size());
    Brought brought;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const StatementLine& line = lines[i];
        if (progress && i % progressStep == 0 && !progress(i, lines.size()))
            return fail(Fault::Cancelled, u"Nothing was imported."_s);
        if (line.account.isEmpty())
            return fail(Fault::Invalid, u"Say which bank account the statement is of."_s);
        const auto known = isKnown(transaction, line);
        if (!known)
            return fail(known.error());
        if (*known) {
            ++brought.seen;
            continue;
        }
        const bool concernsNobody =
            line.amount.minor() <= 0 && !line.isReversal && decisions[i].state != LineState::Matched;
        if (concernsNobody) {
            ++brought.leftOut;
            continue;
        }
        const auto id = insert(transaction, format, line);
        if (!id)
            return fail(id.error());
        if (decisions[i].state != LineState::Waiting) {
            if (const auto applied = apply(transaction, *id, line, decisions[i]); !applied)
                return about(line, applied.error());
        }
        switch (decisions[i].state) {
        case LineState::Matched:
            ++brought.matched;
            break;
        case LineState::Waiting:
            ++brought.waiting;
            break;
        case LineState::Ignored:
            ++brought.ignored;
            break;
        }
    }
    if (brought.matched + brought.waiting + brought.ignored == 0)
        transaction.declareHousekeeping(); // all of it was known
    return brought;
}

Result<StoredLine> find(const Snapshot& snapshot, StatementLineId id)
{
    auto line = snapshot.query(selectLine).bind(":id"_L1, id.row()).first(lineFromRow);
    if (!line)
        return fail(line.error());
    if (!*line)
        return fail(Fault::NotFound, u"There is no line %1 of a statement."_s.arg(id.row()));
    return std::move(**line);
}

Result<std::vector<StoredLine>> waiting(const Snapshot& snapshot)
{
    return snapshot.query(selectWaiting).all(lineFromRow);
}

Result<std::vector<StoredLine>> sortedOut(const Snapshot& snapshot, int limit)
{
    return snapshot.query(selectSortedOut).bind(":limit"_L1, limit).all(lineFromRow);
}

Result<std::vector<ItemId>> paidBy(const Snapshot& snapshot, PaymentId payment)
{
    const auto allocations = payments::allocationsOf(snapshot, payment);
    if (!allocations)
        return fail(allocations.error());
    std::vector<ItemId> invoices;
    for (const payments::Allocation& one : *allocations)
        invoices.push_back(one.invoice);
    return invoices;
}

Result<std::optional<StoredLine>> lineOf(const Snapshot& snapshot, PaymentId payment)
{
    return snapshot.query(selectOfPayment).bind(":payment"_L1, payment.row()).first(lineFromRow);
}

Result<void> decide(Transaction& transaction, StatementLineId id, const LineDecision& decision)
{
    const auto stored = find(transaction, id);
    if (!stored)
        return fail(stored.error());
    if (stored->state == LineState::Matched)
        return fail(Fault::Conflict, u"This line stands in the ledger already; undo that first."_s);
    if (const auto applied = apply(transaction, id, stored->line, decision); !applied)
        return about(stored->line, applied.error());
    return {};
}

Result<void> undo(Transaction& transaction, StatementLineId id)
{
    const auto stored = find(transaction, id);
    if (!stored)
        return fail(stored.error());
    if (stored->payment) {
        const auto failed =
            payments::setState(transaction, *stored->payment, PaymentState::Failed, u"assigned by mistake"_s);
        if (!failed)
            return about(stored->line, failed.error());
        const auto payment = payments::find(transaction, *stored->payment);
        const auto back = !payment      ? Result<void>{fail(payment.error())}
                          : payment->of ? putBack(transaction, *payment)
                                        : Result<void>{};
        if (!back)
            return about(stored->line, back.error());
    }
    return setState(transaction, id, LineState::Waiting, {});
}

} // namespace foyer::statements
