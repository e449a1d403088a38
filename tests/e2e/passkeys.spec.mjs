// SPDX-License-Identifier: GPL-3.0-or-later
// Passkeys in a real browser with a virtual authenticator: two people who share one mailbox each come in by
// their own, and what the studio ends stays ended. On http://localhost, which browsers trust like https.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
    assertGoodPage, assertLandmarks, contacts, directLinkPath, foyer, launchBrowser, newVisitor, scratchStudio,
    startPortal,
} from './harness.mjs';

const password = 'a lighthouse, seven gulls & no rain';
const mailbox = 'the.wedding@example.com'; // Ana's and Ben's both
const names = ['Ana Example', 'Ben Example', 'Cleo Example'];
const shots = process.env.FOYER_SHOTS; // a folder for pictures to look at

const vcard = (name) => {
    const [given, family] = name.split(' ');
    return ['BEGIN:VCARD', 'VERSION:4.0', `FN:${name}`, `N:${family};${given};;;`, `EMAIL:${mailbox}`,
        'END:VCARD', ''].join('\r\n');
};

let studio;
let portal;
let browser;
let base; // as browsers know it: http://localhost:port
let ids; // name → contact id

before(async () => {
    studio = await scratchStudio();
    await foyer(studio, 'import', await studio.write('guests.vcf', names.map(vcard).join('')));
    ids = new Map((await contacts(studio)).map(({ id, name }) => [name, id]));
    portal = await startPortal(studio);
    base = portal.base.replace('127.0.0.1', 'localhost');
    await foyer(studio, 'settings', 'set', 'portal.address', base);
    browser = await launchBrowser();
    if (shots)
        await mkdir(shots, { recursive: true });
});
after(async () => {
    await browser?.close();
    await portal?.stop();
    await studio?.remove();
});

/** A browser of one person, on a device with a fingerprint reader that always says yes. */
async function person(name, guise = {}) {
    const visitor = await newVisitor(browser, {
        ...guise, base,
        // The browser notes in its console that a refused login is answered as refused.
        allow: /the server responded with a status of 4\d\d/,
    });
    const { page, context } = visitor;
    const link = base + await directLinkPath(studio, ids.get(name));
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
        options: {
            protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
            isUserVerified: true, automaticPresenceSimulation: true,
        },
    });
    const login = new URL(link).pathname.replace(/\/c\/.*/, '/login');
    return {
        ...visitor,
        link,
        home: base + login.replace('/login', '/home'),
        login: base + login,
        passkeys: base + login.replace('/login', '/passkeys'),
        button: (label) => page.getByRole('button', { name: label, exact: true }),
        heading: (text) => page.getByRole('heading', { level: 1, name: text }).waitFor(),
        device: (method, more = {}) => devtools.send(`WebAuthn.${method}`, { authenticatorId, ...more }),
        credentials: async () =>
            (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
        look: async (what) => shots && page.screenshot({ path: join(shots, `${what}.png`), fullPage: true }),
    };
}

async function firstVisit(client) {
    const { page, button, heading } = client;
    await page.goto(client.link);
    await page.getByLabel('New password', { exact: true }).fill(password);
    await button('Save password').click();
    await heading(/^Hello/);
}

async function addPasskey(client, name) {
    const { page, button } = client;
    await page.goto(client.passkeys);
    await client.heading('Passkeys');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await button('Add a passkey').click();
    await page.getByRole('status').filter({ hasText: 'Your passkey is saved' }).waitFor();
    await page.getByRole('heading', { level: 3, name }).waitFor();
}

async function logOut(client) {
    await client.button('Log out').click();
    await client.heading('You are logged out');
}

/**
 * With the button; nothing is typed. A person touches the device once: it must not answer what the page before,
 * or the one after, asks by itself.
 */
async function pressPasskey(client, where = client.login) {
    const { page, button } = client;
    const touch = (enabled) => client.device('setAutomaticPresenceSimulation', { enabled });
    await touch(false);
    await page.goto(where);
    await button('Log in with a passkey').waitFor();
    await touch(true);
    const answered = page.waitForRequest((request) => request.method() === 'POST');
    await button('Log in with a passkey').click();
    await answered;
    await touch(false);
}

test('two who share a mailbox each come in by their own passkey', { timeout: 180_000 }, async () => {
    const people = [await person('Ana Example'), await person('Ben Example', { scheme: 'dark', width: 360 })];
    try {
        for (const [number, client] of people.entries()) {
            await firstVisit(client);
            await client.page.goto(client.passkeys);
            await client.heading('Passkeys');
            await assertLandmarks(client.page);
            await assertGoodPage(client);
            await addPasskey(client, `Device ${number}`);
            await assertGoodPage(client);
            await client.look(`passkeys-${number}`);
            await logOut(client);
            const [credential, ...more] = await client.credentials();
            assert.equal(more.length, 0);
            assert.equal(credential.rpId, 'localhost');
            assert.equal(credential.isResidentCredential, true);
            assert.equal(credential.userName, names[number], 'the device must list the person, not the mailbox');
        }
        for (const [number, client] of people.entries()) {
            await pressPasskey(client);
            await client.heading(`Hello ${names[number].split(' ')[0]}`);
            await client.page.goto(client.passkeys);
            await client.page.getByText('Last used on').waitFor();
            client.assertClean();
        }
    } finally {
        for (const { context } of people)
            await context.close();
    }
});

test('the browser offers the passkey beside the email, and takes it without a press', { timeout: 120_000 }, async () => {
    const client = await person('Ana Example');
    try {
        await client.page.goto(client.link); // has a password by now
        await client.page.getByLabel('Password', { exact: true }).fill(password);
        await client.button('Log in').click();
        await client.heading('Hello Ana');
        await addPasskey(client, 'Laptop');
        await logOut(client);
        await client.page.goto(client.login); // the device answers at once what the page asks by itself
        await client.heading('Hello Ana');
        client.assertClean();
    } finally {
        await client.context.close();
    }
});

test('renamed, removed, and then refused', { timeout: 120_000 }, async () => {
    const client = await person('Ben Example');
    const { page, button } = client;
    try {
        await page.goto(client.link);
        await page.getByLabel('Password', { exact: true }).fill(password);
        await button('Log in').click();
        await client.heading('Hello Ben');
        await addPasskey(client, 'Old name');
        // The same device is not asked to keep a second one.
        await button('Add a passkey').click();
        await page.getByText('This device already keeps a passkey of yours.').waitFor();
        await assertGoodPage(client);

        const entry = page.getByRole('listitem').filter({ hasText: 'Old name' });
        await entry.getByText('Rename').click();
        await entry.getByLabel('New name').fill('<b>New name</b>');
        await assertGoodPage(client);
        await client.look('rename');
        await entry.getByRole('button', { name: 'Save name' }).click();
        await page.getByRole('heading', { level: 3, name: '<b>New name</b>' }).waitFor();
        await button('Remove <b>New name</b>').click();
        await page.getByRole('status').filter({ hasText: 'The passkey is removed' }).waitFor();
        await logOut(client);

        await pressPasskey(client);
        await page.getByRole('alert').filter({ hasText: 'not known here' }).waitFor();
        await assertGoodPage(client);
        await client.look('refused');
        await page.goto(client.home);
        assert.equal(await button('Log out').count(), 0);
    } finally {
        await client.context.close();
    }
});

test('disabling refuses, enabling restores, a reset ends it for good', { timeout: 180_000 }, async () => {
    const client = await person('Cleo Example', { width: 360 });
    const { page } = client;
    const cleo = ['--id', String(ids.get('Cleo Example'))];
    const isRefused = () => page.getByRole('alert').filter({ hasText: 'not known here' }).waitFor();
    try {
        await firstVisit(client);
        await addPasskey(client, 'Phone');
        await logOut(client);
        await foyer(studio, 'contact', 'disable', ...cleo);
        await pressPasskey(client);
        await isRefused();
        await foyer(studio, 'contact', 'enable', ...cleo);
        await pressPasskey(client);
        await client.heading('Hello Cleo');
        await foyer(studio, 'contact', 'reset-password', ...cleo);
        await page.goto(client.home);
        await client.heading('Welcome');
        await pressPasskey(client);
        await isRefused();
        client.assertClean();
    } finally {
        await client.context.close();
    }
});

test("a Direct Link's page takes its own person's passkey only", { timeout: 120_000 }, async () => {
    const client = await person('Ana Example');
    const { page, button } = client;
    try {
        await page.goto(client.link);
        await page.getByLabel('Password', { exact: true }).fill(password);
        await button('Log in').click();
        await client.heading('Hello Ana');
        await addPasskey(client, 'Tablet');
        await logOut(client);
        await pressPasskey(client, base + await directLinkPath(studio, ids.get('Ben Example')));
        await page.getByRole('alert').filter({ hasText: 'belongs to another person' }).waitFor();
        await client.heading('Welcome back, Ben');
        await assertGoodPage(client);
        await pressPasskey(client, client.link);
        await client.heading('Hello Ana');
    } finally {
        await client.context.close();
    }
});

test('a device that does not know the person refuses in words, and the password still works', { timeout: 120_000 }, async () => {
    const client = await person('Ana Example');
    const { page, button } = client;
    try {
        await client.device('setUserVerified', { isUserVerified: false });
        await page.goto(client.login);
        await button('Log in with a passkey').click();
        await page.getByText('No passkey was used.').waitFor({ timeout: 60_000 });
        await assertGoodPage(client);
        await client.look('login-failed');
        await page.goto(client.link);
        await page.getByLabel('Password', { exact: true }).fill(password);
        await button('Log in').click();
        await client.heading('Hello Ana');
    } finally {
        await client.context.close();
    }
});

for (const scheme of ['light', 'dark']) {
    for (const width of [360, 1280]) {
        test(`without JavaScript, ${width} px, ${scheme}: the list, and words instead of dead buttons`, { timeout: 120_000 }, async () => {
            const visitor = await newVisitor(browser, { javaScript: false, width, scheme, base });
            const { page } = visitor;
            try {
                const link = base + await directLinkPath(studio, ids.get('Ana Example'));
                await page.goto(link);
                assert.equal(await page.getByRole('button', { name: 'Log in with a passkey' }).count(), 0);
                await page.getByLabel('Password', { exact: true }).fill(password);
                await page.getByRole('button', { name: 'Log in' }).click();
                await page.getByRole('heading', { level: 1, name: 'Hello Ana' }).waitFor();
                await page.goto(base + new URL(page.url()).pathname.replace('/home', '/passkeys'));
                await page.getByRole('heading', { level: 1, name: 'Passkeys' }).waitFor();
                await page.getByText('with JavaScript switched on').waitFor();
                assert.equal(await page.getByRole('button', { name: 'Add a passkey' }).count(), 0);
                assert.notEqual(await page.getByRole('button', { name: /^Remove/ }).count(), 0);
                await assertLandmarks(page);
                await assertGoodPage(visitor);
                if (shots)
                    await page.screenshot({ path: join(shots, `plain-${width}-${scheme}.png`), fullPage: true });
            } finally {
                await visitor.context.close();
            }
        });
    }
}
