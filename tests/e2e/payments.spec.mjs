// SPDX-License-Identifier: GPL-3.0-or-later
// An invoice as a couple finds it: one by keyboard on a phone and without JavaScript, the other in the dark; what
// is paid, its receipt, and both on paper.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { assertGoodPage, assertLandmarks, directLinkPath, launchBrowser, newVisitor, scratchStudio, startPortal } from './harness.mjs';

const run = promisify(execFile);
const passwords = { first: 'seven quiet lanterns', second: 'eleven loud herons', third: 'two calm otters' };
const paths = {};
let studio;
let portal;
let browser;
let made;
let home;

before(async () => {
    studio = await scratchStudio();
    const { stdout } = await run(process.env.FOYER_INVOICE_STUDIO, [studio.file], { env: studio.environment });
    made = JSON.parse(stdout);
    for (const who of ['first', 'second', 'third'])
        paths[who] = await directLinkPath(studio, made[who]);
    home = paths.first.split('/c/')[0];
    portal = await startPortal(studio);
    browser = await launchBrowser();
});
after(async () => {
    await browser?.close();
    await portal?.stop();
    await studio?.remove();
});

async function enter(visitor, who) {
    const { page } = visitor;
    await page.goto(portal.base + paths[who]);
    await page.getByLabel('New password', { exact: true }).fill(passwords[who]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/home/);
}

/** Presses Tab until this has the focus; fails when a keyboard cannot get there. */
async function tabTo(page, locator) {
    for (let presses = 0; presses < 60; ++presses) {
        if (await locator.evaluate((node) => node === document.activeElement))
            return;
        await page.keyboard.press('Tab');
    }
    assert.fail(`the keyboard does not reach ${locator}`);
}

/** The page on paper, as the words a reader of the PDF finds in it. */
async function printed(page, format, name) {
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    const file = join(studio.folder, `${name}.pdf`);
    await writeFile(file, await page.pdf({ format }));
    await page.emulateMedia({ media: null });
    const { stdout } = await run('pdftotext', ['-layout', file, '-']);
    return stdout;
}

test('S6: from home to the account to pay into, by keyboard alone, without JavaScript, at 360 px', async () => {
    const visitor = await newVisitor(browser, { javaScript: false, width: 360, base: portal.base });
    const { page } = visitor;
    await enter(visitor, 'first');
    await page.getByText(/^Please pay €300\.00 by /).waitFor();
    assert.ok(await page.getByText('€1,190.00 open', { exact: true }).isVisible());
    await assertGoodPage(visitor);

    await tabTo(page, page.getByRole('link', { name: /^Look and pay/ }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'A wedding at the lake' }).waitFor();
    assert.ok(await page.getByText('Harbour Pictures Ltd').first().isVisible());
    assert.equal(await page.getByText('Upcoming').count(), 2);
    await assertLandmarks(page);
    await assertGoodPage(visitor);

    await tabTo(page, page.getByRole('link', { name: 'How to pay' }));
    await page.keyboard.press('Enter');
    assert.match(page.url(), /#pay$/);
    assert.ok(await page.getByText('DE02 1203 0000 0000 2020 51').isVisible());
    assert.ok(await page.getByText('€300.00, or €1,190.00 for everything').isVisible());
    // What needs a script is not there without one.
    assert.equal(await page.getByRole('button', { name: /Copy/ }).count(), 0);
    visitor.assertClean();
    await visitor.context.close();
});

test('S6: the other partner reads the same in the dark, and copies the reference', async () => {
    const visitor = await newVisitor(browser, { scheme: 'dark', base: portal.base });
    const { page } = visitor;
    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: portal.base });
    await enter(visitor, 'second');
    await page.goto(`${portal.base}${home}/invoices/${made.uid}`);
    await assertGoodPage(visitor);
    await page.getByRole('button', { name: 'Copy: IBAN' }).click();
    await page.getByRole('button', { name: 'Copy: IBAN' }).filter({ hasText: 'Copied' }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'DE02120300000000202051');
    visitor.assertClean();
    await visitor.context.close();
});

test('S6: a paid invoice and its receipt, on the page and on paper of both sizes', async () => {
    const visitor = await newVisitor(browser, { base: portal.base });
    const { page } = visitor;
    await enter(visitor, 'third');
    await page.getByRole('heading', { name: 'Everything we share' }).waitFor();
    assert.ok(await page.getByText(/^Paid on /).isVisible());
    await page.goto(`${portal.base}${home}/invoices/${made.paid}`);
    assert.ok(await page.getByText(/^Paid in full on /).isVisible());
    await assertGoodPage(visitor);
    for (const format of ['A4', 'Letter']) {
        const words = await printed(page, format, `invoice-${format}`);
        for (const wanted of ['Coverage of the day', '€1,190.00', 'Paid in full on', 'Harbour Pictures Ltd', 'Cash'])
            assert.ok(words.includes(wanted), `${format} lacks ${wanted}`);
        for (const chrome of ['Log out', 'Open as PDF', 'How to pay'])
            assert.ok(!words.includes(chrome), `${format} prints ${chrome}`);
    }
    await page.getByRole('link', { name: 'Receipt' }).click();
    await page.getByRole('heading', { level: 1, name: '€1,190.00' }).waitFor();
    assert.ok(page.url().endsWith(`/receipts/${made.receipt}`));
    assert.ok(await page.getByText('Cleo Example').isVisible());
    await assertGoodPage(visitor);
    const words = await printed(page, 'A4', 'receipt');
    assert.ok(words.includes('Receipt') && words.includes('€1,190.00'));
    visitor.assertClean();
    await visitor.context.close();
});

test('P1: whose invoice it is not, finds nothing', async () => {
    const visitor = await newVisitor(browser, { base: portal.base, allow: /status of 404/ });
    const { page } = visitor;
    await page.goto(`${portal.base}${home}/login`);
    await page.getByLabel('Email').fill('cleo@example.com');
    await page.getByLabel('Password', { exact: true }).fill(passwords.third);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/home/);
    for (const path of [made.uid, `${made.uid}/pdf`, `${made.uid}/receipts/${made.receipt}`]) {
        const answer = await page.goto(`${portal.base}${home}/invoices/${path}`);
        assert.equal(answer.status(), 404, path);
    }
    visitor.assertClean();
    await visitor.context.close();
});
