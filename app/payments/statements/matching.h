// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/payments/statements/statement.h"

#include <QSet>

#include <optional>
#include <vector>

namespace foyer {

/// An invoice that a line may pay. Give paid and voided ones too, with nothing open: whoever pays one twice
/// is then asked about, and their numbers are not mistaken for others.
struct OpenInvoice
{
    ItemId id{1};
    QString number;
    QString title = {};                     ///< for people, not matched
    std::vector<QString> references;        ///< RF and Swiss QR references, without blanks
    Money open = Money::ofMinor(0, eur);    ///< not paid yet; zero or below: nothing
    Money nextDue = Money::ofMinor(0, eur); ///< of the schedule, in the same currency; zero: nothing
    std::vector<QString> payerNames;
    std::vector<QString> payerIbans; ///< known from earlier payments
};

enum class MatchKind
{
    Exact,   ///< one invoice, and the amount is what is open or due next
    Partial, ///< one invoice, another amount
    Ask,     ///< candidates at best
    None,    ///< nothing fits
    Seen,    ///< imported before
};

enum class MatchReason
{
    Reference,     ///< a reference valid by its check digits, which is this invoice's
    Number,        ///< its number, alone as a word
    NumberUnclear, ///< its number, but as part of another, or one that may mean something else
    SeveralNamed,  ///< the line names other invoices as well
    OtherCurrency,
    NothingOpen,  ///< paid already, or by an earlier line of this file
    KnownAccount, ///< paid from this account before
    SameName,
    SameAmount, ///< what is open or due next
    Reversal,   ///< takes money back
};

struct MatchCandidate
{
    ItemId invoice{1};
    std::vector<MatchReason> reasons; ///< strongest first
};

enum class PartialWhy
{
    Under,
    Over ///< the rest becomes credit
};

struct LineMatch
{
    MatchKind kind = MatchKind::None;
    std::optional<ItemId> invoice;          ///< of Exact and Partial
    Money amount = Money::ofMinor(0, eur);  ///< of it, for that invoice; never more than is open
    PartialWhy why = PartialWhy::Under;     ///< of Partial
    std::vector<MatchReason> reasons;       ///< of Exact and Partial
    std::vector<MatchCandidate> candidates; ///< of Ask: at most 10, likeliest first
};

/// Account and reference in one: what tells whether a line was imported before.
QString lineKey(const StatementLine& line);

/// What each line pays. An invoice is paid without asking only when the line names it and no other: by a
/// reference with check digits, or by its whole number standing alone; in its currency, and while something
/// is open on it. Names, accounts and amounts only ever propose. Lines are taken in their order, and what
/// one line pays is no longer open for the next. Pure; any thread.
/// @param seen  lineKey()s of what was imported before
/// @returns one match for each line, in the same order
std::vector<LineMatch> matchLines(const std::vector<StatementLine>& lines,
                                  const std::vector<OpenInvoice>& invoices, const QSet<QString>& seen = {});

} // namespace foyer
