// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/item_store.h"
#include "app/payments/balance.h"
#include "app/payments/gateway_inbox.h"
#include "app/payments/ledger.h"
#include "app/payments/refund_attempt.h"
#include "app/payments/stripe/stripe_amount.h"
#include "app/payments/verdicts.h"

#include <algorithm>

namespace foyer::payments {

using namespace Qt::StringLiterals;

namespace {

/// What a return had taken away from an invoice goes there again, as far as it still fits.
Result<void> putBack(Transaction& transaction, PaymentId id, qint64 amount, const QString& cause)
{
    const auto payment = find(transaction, id);
    if (!payment)
        return fail(payment.error());
    if (!payment->attempt)
        return {};
    const auto attempt = findAttempt(transaction, *payment->attempt);
    if (!attempt)
        return fail(attempt.error());
    const auto item = items::find(transaction, attempt->invoice);
    if (!item)
        return fail(item.error());
    const auto balance = balanceOf(transaction, attempt->invoice);
    if (!balance)
        return fail(balance.error());
    const qint64 fits = std::min({amount, payment->credit(), balance->open()});
    const bool takesMoney = item->state == ItemState::Sent || item->state == ItemState::Completed;
    return takesMoney && fits > 0 ? allocate(transaction, id, attempt->invoice, fits, cause) : Result<void>{};
}

/// A refund or a dispute in the ledger: what both have in common.
struct Back
{
    PaymentKind kind;
    QString id; ///< of the refund or the dispute
    QString paymentIntent;
    qint64 units;
    QString currency;
};

struct Place
{
    Payment payment;
    Money amount;
    std::optional<Payment> row; ///< of this refund or dispute
};

/// Where it belongs, or why it belongs nowhere (yet).
Result<std::variant<Place, Verdict>> placeOf(const Snapshot& snapshot, const GatewayAccount& account,
                                             const Back& back)
{
    using Found = std::variant<Place, Verdict>;
    if (back.paymentIntent.isEmpty())
        return Found{quarantined(u"It names no payment."_s)};
    const auto id = findByReference(snapshot, account.inLedger(), back.paymentIntent);
    if (!id)
        return fail(id.error());
    if (!*id)
        return Found{quarantined(u"Its payment is not in the ledger (yet)."_s)};
    auto payment = find(snapshot, **id);
    if (!payment)
        return fail(payment.error());
    const auto amount = stripe::fromStripe(back.units, back.currency);
    if (!amount || amount->currency() != payment->amount.currency() || amount->minor() <= 0)
        return Found{quarantined(u"Its amount or currency does not fit its payment."_s)};
    const auto rowId = findByReference(snapshot, account.inLedger(), back.id);
    if (!rowId)
        return fail(rowId.error());
    std::optional<Payment> row;
    if (*rowId) {
        auto found = find(snapshot, **rowId);
        if (!found)
            return fail(found.error());
        if (found->amount != *amount || found->of != payment->id)
            return Found{quarantined(u"It stands in the ledger with another amount."_s)};
        row = std::move(*found);
    }
    return Found{Place{std::move(*payment), *amount, std::move(row)}};
}

Result<Verdict> give(Transaction& transaction, const Place& place, const Back& back, PaymentState state,
                     Instant at)
{
    const auto recorded = recordReturn(transaction, {.kind = back.kind,
                                                     .of = place.payment.id,
                                                     .amount = place.amount.minor(),
                                                     .day = dayOf(at),
                                                     .reference = back.id,
                                                     .state = state});
    return recorded ? Result<Verdict>{applied()} : fromLedger(recorded.error());
}

Result<Verdict> undo(Transaction& transaction, const Place& place, const QString& cause)
{
    if (place.row->state == PaymentState::Failed)
        return nothing(u"It was known already."_s);
    const auto stated = setState(transaction, place.row->id, PaymentState::Failed, cause);
    if (!stated)
        return fromLedger(stated.error());
    const auto back = putBack(transaction, place.payment.id, place.amount.minor(), cause);
    return back ? Result<Verdict>{applied()} : fromLedger(back.error());
}

bool isOver(const stripe::Refund& refund)
{
    return refund.status == stripe::Refund::Status::Failed ||
           refund.status == stripe::Refund::Status::Cancelled;
}

/// Whether an earlier event told the end of this already.
template <class Object, class IsEnd>
Result<bool> hasEnded(const Snapshot& snapshot, const GatewayAccount& account, const QString& subject,
                      const QString& id, IsEnd isEnd)
{
    const auto events = eventsAbout(snapshot, account, subject);
    if (!events)
        return fail(events.error());
    return std::any_of(events->begin(), events->end(), [&](const InboxEntry& entry) {
        const auto* object = std::get_if<Object>(&entry.event.object);
        return object && object->id == id && isEnd(entry.event, *object);
    });
}

} // namespace

Result<Verdict> applyRefund(Transaction& transaction, const GatewayAccount& account,
                            const stripe::Refund& refund, Instant at)
{
    const Back back{PaymentKind::Refund, refund.id, refund.paymentIntent, refund.amount, refund.currency};
    auto found = placeOf(transaction, account, back);
    if (!found)
        return fail(found.error());
    if (const auto* verdict = std::get_if<Verdict>(&*found))
        return *verdict;
    const Place& place = std::get<Place>(*found);
    if (const auto noted = noteRefund(transaction, refund); !noted)
        return fail(noted.error());
    if (isOver(refund))
        return place.row ? undo(transaction, place, u"the refund failed"_s)
                         : nothing(u"It failed before it stood in the ledger."_s);
    const PaymentState state =
        refund.status == stripe::Refund::Status::Succeeded ? PaymentState::Posted : PaymentState::Pending;
    if (place.row) {
        if (place.row->state != PaymentState::Pending || state == PaymentState::Pending)
            return nothing(u"It was known already."_s);
        const auto stated = setState(transaction, place.row->id, state, u"stripe"_s);
        return stated ? Result<Verdict>{applied()} : fromLedger(stated.error());
    }
    const auto ended = hasEnded<stripe::Refund>(
        transaction, account, refund.paymentIntent, refund.id,
        [](const stripe::Event&, const stripe::Refund& other) { return isOver(other); });
    if (!ended)
        return fail(ended.error());
    return *ended ? nothing(u"It had failed already."_s) : give(transaction, place, back, state, at);
}

Result<Verdict> applyDispute(Transaction& transaction, const GatewayAccount& account,
                             stripe::Event::Kind kind, const stripe::Dispute& dispute, Instant at)
{
    if (kind != stripe::Event::Kind::DisputeTook && kind != stripe::Event::Kind::DisputeGaveBack)
        return nothing(u"The dispute is now: %1."_s.arg(dispute.status.left(50)));
    const Back back{PaymentKind::Dispute, dispute.id, dispute.paymentIntent, dispute.amount,
                    dispute.currency};
    auto found = placeOf(transaction, account, back);
    if (!found)
        return fail(found.error());
    if (const auto* verdict = std::get_if<Verdict>(&*found))
        return *verdict;
    const Place& place = std::get<Place>(*found);
    if (kind == stripe::Event::Kind::DisputeGaveBack)
        return place.row ? undo(transaction, place, u"the dispute was won"_s)
                         : nothing(u"It was won before it stood in the ledger."_s);
    if (place.row)
        return nothing(u"It was known already."_s);
    const auto ended =
        hasEnded<stripe::Dispute>(transaction, account, dispute.paymentIntent, dispute.id,
                                  [](const stripe::Event& event, const stripe::Dispute&) {
                                      return event.kind == stripe::Event::Kind::DisputeGaveBack;
                                  });
    if (!ended)
        return fail(ended.error());
    return *ended ? nothing(u"It had been won already."_s)
                  : give(transaction, place, back, PaymentState::Posted, at);
}

} // namespace foyer::payments
