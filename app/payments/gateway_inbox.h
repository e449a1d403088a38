// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/card_events.h"

#include <QJsonObject>

/// For the files around Stripe: the rows of the inbox.
namespace foyer::payments {

struct InboxEntry
{
    qint64 row;
    stripe::Event event; ///< as far as its facts tell: who, what, amounts
    Verdict::Outcome outcome;
    bool isSorted;
};

/// What is kept of an event: ids, amounts, states; nothing of the person who paid.
QJsonObject factsOf(const stripe::Event& event);
/// By what events are found again: the payment of a refund or a dispute, else the session.
QString subjectOf(const stripe::Event& event);

Result<void> insertEvent(Transaction& transaction, const GatewayAccount& account, const stripe::Event& event,
                         const Verdict& verdict);
/// Everything the inbox has about one thing, in the order it came.
Result<std::vector<InboxEntry>> eventsAbout(const Snapshot& snapshot, const GatewayAccount& account,
                                            const QString& subject);
/// What was set aside has found its place.
Result<void> sortOut(Transaction& transaction, qint64 row, const Verdict& verdict);

} // namespace foyer::payments
