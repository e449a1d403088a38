// SPDX-License-Identifier: GPL-3.0-or-later
// A contract as two clients of one mailbox sign it: one without JavaScript and by keyboard alone on a phone, one
// with a drawn signature. The sealed PDF at the end is checked by a tool that is not ours, where there is one.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { assertGoodPage, directLinkPath, launchBrowser, newVisitor, scratchStudio, startPortal } from './harness.mjs';

const run = promisify(execFile);
const passwords = { first: 'seven quiet lanterns', second: 'eleven loud herons' };
const paths = {};
let studio;
let portal;
let browser;
let contract; // its page

before(async () => {
    studio = await scratchStudio();
    const { stdout } = await run(process.env.FOYER_CONTRACT_STUDIO, [studio.file], { env: studio.environment });
    const made = JSON.parse(stdout);
    for (const who of ['first', 'second'])
        paths[who] = await directLinkPath(studio, made[who]);
    contract = `${paths.first.split('/c/')[0]}/contracts/${made.uid}`;
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
    await page.goto(portal.base + contract);
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

test('D5: read, tick, initial and sign by keyboard alone, without JavaScript, at 360 px', async () => {
    const visitor = await newVisitor(browser, {
        javaScript: false, width: 360, base: portal.base, allow: /status of 422/,
    });
    const { page } = visitor;
    await enter(visitor, 'first');
    await page.getByRole('heading', { level: 1, name: 'Photography agreement' }).waitFor();
    assert.ok(await page.getByText('We photograph A wedding at the lake for Ada Example, Ben Example.').isVisible());
    await assertGoodPage(visitor);

    // Too early: what is missing is named, with a way there.
    const name = page.getByLabel('Your full name');
    await tabTo(page, name);
    await page.keyboard.type('Ada Example');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Please look at this again' }).waitFor();
    assert.equal(await name.inputValue(), 'Ada Example');
    await assertGoodPage(visitor);

    const tick = page.getByRole('checkbox', { name: 'You may show some of the pictures' });
    await tabTo(page, tick);
    await page.keyboard.press('Space');
    await tabTo(page, page.getByLabel('Your initials'));
    await page.keyboard.type('AE');
    await tabTo(page, page.getByRole('checkbox', { name: 'agree to sign it electronically' }));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('button', { name: 'Sign' }).last());
    await page.keyboard.press('Enter');
    await page.getByText('Thank you. Your signature is recorded.').waitFor();
    assert.ok(await page.getByText('It now waits for Ben Example.').isVisible());
    await assertGoodPage(visitor);
    visitor.assertClean();
    await visitor.context.close();
});

test('D3: the second signs with a drawing, in the dark; then it is sealed', async () => {
    const visitor = await newVisitor(browser, { scheme: 'dark', base: portal.base });
    const { page } = visitor;
    await enter(visitor, 'second');
    await page.getByRole('checkbox', { name: 'You may show some of the pictures' }).check();
    await page.getByLabel('Your initials').fill('BE');
    await page.getByLabel('Your full name').fill('Ben Example');
    const pad = page.locator('.pad');
    await pad.scrollIntoViewIfNeeded();
    const { x, y } = await pad.boundingBox();
    await page.mouse.move(x + 30, y + 90);
    await page.mouse.down();
    await page.mouse.move(x + 120, y + 30, { steps: 8 });
    await page.mouse.move(x + 220, y + 110, { steps: 8 });
    await page.mouse.up();
    await page.getByRole('checkbox', { name: 'agree to sign it electronically' }).check();
    await assertGoodPage(visitor);
    await page.getByRole('button', { name: 'Sign' }).last().click();
    await page.getByText('Thank you. Your signature is recorded.').waitFor();
    assert.ok(await page.getByText(/^Signed by everybody on /).isVisible());
    await assertGoodPage(visitor);

    // The back button brings no second signature.
    await page.goBack();
    await page.goto(portal.base + contract);
    assert.equal(await page.getByText(/^Signed on /).count(), 2);

    const pdf = await page.request.get(`${portal.base}${contract.replace('/contracts/', '/contracts-pdf/')}`);
    assert.equal(pdf.status(), 200);
    const file = join(studio.folder, 'sealed.pdf');
    await writeFile(file, await pdf.body());
    const verdict = await run('pdfsig', ['-nocert', file]).catch((error) => error);
    if (verdict.code !== 'ENOENT')
        assert.match(verdict.stdout, /Signature is Valid/);
    visitor.assertClean();
    await visitor.context.close();
});
