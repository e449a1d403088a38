// SPDX-License-Identifier: GPL-3.0-or-later
// S6, M6, M7, M8, P3: two partners pay by card at the real portal, against a stand-in for Stripe that counts charges.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startDouble } from '../stripe/stripe_double.mjs';
import { Studio } from './portal_process.mjs';

const hook = 'whsec_of_the_couple';
let double;
let studio;
let ada;
let ben;

class Browser {
    #cookies = new Map();

    async ask(path, { method = 'GET', fields } = {}) {
        const answer = await fetch(path.startsWith('http') ? path : studio.origin + path, {
            method, redirect: 'manual', body: fields && new URLSearchParams(fields),
            headers: { cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') },
        });
        for (const cookie of answer.headers.getSetCookie()) {
            const [name, value] = cookie.split(';')[0].split('=');
            this.#cookies.set(name, value);
        }
        return { status: answer.status, headers: answer.headers, location: answer.headers.get('location'), html: await answer.text() };
    }

    async follow(path) {
        let answer = await this.ask(path);
        while (answer.status === 303)
            answer = await this.ask(answer.location);
        return answer;
    }

    static field(html, name) {
        return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];
    }

    static async of(contact, password) {
        const browser = new Browser();
        const link = new URL(studio.run('contact', 'link', '--id', contact).trim());
        const page = await browser.follow(link.pathname);
        const set = await browser.ask(link.pathname.replace(/\/c\/.*/, '/set-password'), {
            method: 'POST', fields: { form_token: Browser.field(page.html, 'form_token'), new_password: password },
        });
        assert.equal(set.status, 303, set.html);
        return browser;
    }

    /** Presses Pay on the page as it stood; busy portals are asked again. */
    async pay(path, fields) {
        for (;;) {
            const answer = await this.ask(`${path}/pay`, { method: 'POST', fields });
            if (answer.status !== 503 || !answer.headers.get('retry-after'))
                return answer;
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    }

    async formOf(path, amount = 'all') {
        const { html } = await this.follow(path);
        return { form_token: Browser.field(html, 'form_token'), seen: Browser.field(html, 'seen'), amount };
    }
}

const state = '(SELECT state FROM payment_state s WHERE s.payment_id = p.id ORDER BY s.id DESC LIMIT 1)';
const paymentsOf = (invoice) => studio.ask(`SELECT p.amount_minor AS amount, ${state} AS state FROM payment p
    JOIN payment_attempt a ON a.id = p.attempt_id WHERE a.invoice_id = ${invoice.row}`);
const attemptsOf = (invoice) => studio.ask(`SELECT uid, state, session FROM payment_attempt WHERE invoice_id = ${invoice.row} ORDER BY id`);
const pageOf = (invoice) => `/my-studio/invoices/${invoice.uid}`;
const press = (address, button) => fetch(`${address}/${button}`, { method: 'POST', redirect: 'manual' });
const chargesOf = (uid) => double.world.paidCharges().filter((charge) => charge.metadata.attempt === uid).length;

async function eventually(what, holds) {
    for (let round = 0; round < 200; ++round) {
        if (await holds())
            return;
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail(what);
}

before(async () => {
    double = await startDouble({ keys: { sk_test_couple: 'acct_double' } });
    studio = new Studio({ invoices: 16, hook, key: 'sk_test_couple', double: double.origin });
    studio.made.invoices = studio.made.invoices.filter((invoice) => invoice.currency === 'eur');
    await studio.start();
    ada = await Browser.of(studio.made.first, 'tulip garden seven');
    ben = await Browser.of(studio.made.second, 'heron river eleven');
});

after(async () => {
    await studio.stop();
    studio.remove();
    await double.close();
});

const hear = (isOn) => {
    double.delivery.endpoints = isOn ? [{ url: `${studio.origin}/webhooks/stripe/${studio.made.token}`, secrets: [hook] }] : [];
};

test('M6: 64 presses of both partners at once open one page', async () => {
    const invoice = studio.made.invoices[0];
    const forms = [await ada.formOf(pageOf(invoice)), await ben.formOf(pageOf(invoice))];
    const answers = await Promise.all(Array.from({ length: 64 }, (_, at) => [ada, ben][at % 2].pay(pageOf(invoice), forms[at % 2])));
    for (const answer of answers)
        assert.equal(answer.status, 303, answer.html);
    assert.equal(new Set(answers.map((answer) => answer.location)).size, 1);
    assert.equal(attemptsOf(invoice).length, 1);
    assert.equal(double.world.sessions.size, 1);
    assert.ok(answers[0].headers.get('content-security-policy').includes(`form-action 'self' ${double.origin};`));
});

test('the return page, three letters and the poll at once make one payment', async () => {
    const invoice = studio.made.invoices[0];
    const [attempt] = attemptsOf(invoice);
    hear(true);
    double.delivery.plan({ copies: 3 });
    const paid = await press(`${double.origin}/c/pay/${attempt.session}`, 'card');
    assert.equal(paid.status, 303);
    const back = new URL(paid.headers.get('location'));
    assert.equal(back.pathname, `${pageOf(invoice)}/paid`);
    await Promise.all(Array.from({ length: 16 }, (_, at) => [ada, ben][at % 2].ask(back.pathname + back.search)));
    await eventually('paid', () => paymentsOf(invoice).length > 0 && double.delivery.pending === 0);
    await new Promise((resolve) => setTimeout(resolve, 3000)); // the poll comes, too
    assert.deepEqual(paymentsOf(invoice), [{ amount: invoice.total, state: 'posted' }]);
    assert.equal(studio.ask('SELECT count(*) AS n FROM receipt')[0].n, 1);
    assert.match((await ada.ask(back.pathname + back.search)).html, /We have received your payment/);
    const late = await ben.pay(pageOf(invoice), await ben.formOf(pageOf(studio.made.invoices[1])));
    assert.ok([303, 409].includes(late.status), 'the back button pays nothing');
    assert.equal(double.world.sessions.size, 1);
    double.delivery.plan({ copies: 1 });
});

test('P3: coming back looks and changes nothing; the poll finds what the post lost', async () => {
    const invoice = studio.made.invoices[1];
    hear(false);
    const answer = await ada.pay(pageOf(invoice), await ada.formOf(pageOf(invoice)));
    const [attempt] = attemptsOf(invoice);
    const back = `${pageOf(invoice)}/paid?s=${attempt.session}`;
    const turned = await ada.ask(`${pageOf(invoice)}/paid?back`);
    assert.match(turned.html, /Nothing was charged/);
    const rows = () => studio.ask(`SELECT (SELECT count(*) FROM journal) AS journal, (SELECT count(*) FROM payment) AS payments`);
    const before = rows();
    double.faults.push({ match: 'GET /v1/', kind: 'status', status: 500, times: 1000 }); // nobody else may change a row meanwhile
    for (let at = 0; at < 5; ++at) {
        const page = await ben.ask(back);
        assert.match(page.html, /looks again by itself/);
        assert.match(page.headers.get('refresh'), /^3; url=\/my-studio\/invoices\//);
    }
    assert.equal((await ben.ask(`${back}&n=99`)).headers.get('refresh'), null, 'not for ever');
    assert.deepEqual(rows(), before);
    double.faults.splice(0);
    await press(answer.location, 'challenge');
    await ada.ask(back); // pokes
    await eventually('paid by asking', () => paymentsOf(invoice).some((one) => one.state === 'posted'));
    assert.equal(chargesOf(attempt.uid), 1);
    hear(true);
});

test('M7: down, 500, lost, half, slow: nothing is doubled and nothing is lost', async () => {
    const kinds = [{ kind: 'drop before' }, { kind: 'status', status: 500 }, { kind: 'drop after' }, { kind: 'half' }, { kind: 'slow', ms: 11000 }];
    for (const [at, fault] of kinds.entries()) {
        const invoice = studio.made.invoices[2 + at];
        const form = await ada.formOf(pageOf(invoice));
        double.faults.push({ match: 'POST /v1/checkout/sessions', times: 6, ...fault });
        const failed = await ada.pay(pageOf(invoice), form);
        assert.equal(failed.status, 503, fault.kind);
        assert.match(failed.html, /Nothing was charged/);
        double.faults.splice(0);
        const answers = await Promise.all([ada.pay(pageOf(invoice), form), ben.pay(pageOf(invoice), await ben.formOf(pageOf(invoice)))]);
        for (const answer of answers)
            assert.equal(answer.status, 303, answer.html);
        const attempts = attemptsOf(invoice);
        assert.equal(attempts.length, 1, fault.kind);
        await press(answers[0].location, 'card');
        await press(answers[1].location, 'card');
        await eventually('paid', () => paymentsOf(invoice).some((one) => one.state === 'posted'));
        assert.equal(chargesOf(attempts[0].uid), 1, fault.kind);
        assert.deepEqual(paymentsOf(invoice), [{ amount: invoice.total, state: 'posted' }]);
    }
});

test('another amount makes way for itself, and a typed one is checked', async () => {
    const invoice = studio.made.invoices[7];
    const form = await ada.formOf(pageOf(invoice), 'other');
    for (const other of ['', 'much', '0', '-5', '999999'])
        assert.equal((await ada.pay(pageOf(invoice), { ...form, other })).status, 422, other);
    const first = await ada.pay(pageOf(invoice), { ...form, other: '5.00' });
    assert.equal(first.status, 303);
    const second = await ben.pay(pageOf(invoice), await ben.formOf(pageOf(invoice)));
    assert.notEqual(second.location, first.location);
    assert.equal((await press(first.location, 'card')).status, 410);
    assert.deepEqual(attemptsOf(invoice).map((attempt) => attempt.state), ['expired', 'open']);
    const stale = await ada.pay(pageOf(invoice), { ...form, seen: '1-1', amount: 'all' });
    assert.equal(stale.status, 409);
});

test('M8: where no letter is expected there is nothing', async () => {
    const ask = async (path, method = 'POST') => {
        const answer = await fetch(studio.origin + path, { method, body: method === 'POST' ? '{}' : undefined, headers: { 'content-type': 'application/json' } });
        const headers = [...answer.headers].filter(([name]) => !['date', 'set-cookie'].includes(name));
        return { status: answer.status, headers, body: await answer.text() };
    };
    const unknown = await ask('/nothing/there/x');
    assert.equal(unknown.status, 404);
    assert.deepEqual(await ask(`/webhooks/stripe/${'x'.repeat(32)}`), unknown);
    assert.deepEqual(await ask('/webhooks/stripe/short'), unknown);
    assert.equal((await ask(`/webhooks/stripe/${studio.made.token}`)).status, 400);
    assert.deepEqual(await ask(`/webhooks/stripe/${studio.made.token}`, 'GET'), await ask('/nothing/there/x', 'GET'));
    const name = studio.run('secret', 'list').trim().split('\n').find((one) => one.endsWith('webhook-1'));
    studio.run('secret', 'remove', name); // beside the portal that serves
    assert.deepEqual(await ask(`/webhooks/stripe/${studio.made.token}`), unknown);
});

test('P2: nobody else pays or looks', async () => {
    const stranger = await new Browser().ask(`${pageOf(studio.made.invoices[0])}/paid`);
    assert.equal(stranger.status, 303);
    assert.match(stranger.location, /login/);
    const answer = await ada.ask('/my-studio/invoices/00000000-0000-4000-8000-000000000000/paid');
    assert.equal(answer.status, 404);
});
