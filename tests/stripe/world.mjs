// SPDX-License-Identifier: GPL-3.0-or-later
// What Stripe knows and what happens there: sessions are paid, run out, are refunded and disputed. Every change
// makes the events that Stripe would make, in its order.
import * as objects from './objects.mjs';

/** A refusal as Stripe words it. */
export class StripeError extends Error {
    constructor(status, error) {
        super(error.message);
        this.status = status;
        this.error = error;
    }
}

export function invalid(message, param, code) {
    return new StripeError(400, { type: 'invalid_request_error', message, ...(param && { param }), ...(code && { code }) });
}

function missing(kind, id) {
    return new StripeError(404, {
        type: 'invalid_request_error', code: 'resource_missing', message: `No such ${kind}: '${id}'`, param: kind === 'checkout.session' ? 'session' : 'id',
    });
}

export class World {
    sessions = new Map();
    intents = new Map();
    charges = new Map();
    refunds = new Map();
    disputes = new Map();
    events = new Map();
    accounts = new Map();
    skew = 0; ///< seconds that Stripe's clock is ahead

    /** @param tell  called with every event as it is made */
    constructor(tell) {
        this.tell = tell;
    }

    now() {
        return objects.nowSeconds() + this.skew;
    }

    happened(type, object, caller) {
        const event = objects.newEvent(type, object, {
            livemode: object.livemode ?? caller.livemode, at: this.now(), apiVersion: caller.version,
            request: caller.request,
        });
        this.events.set(event.id, { event, account: caller.account });
        this.tell(event, caller.account);
        return event;
    }

    /** The thing of that id, for its own account and mode only. */
    find(shelf, kind, id, caller) {
        const entry = this[shelf].get(id);
        if (!entry || entry.account !== caller.account || entry.livemode !== caller.livemode)
            throw missing(kind, id);
        if (shelf === 'sessions')
            this.#runOut(entry);
        return entry;
    }

    list(shelf, caller) {
        return [...this[shelf].values()].filter(
            (entry) => entry.account === caller.account && entry.livemode === caller.livemode);
    }

    openSession(wish, caller, pageOrigin) {
        const session = objects.newSession(wish, { livemode: caller.livemode, pageOrigin, at: this.now() });
        const entry = { object: session, account: caller.account, livemode: caller.livemode, wish, caller };
        this.sessions.set(session.id, entry);
        return session;
    }

    expire(entry) {
        const session = entry.object;
        if (session.status !== 'open')
            throw invalid(`Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has ` +
                `a status of ${session.status}.`);
        session.status = 'expired';
        session.url = null;
        this.happened('checkout.session.expired', session, entry.caller);
        return session;
    }

    #runOut(entry) {
        if (entry.object.status === 'open' && entry.object.expires_at <= this.now())
            this.expire(entry);
    }

    #intentOf(entry) {
        const session = entry.object;
        if (!session.payment_intent) {
            const intent = objects.newIntent(session, {
                description: entry.wish.payment_intent_data?.description,
                metadata: entry.wish.payment_intent_data?.metadata, at: this.now(),
            });
            this.intents.set(intent.id, { object: intent, account: entry.account, livemode: entry.livemode, caller: entry.caller });
            session.payment_intent = intent.id;
            this.happened('payment_intent.created', intent, entry.caller);
        }
        return this.intents.get(session.payment_intent).object;
    }

    #charge(entry, intent, succeeded, secured) {
        const charge = objects.newCharge(intent, { succeeded, secured, at: this.now() });
        this.charges.set(charge.id, { object: charge, account: entry.account, livemode: entry.livemode, caller: entry.caller });
        intent.latest_charge = charge.id;
        return charge;
    }

    /** @param how  "card", "challenge" (3-D Secure passed), "debit" (money comes later) */
    pay(entry, how = 'card') {
        this.#runOut(entry);
        const session = entry.object;
        if (session.status !== 'open')
            throw invalid(`This Checkout Session is ${session.status}.`);
        const intent = this.#intentOf(entry);
        session.status = 'complete';
        session.url = null;
        session.customer_details = {
            address: null, business_name: null, email: 'ada@example.com', individual_name: null, name: 'Ada Example',
            phone: null, tax_exempt: 'none', tax_ids: [],
        };
        if (how === 'debit') {
            intent.status = 'processing';
            this.happened('payment_intent.processing', intent, entry.caller);
            this.happened('checkout.session.completed', session, entry.caller);
            return session;
        }
        this.#succeed(entry, intent, how === 'challenge');
        this.happened('checkout.session.completed', session, entry.caller);
        return session;
    }

    #succeed(entry, intent, secured) {
        const charge = this.#charge(entry, intent, true, secured);
        intent.status = 'succeeded';
        intent.amount_received = intent.amount;
        intent.payment_method = charge.payment_method;
        entry.object.payment_status = 'paid';
        this.happened('charge.succeeded', charge, entry.caller);
        this.happened('payment_intent.succeeded', intent, entry.caller);
    }

    /** Ends what "debit" began. */
    settle(entry, succeeded) {
        const intent = this.#intentOf(entry);
        if (intent.status !== 'processing')
            throw invalid('Nothing is under way.');
        if (succeeded) {
            this.#succeed(entry, intent, false);
            this.happened('checkout.session.async_payment_succeeded', entry.object, entry.caller);
        } else {
            this.#charge(entry, intent, false, false);
            intent.status = 'requires_payment_method';
            this.happened('payment_intent.payment_failed', intent, entry.caller);
            this.happened('checkout.session.async_payment_failed', entry.object, entry.caller);
        }
        return entry.object;
    }

    decline(entry) {
        this.#runOut(entry);
        if (entry.object.status !== 'open')
            throw invalid(`This Checkout Session is ${entry.object.status}.`);
        const intent = this.#intentOf(entry);
        const charge = this.#charge(entry, intent, false, false);
        intent.last_payment_error = {
            type: 'card_error', code: 'card_declined', decline_code: 'generic_decline', message: 'Your card was declined.',
        };
        this.happened('charge.failed', charge, entry.caller);
        this.happened('payment_intent.payment_failed', intent, entry.caller);
    }

    refund(charge, wish, entry, caller) {
        if (charge.status !== 'succeeded')
            throw invalid(`This charge (${charge.id}) has not been paid.`);
        const left = charge.amount - charge.amount_refunded;
        const amount = wish.amount ?? left;
        if (left === 0)
            throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, 'charge_already_refunded');
        if (amount <= 0 || amount > left)
            throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, 'amount');
        const refund = objects.newRefund(charge, { ...wish, amount, at: this.now(), status: wish.slowly ? 'pending' : 'succeeded' });
        this.refunds.set(refund.id, { object: refund, account: entry.account, livemode: entry.livemode, caller });
        charge.amount_refunded += amount;
        charge.refunded = charge.amount_refunded === charge.amount;
        this.happened('refund.created', refund, caller);
        this.happened('charge.refunded', charge, caller);
        return refund;
    }

    failRefund(entry) {
        const refund = entry.object;
        const charge = this.charges.get(refund.charge).object;
        refund.status = 'failed';
        refund.failure_reason = 'expired_or_canceled_card';
        charge.amount_refunded -= refund.amount;
        charge.refunded = false;
        this.happened('refund.updated', refund, entry.caller);
        this.happened('refund.failed', refund, entry.caller);
        return refund;
    }

    dispute(chargeEntry, wish) {
        const charge = chargeEntry.object;
        const dispute = objects.newDispute(charge, { ...wish, amount: wish.amount ?? charge.amount, at: this.now() });
        this.disputes.set(dispute.id, { object: dispute, account: chargeEntry.account, livemode: chargeEntry.livemode, caller: chargeEntry.caller });
        charge.disputed = true;
        this.happened('charge.dispute.created', dispute, chargeEntry.caller);
        this.happened('charge.dispute.funds_withdrawn', dispute, chargeEntry.caller);
        return dispute;
    }

    closeDispute(entry, won) {
        const dispute = entry.object;
        dispute.status = won ? 'won' : 'lost';
        if (won)
            this.happened('charge.dispute.funds_reinstated', dispute, entry.caller);
        this.happened('charge.dispute.closed', dispute, entry.caller);
        return dispute;
    }

    /** What really moved, for counting: every charge that succeeded. */
    paidCharges() {
        return [...this.charges.values()].map((entry) => entry.object).filter((charge) => charge.status === 'succeeded');
    }
}
