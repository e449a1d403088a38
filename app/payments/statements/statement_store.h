// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/payment.h"
#include "app/payments/statements/matching.h"
#include "app/payments/statements/statement.h"
#include "app/storage/database.h"

#include <functional>
#include <vector>

namespace foyer {

/// What became of a line. The words of the database are "matched", "waiting", "ignored".
enum class LineState
{
    Matched, ///< stands in the ledger
    Waiting, ///< to be sorted out
    Ignored  ///< not ours
};

struct StoredLine
{
    StatementLineId id{1};
    StatementFormat format = StatementFormat::Csv;
    StatementLine line; ///< as the bank wrote it, for good; its `line` is 0
    LineState state = LineState::Waiting;
    std::optional<PaymentId> payment; ///< of Matched: what it became
    Instant importedAt;
};

/// What a person, or an exact match, says a line is.
struct LineDecision
{
    LineState state = LineState::Waiting;
    /// Of Matched with money that came in: paid in this order, each as much as is open; the rest is credit.
    std::vector<ItemId> invoices = {};
    /// Of Matched with money that was taken back: from which payment.
    std::optional<PaymentId> returned = {};
};

/// Exact and part payments are taken, all else waits.
LineDecision decisionFor(const LineMatch& match);

} // namespace foyer

/// The store of bank lines. A line is known by its account and reference: bringing it in again changes
/// nothing, whatever file it comes in.
namespace foyer::statements {

/// What matchLines() needs: every issued invoice of the studio, also paid and void ones.
Result<std::vector<OpenInvoice>> invoicesToMatch(const Snapshot& snapshot);
/// lineKey()s of these lines that were brought in before.
Result<QSet<QString>> seenAmong(const Snapshot& snapshot, const std::vector<StatementLine>& lines);
/// lineKey()s of lines that look like one that came in before, of whatever account: of the same day, amount
/// and text or, in a file of another format, of the same day and amount. Formats tell different references,
/// and an account can be called differently, so nothing but a person can know.
Result<QSet<QString>> likeEarlier(const Snapshot& snapshot, StatementFormat format,
                                  const std::vector<StatementLine>& lines);
/// The payments a line that takes money back may mean, likeliest first: of its account, not below its amount,
/// with its bank reference or payer's id (`isSure`), else from its payer's account or of its amount.
struct PossibleReturn
{
    PaymentId payment;
    bool isSure;
    Money amount; ///< as it came in
    QDate day;
    QString payerName;
};
Result<std::vector<PossibleReturn>> possibleReturns(const Snapshot& snapshot, const StatementLine& line);

struct Brought
{
    int matched = 0; ///< now in the ledger
    int waiting = 0;
    int ignored = 0;
    int seen = 0;    ///< brought in before: nothing changed
    int leftOut = 0; ///< went out and takes nothing back: not kept, they are nobody's business here
};
/// Told now and then. @returns false to stop: then nothing was brought in
using ImportProgress = std::function<bool(std::size_t done, std::size_t total)>;

/// All lines in one transaction: all or none.
/// @param decisions  one for each line, in the same order
/// Faults: Invalid (a line without an account), Cancelled, and those of the ledger with the line's sentence
Result<Brought> bringIn(Transaction& transaction, StatementFormat format,
                        const std::vector<StatementLine>& lines, const std::vector<LineDecision>& decisions,
                        const ImportProgress& progress = {});

/// Faults: NotFound
Result<StoredLine> find(const Snapshot& snapshot, StatementLineId id);
/// To be sorted out, the oldest day first.
Result<std::vector<StoredLine>> waiting(const Snapshot& snapshot);
/// Sorted out already: the newest first. @param limit  1 to 1'000
Result<std::vector<StoredLine>> sortedOut(const Snapshot& snapshot, int limit);
/// What a line in the ledger went towards, as it stands now.
Result<std::vector<ItemId>> paidBy(const Snapshot& snapshot, PaymentId payment);
/// The line that a payment, or a return, came from; nothing for those by hand or card.
Result<std::optional<StoredLine>> lineOf(const Snapshot& snapshot, PaymentId payment);

/// Sorts out a line. Deciding the same again changes nothing. Faults: NotFound, Invalid, Conflict (it stands
/// in the ledger already: undo that first)
Result<void> decide(Transaction& transaction, StatementLineId id, const LineDecision& decision);
/// It waits again. What it put into the ledger is taken back there by further rows: the payment fails, and
/// what it paid is open again; a return fails, and what it took is where it was.
/// Faults: NotFound, Conflict (some of the payment went back already)
Result<void> undo(Transaction& transaction, StatementLineId id);

} // namespace foyer::statements
