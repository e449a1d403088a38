// SPDX-License-Identifier: GPL-3.0-or-later
// The couple of the sample studio: one job, one mailbox, one password, one browser. Each has three items, and none
// of the other's. Then the whole way of each of them, by keyboard alone, without JavaScript, on a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
    assertGoodPage, assertLandmarks, launchBrowser, newVisitor, scratchStudio, startPortal,
} from './harness.mjs';

const root = '/heron-and-thimble';
const mailbox = 'saoirse.and.tadhg@example.com';
const password = 'tide tables and tar 1893';
const people = {
    saoirse: {
        name: 'Saoirse Quilligan',
        titles: ['The day, and the evening before', 'Photography of the wedding day', 'The people and the day'],
    },
    tadhg: {
        name: 'Tadhg Mac Eoin',
        titles: ["An album for Tadhg's grandmother", 'Use of the pictures', 'The music and the sea'],
    },
};
const random = '5f0c3c3e-8a77-4ac5-9c9d-3b1de0b0f1aa';

let studio;
let portal;
let browser;

before(async () => {
    studio = await scratchStudio();
    portal = await startPortal(studio, '--sample');
    browser = await launchBrowser();
});
after(async () => {
    await browser?.close();
    await portal?.stop();
    await studio?.remove();
});

const visitor = (how) => newVisitor(browser, {
    base: portal.base,
    allow: /the server responded with a status of 4\d\d/, // answers that say no are part of this
    ...how,
});

/** From the login page to their own home; both have the same password, so the portal asks who they are. */
async function logIn(page, { name }) {
    await page.goto(`${portal.base}${root}/login`);
    await page.getByLabel('Email').fill(mailbox);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByRole('button', { name }).click();
    await page.getByRole('button', { name: 'Log out', exact: true }).waitFor();
}

async function logOut(page) {
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'You are logged out' }).waitFor();
}

const itemLinks = (page) => page.locator('a.item').evaluateAll((links) =>
    links.map((link) => ({
        href: link.href,
        title: link.querySelector('.item-title').textContent.replace(/^\d{4}-\d+, /, ''), // without its number
    })));

test('S32: three items each, no crossing, and nothing left behind in the browser', { timeout: 180_000 }, async () => {
    const guest = await visitor({});
    const { page } = guest;
    const stored = [];
    page.on('response', (response) => {
        const path = new URL(response.url()).pathname;
        const isPage = (response.headers()['content-type'] ?? '').startsWith('text/html')
            || path.includes('-pdf/');
        if (isPage && response.headers()['cache-control'] !== 'no-store')
            stored.push(`${path}: ${response.headers()['cache-control']}`);
    });
    const seen = {};
    for (const [who, other] of [['saoirse', 'tadhg'], ['tadhg', 'saoirse']]) {
        await logIn(page, people[who]);
        const links = await itemLinks(page);
        assert.deepEqual(links.map(({ title }) => title).sort(), [...people[who].titles].sort());
        const text = await page.content();
        for (const title of people[other].titles)
            assert.ok(!text.includes(title.replace("'", '&apos;')) && !text.includes(title), `${who} reads ${title}`);
        assert.ok(!text.includes(people[other].name), `${who}'s home names ${other}`);
        seen[who] = links.map(({ href }) => href);
        for (const href of seen[who]) {
            const answer = await page.goto(href);
            assert.equal(answer.status(), 200, href);
        }
        // What the other one has answers like something that never was.
        for (const href of seen[other] ?? []) {
            const foreign = await page.request.get(href);
            const nothing = await page.request.get(href.replace(/[^/]+$/, random));
            assert.equal(foreign.status(), 404, href);
            assert.deepEqual(await foreign.body(), await nothing.body(), href);
        }
        await page.goto(`${portal.base}${root}/home`);
        await logOut(page);
        // However far back one goes: the login page, and nobody's name.
        for (let step = 0; step < 4; ++step) {
            await page.goBack();
            const left = await page.content();
            for (const title of people[who].titles)
                assert.ok(!left.includes(title), `after ${step + 1} steps back: ${title}`);
            assert.equal(await page.getByRole('button', { name: 'Log out', exact: true }).count(), 0);
        }
        for (const href of seen[who]) {
            await page.goto(href);
            await page.getByRole('button', { name: 'Log in', exact: true }).waitFor();
        }
    }
    assert.deepEqual(stored, [], 'pages that a cache may keep');
    guest.assertClean();
    await guest.context.close();
});

test('S28: a link leads to its item after the login, and nobody else to it', { timeout: 60_000 }, async () => {
    const guest = await visitor({ width: 360 });
    const { page } = guest;
    const typeIn = async (name) => {
        await page.getByLabel('Email').fill(mailbox);
        await page.getByLabel('Password', { exact: true }).fill(password);
        await page.getByRole('button', { name: 'Log in', exact: true }).click();
        await page.getByRole('button', { name }).click();
        await page.getByRole('button', { name: 'Log out', exact: true }).waitFor();
    };
    await logIn(page, people.saoirse);
    const [{ href, title }] = await itemLinks(page);
    await logOut(page);
    for (const [who, arrives] of [['tadhg', `${portal.base}${root}/home`], ['saoirse', href]]) {
        await page.goto(href);
        await page.waitForURL(`${portal.base}${root}/login`);
        assert.ok(!(await page.content()).includes(title), 'strangers read no title');
        await typeIn(people[who].name);
        assert.equal(page.url(), arrives);
        await logOut(page);
    }
    guest.assertClean();
    await guest.context.close();
});

test('V10: home takes three requests and 30 kB, styles and script 10 kB each', { timeout: 60_000 }, async () => {
    const guest = await visitor({ width: 360 });
    const { context, page } = guest;
    await logIn(page, people.tadhg);
    const [{ href }] = await itemLinks(page);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    for (const address of [`${portal.base}${root}/home`, href]) {
        await devtools.send('Network.clearBrowserCache');
        const asked = new Map();
        const note = ({ requestId, request }) => asked.set(requestId, { path: new URL(request.url).pathname, bytes: 0 });
        const weigh = ({ requestId, encodedDataLength }) =>
            Object.assign(asked.get(requestId) ?? {}, { bytes: encodedDataLength });
        devtools.on('Network.requestWillBeSent', note);
        devtools.on('Network.loadingFinished', weigh);
        await page.goto(address, { waitUntil: 'networkidle' });
        devtools.off('Network.requestWillBeSent', note);
        devtools.off('Network.loadingFinished', weigh);
        // The icon is the browser's own wish, not part of the page.
        const all = [...asked.values()].filter(({ path }) => path.startsWith(root) && !path.endsWith('/icon.svg'));
        const told = JSON.stringify(all);
        assert.ok(all.length <= (address === href ? 4 : 3), told); // where one types there is a script as well
        assert.ok(all.every(({ bytes }) => bytes > 0), told);
        assert.ok(all.reduce((sum, { bytes }) => sum + bytes, 0) <= 30_000, told);
        for (const { path, bytes } of all.filter((one) => /\.(css|js)$/.test(one.path)))
            assert.ok(bytes <= 10_000, `${path}: ${bytes}`);
    }
    guest.assertClean();
    await context.close();
});

/** What has the keyboard, as a person would name it. */
const focused = (page) => page.evaluate(() => {
    const element = document.activeElement;
    const label = element.labels?.length ? element.labels[0].innerText : element.getAttribute('aria-label');
    return {
        what: element.type || element.tagName.toLowerCase(), // a link has a type, too: none
        text: (label ?? element.innerText ?? '').replace(/\s+/g, ' ').trim(),
        id: element.id,
        isSeen: element.getClientRects().length > 0,
    };
});

/** Presses Tab until it is there; everything on the way must be visible. */
async function tabTo(page, text, what) {
    const met = [];
    for (let step = 0; step < 80; ++step) {
        await page.keyboard.press('Tab');
        const now = await focused(page);
        assert.ok(now.isSeen, `the keyboard is on something nobody sees: ${JSON.stringify(now)}`);
        met.push(now.text);
        if (text.test(now.text) && (!what || what.test(now.what)))
            return now;
    }
    assert.fail(`${text} cannot be reached by Tab on ${page.url()}: ${met.slice(-40).join(' | ').slice(0, 1500)}`);
}

async function typeAt(page, text, typed) {
    await tabTo(page, text, /text|email|tel|textarea|date|number/);
    await page.keyboard.type(typed);
}

/** Enter on what leads to another page, or to this one again with what is wrong. */
async function go(page) {
    await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
}

async function pressAt(page, text, what) {
    await tabTo(page, text, what);
    await go(page);
}

/** From home to the item with this button, back with nothing but the keyboard. */
async function open(page, action, heading) {
    await page.goto(`${portal.base}${root}/home`);
    await pressAt(page, action, /^a$/);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

async function accept(guest, heading) {
    const { page } = guest;
    await open(page, /^Look at the quote/, heading);
    await assertGoodPage(guest);
    await pressAt(page, /^Accept this quote$/);
    await page.getByText(/You accepted|Accepted/).first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Accept this quote' }).count(), 0);
    await assertGoodPage(guest);
}

async function sign(guest, { name }, heading, initialsWanted) {
    const { page } = guest;
    await open(page, /^Read and sign/, heading);
    await assertGoodPage(guest);
    // S5: who prints it now has it in large letters that nobody signed, with the fingerprint and without buttons.
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByText('Not signed', { exact: true }).first().isVisible(), true);
    assert.equal(await page.getByText(/Fingerprint of this text/).isVisible(), true);
    for (const hidden of [page.getByRole('button', { name: 'Sign', exact: true }), page.getByRole('navigation')])
        assert.equal(await hidden.first().isVisible(), false);
    await page.emulateMedia({ media: 'screen' });
    const initials = name.split(' ').map((word) => word[0]).join('');
    // First without anything: each thing that is missing is named, and nothing is signed.
    await pressAt(page, /^Sign$/, /submit/);
    await page.getByRole('alert').first().waitFor();
    await assertGoodPage(guest);
    // Then field by field, in the order of the page.
    let initialled = 0;
    for (let step = 0; step < 80; ++step) {
        await page.keyboard.press('Tab');
        const now = await focused(page);
        if (now.what === 'checkbox')
            await page.keyboard.press('Space');
        else if (now.what === 'text' && /initials/i.test(now.text)) {
            await page.keyboard.type(initials);
            ++initialled;
        } else if (now.what === 'text' && now.id === 'name')
            await page.keyboard.type(name);
        else if (now.what === 'submit' && now.text === 'Sign') {
            await go(page);
            break;
        }
    }
    assert.equal(initialled, initialsWanted);
    await page.getByRole('button', { name: 'Sign', exact: true }).waitFor({ state: 'detached' });
    await assertGoodPage(guest);
    // S5: on paper the signature is there, the menu is not.
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('button', { name: 'Log out' }).isVisible(), false);
    assert.equal(await page.getByText('Your signature is recorded.').isVisible(), false);
    assert.ok((await page.getByRole('main').innerText()).includes(name));
    await page.emulateMedia({ media: 'screen' });
}

async function printed(page) {
    const href = await page.getByRole('link', { name: 'Open as PDF' }).getAttribute('href');
    const answer = await page.request.get(portal.base + href);
    assert.equal(answer.status(), 200);
    assert.equal(answer.headers()['content-type'], 'application/pdf');
    assert.equal(answer.headers()['cache-control'], 'no-store');
    assert.ok((await answer.body()).subarray(0, 5).equals(Buffer.from('%PDF-')));
}

const ways = [
    {
        who: 'saoirse', scheme: 'light', initials: 2,
        answer: async (page) => {
            await typeAt(page, /^Name/, 'Bríd');
            await typeAt(page, /^Where do you get dressed/, 'In the workshop');
            await tabTo(page, /^(On foot|By boat|By something)/, /radio/);
            await page.keyboard.press('ArrowDown');
            await typeAt(page, /^How many guests/, '74');
        },
    },
    {
        who: 'tadhg', scheme: 'dark', initials: 1,
        answer: async (page) => {
            await typeAt(page, /^What plays when you walk in/, 'The one about the lighthouse');
            await tabTo(page, /^Concertina$/, /checkbox/);
            await page.keyboard.press('Space');
        },
    },
];
for (const { who, scheme, initials, answer } of ways) {
    test(`D5: read, accept, sign, answer, print by keyboard alone, without JavaScript, at 360 px, ${scheme}`,
        { timeout: 300_000 }, async () => {
            const guest = await visitor({ javaScript: false, width: 360, scheme });
            const { page } = guest;
            const [quote, contract, questionnaire] = people[who].titles;
            await page.goto(`${portal.base}${root}/login`);
            await typeAt(page, /email/i, mailbox);
            await tabTo(page, /^Password/, /password/);
            await page.keyboard.type(password);
            await go(page);
            await pressAt(page, new RegExp(people[who].name));
            await page.getByRole('heading', { level: 1, name: /^Hello/ }).waitFor();
            await assertLandmarks(page);
            await assertGoodPage(guest);
            assert.equal(await page.locator('li.need').count(), 3);

            await accept(guest, quote);
            await printed(page);
            await sign(guest, people[who], contract, initials);
            await printed(page);
            await open(page, /^Answer/, questionnaire);
            await assertGoodPage(guest);
            await answer(page);
            await pressAt(page, /^Send my answers$/);
            await page.getByRole('button', { name: 'Send my answers' }).waitFor({ state: 'detached' });
            await assertGoodPage(guest);

            // S1: nothing is left to do, and home says so.
            await page.goto(`${portal.base}${root}/home`);
            await page.getByText('All is done. Nothing needs you at the moment.').waitFor();
            await assertGoodPage(guest);
            await guest.context.close();
        });
}
