// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/money_words.h"
#include "ui/payments/statements/statement_session.h"
#include "ui/theme/style.h"

#include "ui/common/money_words.h"

#include <QString>

/// What lines of a statement are called in the window.
namespace foyer::words {

struct Badge
{
    QString text;
    theme::Tone tone = theme::Tone::Neutral;
};
/// "Exact", "Part payment", "Please look": what happens to a line, in a word or two.
Badge lineBadge(const StatementSession& session, const StatementRow& row);
/// One line beside it: the invoice, or why there is none.
QString lineTarget(const StatementSession& session, const StatementRow& row);
/// Sentences about it, for the card below the list.
QString lineReasons(const StatementSession& session, const StatementRow& row);

/// "2026-0017 · Ada Aster · €1,190.00 open"
QString invoiceLine(const OpenInvoice& invoice);
QString candidateReasons(const std::vector<MatchReason>& reasons);
QString statementColumn(StatementColumn column);
/// What bringIn() did.
QString statementOutcome(const StatementSession& session);

} // namespace foyer::words
