// SPDX-License-Identifier: GPL-3.0-or-later
// Stripe's own library talks to our double and verifies what it sends: if the double spoke another protocol, this
// would notice before our client does.
import assert from 'node:assert/strict';
import http from 'node:http';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { startDouble } from './stripe_double.mjs';

const modules = createRequire(new URL('../e2e/package.json', import.meta.url));
const Stripe = modules('stripe');
const oldSecret = 'whsec_the_one_before';
const newSecret = 'whsec_the_one_now';
let double;
let stripe;
let listener;
let letters = [];
let answerWith = 200;

before(async () => {
    double = await startDouble({ keys: { sk_test_double: 'acct_double', sk_live_double: 'acct_double', sk_test_other: 'acct_other' } });
    stripe = client('sk_test_double');
    listener = http.createServer((request, response) => {
        const parts = [];
        request.on('data', (part) => parts.push(part)).on('end', () => {
            letters.push({ body: Buffer.concat(parts), signature: request.headers['stripe-signature'] });
            response.writeHead(typeof answerWith === 'function' ? answerWith() : answerWith).end();
        });
    });
    await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
    double.delivery.endpoints = [{ url: `http://127.0.0.1:${listener.address().port}/hook`, secrets: [oldSecret, newSecret] }];
});

after(async () => {
    await double.close();
    listener.closeAllConnections();
    listener.close();
});

function client(key, more = {}) {
    const { hostname, port } = new URL(double.origin);
    return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false, ...more });
}

const wish = (more = {}) => ({
    mode: 'payment', success_url: 'https://portal.example.com/return?s={CHECKOUT_SESSION_ID}', cancel_url: 'https://portal.example.com/back',
    client_reference_id: 'attempt-1', metadata: { attempt: 'attempt-1' }, customer_email: 'ada@example.com',
    line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 12345, product_data: { name: 'Invoice 2026-0007' } } }],
    ...more,
});

async function quiet() {
    for (let round = 0; double.delivery.pending > 0; ++round) {
        assert.ok(round < 500, 'deliveries come to an end');
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
}

test('a session is made, read, listed and expired as the vendor expects', async () => {
    const session = await stripe.checkout.sessions.create(wish());
    assert.match(session.id, /^cs_test_\w+$/);
    assert.equal(session.amount_total, 12345);
    assert.equal(session.status, 'open');
    assert.equal(session.payment_status, 'unpaid');
    assert.equal(session.client_reference_id, 'attempt-1');
    assert.equal(session.livemode, false);
    assert.ok(session.url.startsWith(double.origin));
    assert.equal((await stripe.checkout.sessions.retrieve(session.id)).metadata.attempt, 'attempt-1');
    const listed = [];
    for await (const one of stripe.checkout.sessions.list({ limit: 1, created: { gte: session.created } }))
        listed.push(one.id);
    assert.ok(listed.includes(session.id));
    const expired = await stripe.checkout.sessions.expire(session.id);
    assert.equal(expired.status, 'expired');
    assert.equal(expired.url, null);
    await assert.rejects(stripe.checkout.sessions.expire(session.id), { type: 'StripeInvalidRequestError', message: /status of expired/ });
});

test('one key is one session, and another wish under it is refused', async () => {
    const options = { idempotencyKey: 'attempt-2/1' };
    const [first, second] = await Promise.all([
        stripe.checkout.sessions.create(wish(), options), stripe.checkout.sessions.create(wish(), options)]);
    assert.equal(first.id, second.id);
    await assert.rejects(stripe.checkout.sessions.create(wish({ client_reference_id: 'attempt-3' }), options), { type: 'StripeIdempotencyError' });
});

test('what Stripe would refuse is refused', async () => {
    const refused = (more) => assert.rejects(stripe.checkout.sessions.create(wish(more)), { type: 'StripeInvalidRequestError' });
    const priced = (currency, unit_amount) => ({ line_items: [{ quantity: 1, price_data: { currency, unit_amount, product_data: { name: 'x' } } }] });
    await refused({ expires_at: Math.floor(Date.now() / 1000) + 60 });
    await refused({ expires_at: Math.floor(Date.now() / 1000) + 2 * 86400 });
    await refused({ surcharge: 3 });
    await refused({ success_url: 'nowhere' });
    await refused(priced('eur', 49));
    await refused(priced('kwd', 12345));
    await refused(priced('isk', 12345));
    await refused(priced('zzz', 12345));
    assert.equal((await stripe.checkout.sessions.create(wish(priced('kwd', 12340)))).amount_total, 12340);
    await assert.rejects(client('sk_test_nobody').checkout.sessions.create(wish()), { type: 'StripeAuthenticationError' });
    const mine = await stripe.checkout.sessions.create(wish());
    for (const stranger of ['sk_test_other', 'sk_live_double'])
        await assert.rejects(client(stranger).checkout.sessions.retrieve(mine.id), { code: 'resource_missing', statusCode: 404 });
    assert.equal((await client('sk_test_other').accounts.retrieveCurrent()).id, 'acct_other');
});

test('the hosted page pays, declines, challenges and goes back', async () => {
    const post = (session, act) => fetch(`${double.origin}/c/pay/${session.id}/${act}`, { method: 'POST', redirect: 'manual' });
    const session = await stripe.checkout.sessions.create(wish());
    assert.match(await (await fetch(session.url)).text(), /12345 eur[\s\S]*>Back</);
    assert.match(await (await post(session, 'decline')).text(), /declined/);
    assert.match(await (await post(session, 'secure')).text(), /is it you/);
    const paid = await post(session, 'challenge');
    assert.equal(paid.status, 303);
    assert.equal(paid.headers.get('location'), `https://portal.example.com/return?s=${session.id}`);
    assert.equal((await post(session, 'card')).status, 410, 'nobody pays twice');
    const after = await stripe.checkout.sessions.retrieve(session.id);
    assert.equal(after.status, 'complete');
    assert.equal(after.payment_status, 'paid');
    const intent = await stripe.paymentIntents.retrieve(after.payment_intent);
    assert.equal(intent.amount_received, 12345);
    assert.equal((await stripe.charges.retrieve(intent.latest_charge)).status, 'succeeded');
    assert.equal(double.world.paidCharges().filter((charge) => charge.payment_intent === intent.id).length, 1);
});

test('refunds in parts, never more than was paid; a dispute and its end', async () => {
    const session = await stripe.checkout.sessions.create(wish());
    double.world.pay(double.world.sessions.get(session.id));
    const { payment_intent } = await stripe.checkout.sessions.retrieve(session.id);
    const refund = await stripe.refunds.create({ payment_intent, amount: 345 }, { idempotencyKey: 'refund-1' });
    assert.equal(refund.status, 'succeeded');
    assert.equal((await stripe.refunds.create({ payment_intent, amount: 345 }, { idempotencyKey: 'refund-1' })).id, refund.id);
    assert.equal((await stripe.refunds.retrieve(refund.id)).amount, 345);
    await assert.rejects(stripe.refunds.create({ payment_intent, amount: 12001 }), /greater than unrefunded/);
    assert.equal((await stripe.refunds.create({ payment_intent })).amount, 12000);
    await assert.rejects(stripe.refunds.create({ payment_intent }), { code: 'charge_already_refunded' });
    const { latest_charge } = await stripe.paymentIntents.retrieve(payment_intent);
    const dispute = double.world.dispute(double.world.charges.get(latest_charge), { amount: 100 });
    double.world.closeDispute(double.world.disputes.get(dispute.id), true);
    assert.equal((await stripe.disputes.retrieve(dispute.id)).status, 'won');
    const types = (await stripe.events.list({ limit: 100 })).data.map((event) => event.type);
    for (const type of ['refund.created', 'charge.refunded', 'charge.dispute.created', 'charge.dispute.funds_reinstated', 'charge.dispute.closed'])
        assert.ok(types.includes(type), type);
});

test('what it sends is signed with both secrets, and forged or stale letters do not pass', async () => {
    await quiet();
    letters = [];
    const session = await stripe.checkout.sessions.create(wish());
    double.world.pay(double.world.sessions.get(session.id));
    await quiet();
    assert.ok(letters.length >= 4);
    for (const { body, signature } of letters) {
        for (const secret of [oldSecret, newSecret])
            assert.match(stripe.webhooks.constructEvent(body, signature, secret).id, /^evt_/);
        assert.throws(() => stripe.webhooks.constructEvent(body, signature, 'whsec_another'), /signature/i);
    }
    const completed = letters.map(({ body }) => JSON.parse(body)).find((event) => event.type === 'checkout.session.completed');
    assert.equal(completed.data.object.id, session.id);
    assert.equal(completed.data.object.payment_status, 'paid');

    for (const plan of [{ forged: 100 }, { forged: 0, stale: 100 }]) {
        letters = [];
        double.delivery.plan({ ...plan, attempts: 1 });
        double.world.expire(double.world.sessions.get((await stripe.checkout.sessions.create(wish())).id));
        await quiet();
        assert.equal(letters.length, 1);
        assert.throws(() => stripe.webhooks.constructEvent(letters[0].body, letters[0].signature, newSecret));
    }
    double.delivery.plan({ forged: 0, stale: 0, attempts: 8 });
});

test('it tries again until it is heard, and delivers copies when asked', async () => {
    await quiet();
    letters = [];
    let refusals = 3;
    answerWith = () => (refusals-- > 0 ? 503 : 200);
    double.delivery.plan({ copies: 2, hold: true, shuffle: true });
    const session = await stripe.checkout.sessions.create(wish());
    double.world.pay(double.world.sessions.get(session.id), 'debit');
    double.world.settle(double.world.sessions.get(session.id), true);
    assert.equal(letters.length, 0, 'held back');
    const sent = double.delivery.flush();
    await quiet();
    assert.equal(letters.length, sent + 3);
    answerWith = 200;
    double.delivery.plan({ copies: 1, hold: false, shuffle: false });
});

test('faults can be had on demand', async () => {
    const kinds = [
        [{ kind: 'status', status: 500 }, 'StripeAPIError'], [{ kind: 'status', status: 429 }, 'StripeRateLimitError'],
        [{ kind: 'drop before' }, 'StripeConnectionError'], [{ kind: 'drop after' }, 'StripeConnectionError'],
        [{ kind: 'half' }, undefined], [{ kind: 'garbage' }, undefined],
    ];
    for (const [fault, type] of kinds) {
        double.faults.push({ match: 'POST /v1/checkout/sessions', times: 5, ...fault }); // the SDK itself tries a broken connection again
        await assert.rejects(stripe.checkout.sessions.create(wish(), { idempotencyKey: `fault-${fault.kind}-${fault.status}` }), type ? { type } : undefined);
        double.faults.splice(0);
        assert.match((await stripe.checkout.sessions.create(wish(), { idempotencyKey: `fault-${fault.kind}-${fault.status}` })).id, /^cs_/);
    }
    const made = double.world.list('sessions', { account: 'acct_double', livemode: false });
    assert.equal(new Set(made.map((entry) => entry.object.id)).size, made.length);
});
