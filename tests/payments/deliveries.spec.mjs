// SPDX-License-Identifier: GPL-3.0-or-later
// M6, M8, M9, T1, T2: a hundred thousand letters of Stripe's (a million in the long run), shuffled, repeated, forged,
// stale and wrong, to the real portal, which is killed in between. In the end the ledger is the model's, to the cent.
import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { signatureHeader } from '../stripe/signing.mjs';
import { figure, Studio } from './portal_process.mjs';
import { dice, story, wrong } from './stories.mjs';

const wanted = Number(process.env.FOYER_DELIVERIES ?? (process.env.FOYER_WHOLE_RUN ? 1_000_000 : 100_000));
const seed = Number(process.env.FOYER_SEED ?? 20270301);
const kills = 5;
const connections = 8; ///< what one source may have waiting before it is told to come later
const perInvoice = 33;  ///< deliveries that an invoice's four stories come to, about
const hook = 'whsec_of_the_campaign';

function lettersOf(invoices, chance, at) {
    const letters = [];
    const money = new Map();
    const counts = { good: 0, forged: 0, stale: 0, wrong: 0 };
    const put = (event, kind) => {
        letters.push({ event, kind });
        counts[kind] += 1;
    };
    const spoil = (event) => { // of 100 letters, ten forged and ten stale
        for (const kind of ['forged', 'stale']) {
            for (let times = chance.chance(37) ? 1 : 0; times > 0; --times)
                put(event, kind);
        }
    };
    for (const invoice of invoices) {
        for (const attempt of invoice.attempts) {
            if (chance.chance(4)) { // nothing but forgeries
                story(attempt, invoice.currency, chance, at).events.forEach((event) => put(event, chance.chance(50) ? 'forged' : 'stale'));
                continue;
            }
            const { events, money: moved } = story(attempt, invoice.currency, chance, at);
            moved.forEach((one) => money.set(one.reference, { ...one, currency: invoice.currency.toUpperCase(), invoice: invoice.row }));
            for (const event of events) {
                for (let copies = 1 + chance.below(5); copies > 0; --copies)
                    put(event, 'good');
                spoil(event);
            }
            if (chance.chance(8)) {
                const bad = wrong(attempt, invoice.currency, chance, at);
                for (let copies = 1 + chance.below(2); copies > 0; --copies)
                    put(bad, 'wrong');
            }
        }
    }
    for (let last = letters.length - 1; last > 0; --last) {
        const other = chance.below(last + 1);
        [letters[last], letters[other]] = [letters[other], letters[last]];
    }
    return { letters, money, counts };
}

class Postman {
    #agent = new http.Agent({ keepAlive: true, maxSockets: connections });
    answers = new Map(); ///< "kind status" -> count
    broken = 0;

    constructor(studio) {
        this.studio = studio;
    }

    /** Tries until there is an answer, as Stripe does; @returns the status that ended it */
    async deliver({ event, kind }) {
        const body = JSON.stringify(event);
        for (;;) {
            const now = Math.floor(Date.now() / 1000);
            const at = kind === 'stale' ? now - 301 - (event.created % 1000) : now;
            const signature = signatureHeader(body, [kind === 'forged' ? 'whsec_of_somebody_else' : hook], at);
            const status = await this.#post(body, signature);
            if (status !== 0 && status < 500) {
                const key = `${kind} ${status}`;
                this.answers.set(key, (this.answers.get(key) ?? 0) + 1);
                return status;
            }
            this.broken += 1;
            await new Promise((resolve) => setTimeout(resolve, 20));
        }
    }

    #post(body, signature) {
        return new Promise((resolve) => {
            const request = http.request({
                host: '127.0.0.1', port: this.studio.port, method: 'POST', path: `/webhooks/stripe/${this.studio.made.token}`,
                agent: this.#agent, timeout: 30000,
                headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), 'Stripe-Signature': signature },
            }, (answer) => {
                answer.resume();
                answer.on('end', () => resolve(answer.statusCode));
                answer.on('error', () => resolve(0));
            });
            request.on('error', () => resolve(0));
            request.on('timeout', () => request.destroy());
            request.end(body);
        });
    }

    close() {
        this.#agent.destroy();
    }
}

test('the ledger is what the model says, whatever the post and the power do', { timeout: 3 * 3600 * 1000 }, async (t) => {
    const began = Date.now();
    const studio = new Studio({ invoices: Math.ceil(wanted / perInvoice), hook });
    t.after(() => studio.remove());
    const chance = dice(seed);
    const { letters, money, counts } = lettersOf(studio.made.invoices, chance, Math.floor(began / 1000));
    const wrongEvents = new Set(letters.filter((letter) => letter.kind === 'wrong').map((letter) => letter.event.id));
    figure('letters', letters.length, `at least ${wanted * 0.9}`);
    figure('of them', JSON.stringify(counts));
    assert.ok(letters.length >= wanted * 0.9, 'about as many as were asked for');
    const prepared = Date.now();
    await studio.start();

    const postman = new Postman(studio);
    const killAt = new Set(Array.from({ length: kills }, (_, at) => Math.floor((letters.length * (at + 0.5 + chance.below(40) / 100)) / kills)));
    let next = 0;
    let killing = null;
    async function carry() {
        while (next < letters.length) {
            const at = next++;
            if (killAt.has(at)) // while the others are on their way
                killing = (killing ?? Promise.resolve()).then(async () => {
                    await studio.kill();
                    await studio.start();
                });
            await postman.deliver(letters[at]);
        }
    }
    await Promise.all(Array.from({ length: connections }, carry));
    await killing;
    const delivered = Date.now();
    figure('answers', JSON.stringify(Object.fromEntries(postman.answers)));
    figure('tries without an answer', postman.broken);
    figure('letters a second', Math.round((letters.length * 1000) / (delivered - prepared)));
    postman.close();
    await studio.stop();

    for (const [answer, count] of postman.answers) {
        const [kind, status] = answer.split(' ');
        assert.equal(Number(status), kind === 'forged' || kind === 'stale' ? 400 : 200, `${answer}: ${count}`);
    }

    const state = '(SELECT state FROM payment_state s WHERE s.payment_id = p.id ORDER BY s.id DESC LIMIT 1)';
    const ledger = studio.ask(`SELECT p.reference, p.kind, p.currency, p.amount_minor AS amount, a.invoice_id AS invoice
        FROM payment p JOIN payment_attempt a ON a.id = p.attempt_id WHERE ${state} = 'posted'`);
    assert.equal(ledger.length, money.size, 'as many movements as the model has');
    for (const row of ledger)
        assert.deepEqual(row, money.get(row.reference) && order(money.get(row.reference)), row.reference);
    assert.deepEqual(studio.ask(`SELECT count(*) AS n FROM payment p WHERE ${state} = 'pending'`), [{ n: 0 }]);
    figure('movements of money', ledger.length);

    // Where the money of each payment is: on invoices, gone back, or the payer's credit. None is lost, none is made.
    const model = new Map(studio.made.invoices.map((invoice) => [invoice.row, { total: invoice.total, balance: 0 }]));
    for (const one of money.values())
        model.get(one.invoice).balance += one.kind === 'payment' ? one.amount : -one.amount;
    const paid = new Map(studio.ask('SELECT invoice_id AS row, sum(amount_minor) AS paid FROM allocation GROUP BY invoice_id')
        .map(({ row, paid: sum }) => [row, sum]));
    let kept = 0;
    for (const [row, { total, balance }] of model) {
        const here = paid.get(row) ?? 0;
        assert.ok(here <= total && here <= balance, `invoice ${row}: ${here} of ${total}, ${balance} came`);
        kept += balance - here;
    }
    const credit = studio.ask(`SELECT sum(p.amount_minor
        - (SELECT coalesce(sum(amount_minor), 0) FROM allocation l WHERE l.payment_id = p.id)
        - (SELECT coalesce(sum(b.amount_minor), 0) FROM payment b WHERE b.of_payment_id = p.id
           AND (SELECT state FROM payment_state s WHERE s.payment_id = b.id ORDER BY s.id DESC LIMIT 1) <> 'failed')) AS n
        FROM payment p WHERE p.kind = 'payment' AND ${state} = 'posted'`);
    assert.equal(credit[0].n, kept, 'what is on no invoice is credit, to the cent');

    // Invoices that were never paid too much have all of it.
    for (const invoice of studio.made.invoices) {
        const most = invoice.attempts.reduce((sum, attempt) => sum + attempt.amount, 0);
        if (most <= invoice.total)
            assert.equal(paid.get(invoice.row) ?? 0, model.get(invoice.row).balance, `invoice ${invoice.row}`);
    }

    const receipts = studio.ask(`SELECT count(*) AS n, count(DISTINCT payment_id) AS d, count(DISTINCT mail_id) AS m FROM receipt`)[0];
    const payments = [...money.values()].filter((one) => one.kind === 'payment').length;
    assert.deepEqual(receipts, { n: payments, d: payments, m: payments }, 'a receipt and its mail for each payment, once');
    assert.deepEqual(studio.ask(`SELECT count(*) AS n FROM mail WHERE kind = 'receipt'`), [{ n: payments }]);
    const aside = studio.ask(`SELECT event FROM gateway_event WHERE outcome = 'quarantined' AND sorted_at IS NULL`);
    assert.deepEqual(new Set(aside.map((row) => row.event)), wrongEvents, 'set aside is what was wrong, and nothing else');
    assert.deepEqual(studio.ask(`SELECT count(*) AS n FROM gateway_event`), studio.ask(`SELECT count(DISTINCT event) AS n FROM gateway_event`));
    studio.run('verify');
    figure('seconds in all', Math.round((Date.now() - began) / 1000), wanted === 100_000 ? 'at most 180' : '');
    figure('seconds of them to make the studio', Math.round((prepared - began) / 1000));
});

function order({ reference, kind, currency, amount, invoice }) {
    return { reference, kind, currency, amount, invoice };
}
