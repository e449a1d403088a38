// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/card_events.h"

#include "app/items/item_store.h"
#include "app/payments/gateway_inbox.h"
#include "app/payments/ledger.h"
#include "app/payments/stripe/stripe_amount.h"
#include "app/payments/verdicts.h"

namespace foyer::payments {

using namespace Qt::StringLiterals;

namespace {

/// The attempt a session belongs to: by the session, or while that is unknown here by our reference in it.
Result<std::optional<PaymentAttempt>> attemptOf(const Snapshot& snapshot, const GatewayAccount& account,
                                                const stripe::Session& session)
{
    auto attempt = findAttemptBySession(snapshot, account.inLedger(), session.id);
    if (!attempt || *attempt || session.attempt.isEmpty())
        return attempt;
    return findAttemptByUid(snapshot, session.attempt);
}

/// Why a session is not what was asked for; empty when it is.
QString mismatch(const GatewayAccount& account, const PaymentAttempt& attempt, const stripe::Session& session)
{
    if (attempt.account != account.inLedger())
        return u"It names a payment that was begun with another account."_s;
    if (session.attempt != attempt.uid || session.reference != attempt.uid)
        return u"It does not carry the reference of the payment it belongs to."_s;
    if (!attempt.session.isEmpty() && attempt.session != session.id)
        return u"It is another session than the one that was opened for this payment."_s;
    if (session.isLive != account.isLive)
        return session.isLive ? u"It is of the live mode, and this brand is set to test."_s
                              : u"It is of the test mode, and this brand takes real money."_s;
    const auto asked = stripe::toStripe(attempt.amount);
    if (!asked || session.amount != asked->units || session.currency != asked->currency)
        return u"Its amount or currency is not the one that was asked for."_s;
    return {};
}

/// Refunds and disputes that came before their payment.
Result<void> applyWaiting(Transaction& transaction, const GatewayAccount& account, const QString& reference)
{
    const auto waiting = eventsAbout(transaction, account, reference);
    if (!waiting)
        return fail(waiting.error());
    for (const InboxEntry& entry : *waiting) {
        if (entry.outcome != Verdict::Outcome::Quarantined || entry.isSorted ||
            entry.event.isLive != account.isLive)
            continue;
        Result<Verdict> verdict = nothing({});
        if (const auto* refund = std::get_if<stripe::Refund>(&entry.event.object))
            verdict = applyRefund(transaction, account, *refund, entry.event.created);
        else if (const auto* dispute = std::get_if<stripe::Dispute>(&entry.event.object))
            verdict = applyDispute(transaction, account, entry.event.kind, *dispute, entry.event.created);
        else
            continue;
        if (!verdict)
            return fail(verdict.error());
        if (verdict->outcome == Verdict::Outcome::Quarantined)
            continue;
        if (const auto sorted = sortOut(transaction, entry.row, *verdict); !sorted)
            return sorted;
    }
    return {};
}

Result<Verdict> paid(Transaction& transaction, const GatewayAccount& account, const PaymentAttempt& attempt,
                     const stripe::Session& session, Instant at)
{
    if (session.paymentIntent.isEmpty())
        return quarantined(u"It is paid and names no payment."_s);
    const auto before = findByReference(transaction, account.inLedger(), session.paymentIntent);
    if (!before)
        return fail(before.error());
    const std::vector<Towards> towards{{attempt.invoice, 0}};
    bool isNews = true;
    if (*before) {
        const auto payment = find(transaction, **before);
        if (!payment)
            return fail(payment.error());
        if (payment->attempt != attempt.id || payment->amount != attempt.amount)
            return quarantined(u"Its payment stands in the ledger as another one."_s);
        if (payment->state == PaymentState::Failed)
            return quarantined(u"It is paid after all, and its payment was marked as failed."_s);
        isNews = payment->state == PaymentState::Pending;
        const auto posted = setState(transaction, **before, PaymentState::Posted, u"stripe"_s, towards);
        if (!posted)
            return fromLedger(posted.error());
    } else {
        const auto item = items::find(transaction, attempt.invoice);
        if (!item)
            return fail(item.error());
        NewPayment payment{.account = account.inLedger(),
                           .reference = session.paymentIntent,
                           .brand = item->brand,
                           .amount = attempt.amount};
        payment.job = item->job;
        payment.contact = attempt.contact;
        payment.method = PaymentMethod::Card;
        payment.surcharge = attempt.surcharge;
        payment.day = dayOf(at);
        payment.attempt = attempt.id;
        payment.towards = towards;
        const auto recorded = record(transaction, payment);
        if (!recorded)
            return fromLedger(recorded.error());
    }
    if (const auto stated = setAttemptState(transaction, attempt, AttemptState::Paid, {}); !stated)
        return fail(stated.error());
    if (!isNews)
        return nothing(u"It was in the ledger already."_s);
    if (const auto sorted = applyWaiting(transaction, account, session.paymentIntent); !sorted)
        return fail(sorted.error());
    return applied();
}

Result<Verdict> underWay(Transaction& transaction, const GatewayAccount& account,
                         const PaymentAttempt& attempt, const stripe::Session& session, Instant at)
{
    if (isFinal(attempt.state) || attempt.state == AttemptState::Pending)
        return nothing(u"It was known already, or ended before."_s);
    const auto item = items::find(transaction, attempt.invoice);
    if (!item)
        return fail(item.error());
    if (!session.paymentIntent.isEmpty()) {
        NewPayment payment{.account = account.inLedger(),
                           .reference = session.paymentIntent,
                           .brand = item->brand,
                           .amount = attempt.amount};
        payment.job = item->job;
        payment.contact = attempt.contact;
        payment.method = PaymentMethod::Card;
        payment.surcharge = attempt.surcharge;
        payment.day = dayOf(at);
        payment.attempt = attempt.id;
        payment.state = PaymentState::Pending;
        payment.towards = {{attempt.invoice, 0}};
        const auto recorded = record(transaction, payment);
        if (!recorded)
            return fromLedger(recorded.error());
    }
    if (const auto stated = setAttemptState(transaction, attempt, AttemptState::Pending, {}); !stated)
        return fail(stated.error());
    return applied();
}

Result<Verdict> failed(Transaction& transaction, const GatewayAccount& account, const PaymentAttempt& attempt,
                       const stripe::Session& session)
{
    if (!session.paymentIntent.isEmpty()) {
        const auto before = findByReference(transaction, account.inLedger(), session.paymentIntent);
        if (!before)
            return fail(before.error());
        if (*before) {
            const auto payment = find(transaction, **before);
            if (!payment)
                return fail(payment.error());
            if (payment->state == PaymentState::Posted)
                return quarantined(u"It is said to have failed, and stands in the ledger as paid."_s);
            const auto stated = setState(transaction, **before, PaymentState::Failed, u"stripe"_s);
            if (!stated)
                return fromLedger(stated.error());
        }
    }
    if (isFinal(attempt.state))
        return nothing(u"It had ended before."_s);
    const auto stated = setAttemptState(transaction, attempt, AttemptState::Failed, u"the bank refused"_s);
    if (!stated)
        return fail(stated.error());
    return applied();
}

} // namespace

Result<Verdict> applySession(Transaction& transaction, const GatewayAccount& account,
                             const stripe::Session& session, Unpaid unpaid, Instant at)
{
    const auto found = attemptOf(transaction, account, session);
    if (!found)
        return fail(found.error());
    if (!*found) {
        // The account may serve a shop as well. A reference of ours without its row is another matter: a
        // studio that was restored from an older copy, perhaps.
        return session.attempt.isEmpty() ? nothing(u"It was not made by Foyer."_s)
                                         : quarantined(u"It names a payment that is not known here."_s);
    }
    const PaymentAttempt& attempt = **found;
    if (const QString why = mismatch(account, attempt, session); !why.isEmpty())
        return quarantined(why);
    if (attempt.session.isEmpty()) {
        const auto noted = attempt.state == AttemptState::Creating
                               ? noteSession(transaction, attempt, session.id, session.url, session.expires)
                               : noteLateSession(transaction, attempt, session.id);
        if (!noted)
            return fail(noted.error());
    }
    switch (session.status) {
    case stripe::Session::Status::Open:
        return nothing({});
    case stripe::Session::Status::Expired: {
        if (isFinal(attempt.state))
            return nothing(u"It had ended before."_s);
        const auto stated =
            setAttemptState(transaction, attempt, AttemptState::Expired, u"not paid in time"_s);
        return stated ? Result<Verdict>{applied()} : fail(stated.error());
    }
    case stripe::Session::Status::Complete:
        break;
    }
    if (session.payment == stripe::Session::Payment::Paid)
        return paid(transaction, account, attempt, session, at);
    if (session.payment == stripe::Session::Payment::NotNeeded)
        return quarantined(u"It is complete, and nothing was to be paid."_s);
    return unpaid == Unpaid::HasFailed ? failed(transaction, account, attempt, session)
                                       : underWay(transaction, account, attempt, session, at);
}

Result<Verdict> receive(Transaction& transaction, const GatewayAccount& account, const stripe::Event& event)
{
    const auto isKnown = isReceived(transaction, account, event.id);
    if (!isKnown)
        return fail(isKnown.error());
    if (*isKnown)
        return nothing(u"It came before."_s);
    const auto judged = [&]() -> Result<Verdict> {
        if (!event.account.isEmpty() && event.account != account.id)
            return quarantined(u"It is of another account."_s);
        if (event.isLive != account.isLive)
            return quarantined(event.isLive ? u"It is of the live mode, and this brand is set to test."_s
                                            : u"It is of the test mode, and this brand takes real money."_s);
        if (!event.trouble.isEmpty())
            return quarantined(event.trouble);
        if (const auto* session = std::get_if<stripe::Session>(&event.object)) {
            const Unpaid unpaid =
                event.kind == stripe::Event::Kind::SessionFailedLate ? Unpaid::HasFailed : Unpaid::IsUnderWay;
            return applySession(transaction, account, *session, unpaid, event.created);
        }
        if (const auto* refund = std::get_if<stripe::Refund>(&event.object))
            return applyRefund(transaction, account, *refund, event.created);
        if (const auto* dispute = std::get_if<stripe::Dispute>(&event.object))
            return applyDispute(transaction, account, event.kind, *dispute, event.created);
        return nothing(u"It is no concern of Foyer's."_s);
    }();
    if (!judged)
        return judged;
    const auto kept = insertEvent(transaction, account, event, *judged);
    return kept ? judged : fail(kept.error());
}

} // namespace foyer::payments
