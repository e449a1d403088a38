// SPDX-License-Identifier: GPL-3.0-or-later
// A client's whole way through the portal, in every guise: with and without JavaScript, phone and desk,
// light and dark. Finds things by the names a screen reader speaks; every stop must pass the page checks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
    assertGoodPage, assertLandmarks, contacts, directLinkPath, foyer, foyerJson, launchBrowser, newVisitor,
    scratchStudio, startPortal,
} from './harness.mjs';

const guises = [];
for (const javaScript of [true, false])
    for (const width of [360, 1280])
        for (const scheme of ['light', 'dark'])
            guises.push({ javaScript, width, scheme, name: `Guest${guises.length} Example` });

const password = 'a lighthouse, seven gulls & no rain';
const otherPassword = 'the wrong lighthouse altogether';

// One person per guise, so that every journey begins with a first visit.
const vcard = ({ name }, number) => {
    const [given, family] = name.split(' ');
    return ['BEGIN:VCARD', 'VERSION:4.0', `FN:${name}`, `N:${family};${given};;;`,
        `EMAIL:guest${number}@example.com`, `TEL:+49 30 5550 ${100 + number}`, 'END:VCARD', ''].join('\r\n');
};

let studio;
let portal;
let browser;
let links; // name → path of the direct link
let ids; // name → contact id

before(async () => {
    studio = await scratchStudio();
    await foyer(studio, 'import', await studio.write('guests.vcf', guises.map(vcard).join('')));
    ids = new Map((await contacts(studio)).map(({ id, name }) => [name, id]));
    links = new Map();
    for (const { name } of guises)
        links.set(name, await directLinkPath(studio, ids.get(name)));
    portal = await startPortal(studio);
    browser = await launchBrowser();
});
after(async () => {
    await browser?.close();
    await portal?.stop();
    await studio?.remove();
});

for (const [number, guise] of guises.entries()) {
    const { javaScript, width, scheme, name } = guise;
    const title = `JavaScript ${javaScript ? 'on' : 'off'}, ${width} px, ${scheme}: `
        + 'first visit, home, a new phone number, out and in again';
    test(title, { timeout: 180_000 }, async () => {
        const visitor = await newVisitor(browser, {
            ...guise, base: portal.base,
            // The browser notes in its console that a refused login is answered as refused.
            allow: /the server responded with a status of 4\d\d/,
        });
        try {
            await journey(visitor, { number, name });
        } finally {
            await visitor.context.close();
        }
        const card = JSON.stringify(await foyerJson(studio, 'contact', 'show', '--id', String(ids.get(name))));
        assert.match(card.replace(/\D/g, ''), new RegExp(`49305559${100 + number}`),
            'the new number must stand in the Address Book');
    });
}

async function journey(visitor, { number, name }) {
    const { page } = visitor;
    const button = (label) => page.getByRole('button', { name: label, exact: true });
    const arrived = async (heading) => {
        await page.getByRole('heading', { level: 1, name: heading }).waitFor();
        await assertLandmarks(page);
        await assertGoodPage(visitor);
    };
    const link = portal.base + links.get(name);
    const newNumber = `+49 30 5559 ${100 + number}`;

    // S20, P3: looking at the link, however often, uses nothing up; its secret leaves the address bar.
    for (let look = 0; look < 3; ++look)
        await page.goto(link);
    assert.notEqual(page.url(), link, 'the direct link must redirect to an address without its secret');
    await page.getByLabel('New password', { exact: true }).waitFor();
    await arrived(/./);
    assert.equal(await page.getByLabel('Your email').inputValue(), `guest${number}@example.com`);

    // S20: a password nobody should choose is refused in words, and nothing is set.
    await page.getByLabel('New password', { exact: true }).fill('short');
    await button('Save password').click();
    await page.getByRole('alert').first().waitFor();
    await arrived(/./);
    await page.getByLabel('New password', { exact: true }).fill(password);
    await button('Save password').click();

    // S1: home, friendly although there is nothing yet.
    await button('Log out').waitFor();
    await arrived(/./);
    const privatePage = page.url();

    // S7: a client keeps their own number up to date.
    await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Your details' }).click();
    await arrived('Your details');
    await page.getByRole('link', { name: 'Change them' }).click();
    await arrived('Change your details');
    await page.getByRole('group', { name: /^Phone/ }).getByLabel('Number').first().fill(newNumber);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await arrived('Your details');
    const shown = (await page.getByRole('main').innerText()).replace(/[^\d+]/g, '');
    assert.ok(shown.includes(newNumber.replaceAll(' ', '')), `the page must show ${newNumber}: ${shown}`);

    // S32: logged out means gone, also behind the back button and at the page's own address.
    await button('Log out').click();
    await page.getByRole('heading', { level: 1, name: 'You are logged out' }).waitFor();
    await arrived('You are logged out');
    await page.goBack();
    assert.equal(await button('Log out').count(), 0, 'the back button must not show the private page');
    await page.goto(privatePage);
    assert.equal(await button('Log out').count(), 0, 'the private page must ask to log in again');

    // S37, S44: email and password find the person; a wrong one is refused and keeps what was typed.
    await page.goto(link);
    await button('Log in').waitFor();
    await arrived(/./);
    await page.getByLabel('Password', { exact: true }).fill(otherPassword);
    await button('Log in').click();
    await page.getByRole('alert').first().waitFor();
    await arrived(/./);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await button('Log in').click();
    await button('Log out').waitFor();
    await arrived(/./);
}
