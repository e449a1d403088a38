// SPDX-License-Identifier: GPL-3.0-or-later
// What may happen to a payment by card, told twice: as the events Stripe would send, and as the money that moved in the
// end. The second is the model the ledger is held against; it knows nothing of how the ledger is made.

/** Numbers that look random and are the same in every run (mulberry32). */
export function dice(seed) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
    return { below: (limit) => Math.floor(next() * limit), chance: (percent) => next() * 100 < percent };
}

let serial = 0;
const id = (prefix) => `${prefix}_t${(serial += 1).toString(36).padStart(8, '0')}`;

const event = (type, object, at) => ({
    id: id('evt'), object: 'event', api_version: '2024-10-28.acacia', created: at, data: { object }, livemode: false,
    pending_webhooks: 1, request: { id: null, idempotency_key: null }, type,
});

function session(attempt, currency, at, more) {
    return {
        id: attempt.session, object: 'checkout.session', amount_subtotal: attempt.amount, amount_total: attempt.amount,
        client_reference_id: attempt.uid, created: at, currency, customer_details: { email: 'ada@example.com', name: 'Ada Example' },
        expires_at: at + 7200, livemode: false, metadata: { attempt: attempt.uid }, mode: 'payment', payment_intent: null,
        payment_status: 'unpaid', status: 'open', url: null, ...more,
    };
}

const refund = (pi, currency, amount, status, at, own = id('re')) => ({
    id: own, object: 'refund', amount, charge: `ch_${pi.slice(3)}`, created: at, currency, metadata: {}, payment_intent: pi, status,
});
const dispute = (pi, currency, amount, status, at, own) => ({
    id: own, object: 'dispute', amount, charge: `ch_${pi.slice(3)}`, created: at, currency, livemode: false, metadata: {},
    payment_intent: pi, reason: 'fraudulent', status,
});

/** @returns {events, money}: money is what has moved for good: [{reference, kind, amount}] */
export function story(attempt, currency, chance, at) {
    const pi = id('pi');
    const done = (payment_status) => session(attempt, currency, at, { status: 'complete', payment_status, payment_intent: pi });
    const share = (percent) => Math.max(10, Math.floor((attempt.amount * percent) / 1000) * 10);
    const paid = { reference: pi, kind: 'payment', amount: attempt.amount };
    const plain = [event('checkout.session.completed', done('paid'), at)];
    switch (chance.below(10)) {
    case 0:
        return { events: [event('checkout.session.expired', session(attempt, currency, at, { status: 'expired' }), at)], money: [] };
    case 1: // a debit that arrives
        return {
            events: [event('checkout.session.completed', done('unpaid'), at), event('checkout.session.async_payment_succeeded', done('paid'), at)],
            money: [paid],
        };
    case 2: // a debit that does not
        return {
            events: [event('checkout.session.completed', done('unpaid'), at), event('checkout.session.async_payment_failed', done('unpaid'), at)],
            money: [],
        };
    case 3: { // two refunds
        const parts = [refund(pi, currency, share(20), 'succeeded', at), refund(pi, currency, share(30), 'succeeded', at)];
        return {
            events: [...plain, ...parts.map((part) => event('refund.created', part, at))],
            money: [paid, ...parts.map((part) => ({ reference: part.id, kind: 'refund', amount: part.amount }))],
        };
    }
    case 4: { // a refund that is slow, and arrives
        const part = refund(pi, currency, attempt.amount, 'pending', at);
        return {
            events: [...plain, event('refund.created', part, at), event('refund.updated', { ...part, status: 'succeeded' }, at)],
            money: [paid, { reference: part.id, kind: 'refund', amount: part.amount }],
        };
    }
    case 5: { // a refund that fails
        const part = refund(pi, currency, share(50), 'succeeded', at);
        return {
            events: [...plain, event('refund.created', part, at), event('refund.updated', { ...part, status: 'failed' }, at),
                event('refund.failed', { ...part, status: 'failed' }, at)],
            money: [paid],
        };
    }
    case 6: { // a dispute, lost or won
        const own = id('du');
        const won = chance.chance(50);
        const amount = attempt.amount;
        return {
            events: [...plain, event('charge.dispute.created', dispute(pi, currency, amount, 'needs_response', at, own), at),
                event('charge.dispute.funds_withdrawn', dispute(pi, currency, amount, 'needs_response', at, own), at),
                ...(won ? [event('charge.dispute.funds_reinstated', dispute(pi, currency, amount, 'won', at, own), at)] : []),
                event('charge.dispute.closed', dispute(pi, currency, amount, won ? 'won' : 'lost', at, own), at)],
            money: won ? [paid] : [paid, { reference: own, kind: 'dispute', amount }],
        };
    }
    }
    return { events: plain, money: [paid] };
}

/** Signed by Stripe, and not what was asked for: must be set aside, whatever else happens to that payment. */
export function wrong(attempt, currency, chance, at) {
    const more = [
        { amount_total: attempt.amount - 10 }, { amount_total: attempt.amount * 100 }, { currency: currency === 'usd' ? 'eur' : 'usd' },
        { livemode: true }, { client_reference_id: 'somebody' }, { metadata: { attempt: '00000000-0000-4000-8000-000000000000' } },
    ][chance.below(6)];
    const made = event('checkout.session.completed', session(attempt, currency, at, {
        status: 'complete', payment_status: 'paid', payment_intent: id('pi'), ...more,
    }), at);
    if (chance.chance(20))
        return { ...made, livemode: true };
    return made;
}
