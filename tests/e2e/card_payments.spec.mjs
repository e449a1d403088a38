// SPDX-License-Identifier: GPL-3.0-or-later
// An invoice that both of a couple pay by card, against a stand-in for Stripe: declined, tried again, gone back from,
// and both at the same moment; without JavaScript and with it. At the end the money is there once, with its receipt.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { startDouble } from '../stripe/stripe_double.mjs';
import { assertGoodPage, directLinkPath, launchBrowser, newVisitor, scratchStudio, startPortal } from './harness.mjs';

const run = promisify(execFile);
const key = 'sk_test_of_the_double';
const signing = 'whsec_of_the_double';
const passwords = { first: 'seven quiet lanterns', second: 'eleven loud herons' };
const paths = {};
let studio;
let stripe;
let portal;
let browser;
let made;
let invoice;

/** Hands a secret in, as a person would at a terminal. */
function keep(name, value) {
    return new Promise((resolve, reject) => {
        const child = execFile(process.env.FOYER_PORTAL, ['secret', 'set', name, '--studio', studio.file],
            { env: studio.environment }, (error, _, stderr) => (error ? reject(new Error(stderr)) : resolve()));
        child.stdin.end(`${value}\n`);
    });
}

before(async () => {
    studio = await scratchStudio();
    const { stdout } = await run(process.env.FOYER_INVOICE_STUDIO, [studio.file], { env: studio.environment });
    made = JSON.parse(stdout);
    await keep(`stripe/${made.brand}/key`, key);
    await keep(`stripe/${made.brand}/webhook-1`, signing);
    for (const who of ['first', 'second'])
        paths[who] = await directLinkPath(studio, made[who]);
    stripe = await startDouble({ keys: { [key]: 'acct_double' } });
    portal = await startPortal(studio, '--stripe-double', stripe.origin);
    stripe.delivery.endpoints = [
        { url: `${portal.base}/webhooks/stripe/${made.webhook}`, secrets: [signing], account: 'acct_double' }];
    invoice = `${portal.base}${paths.first.split('/c/')[0]}/invoices/${made.uid}`;
    browser = await launchBrowser();
});
after(async () => {
    await browser?.close();
    await portal?.stop();
    await stripe?.close();
    await studio?.remove();
});

async function enter(who, how = {}) {
    // The stand-in has no icon for its page.
    const visitor = await newVisitor(browser,
        { base: portal.base, others: [stripe.origin], allow: /status of 401/, ...how });
    const { page } = visitor;
    await page.goto(portal.base + paths[who]);
    await page.getByLabel(/^(New p|P)assword$/).fill(passwords[who]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/home/);
    await page.goto(invoice);
    return visitor;
}

const paidSessions = () => [...stripe.world.sessions.values()].filter(({ object }) => object.payment_status === 'paid');
const openSessions = () => [...stripe.world.sessions.values()].filter(({ object }) => object.status === 'open');

test('S6: declined, gone back, and paid: what is due, without JavaScript at 360 px', async () => {
    const visitor = await enter('first', { javaScript: false, width: 360 });
    const { page } = visitor;
    await assertGoodPage(visitor);
    const pay = page.getByRole('button', { name: 'Pay €300.00 by card' });
    await pay.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Test checkout' }).waitFor();
    assert.equal(await page.locator('#amount').textContent(), '30000 eur');
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByText('Your card was declined.').waitFor();
    await page.getByRole('link', { name: 'Back' }).click();
    await page.getByRole('heading', { level: 1, name: 'Not paid yet' }).waitFor();
    await assertGoodPage(visitor);
    await page.getByRole('link', { name: 'Back to the invoice' }).click();
    await page.getByText('A payment page for this invoice is open until').waitFor();
    await assertGoodPage(visitor);

    // The page that is open is the one that is led to: no second session.
    await pay.click();
    await page.getByRole('heading', { name: 'Test checkout' }).waitFor();
    assert.equal(openSessions().length, 1);
    await page.getByRole('button', { name: 'Pay', exact: true }).click();
    // The page asks again by itself until the letter is there.
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor({ timeout: 30_000 });
    await assertGoodPage(visitor);
    await page.getByRole('link', { name: 'Back to the invoice' }).click();
    await page.getByText('Paid', { exact: true }).first().waitFor();
    assert.ok(await page.getByText('by you').isVisible());
    assert.ok(await page.getByText(/^€890\.00 is due by /).first().isVisible());
    await assertGoodPage(visitor);

    await page.getByRole('link', { name: 'Receipt' }).click();
    await page.getByRole('heading', { level: 1, name: '€300.00' }).waitFor();
    assert.ok(await page.getByText('€890.00 stays open').isVisible());
    await assertGoodPage(visitor);
    const pdf = await page.request.get(`${page.url()}/pdf`);
    assert.equal(pdf.status(), 200);
    const file = join(studio.folder, 'receipt.pdf');
    await writeFile(file, await pdf.body());
    const { stdout } = await run('pdftotext', ['-layout', file, '-']);
    assert.ok(stdout.includes('€300.00') && stdout.includes('Ada Example'), stdout);
    visitor.assertClean();
    await visitor.context.close();
});

test('S6: both press Pay at the same moment: one page, one payment, one receipt', async () => {
    const visitors = await Promise.all([enter('first'), enter('second', { scheme: 'dark' })]);
    await assertGoodPage(visitors[1]);
    assert.equal(await visitors[1].page.getByText('by you').count(), 0); // it was the other one
    await Promise.all(visitors.map(({ page }) => page.getByRole('button', { name: 'Pay €890.00 by card' }).click()));
    await Promise.all(visitors.map(({ page }) => page.getByRole('heading', { name: 'Test checkout' }).waitFor()));
    assert.equal(visitors[0].page.url(), visitors[1].page.url());
    assert.equal(openSessions().length, 1);

    const [first, second] = visitors.map(({ page }) => page);
    await first.getByRole('button', { name: 'Pay', exact: true }).click();
    await first.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor({ timeout: 30_000 });
    await second.getByRole('button', { name: 'Pay', exact: true }).click();
    await second.getByRole('heading', { name: 'This checkout has ended' }).waitFor();
    assert.equal(paidSessions().length, 2);

    for (const { page } of visitors) {
        await page.goto(invoice);
        await page.getByText(/^Paid in full on /).waitFor();
        assert.equal(await page.getByRole('button', { name: /Pay/ }).count(), 0);
        assert.equal(await page.getByText(/^Received on /).count(), 2);
    }
    assert.equal(await first.getByText('by you').count(), 2);
    assert.equal(await second.getByRole('link', { name: 'Receipt' }).count(), 0);
    await assertGoodPage(visitors[0]);
    for (const visitor of visitors)
        await visitor.context.close();
});
