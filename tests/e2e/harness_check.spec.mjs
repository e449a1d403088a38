// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of the harness must be able to fail: each gets a page with just that fault.
import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import {
    assertGoodPage, assertLandmarks, assertNoOverflow, axe, directLinkPath, foyerJson, launchBrowser, newVisitor,
    scratchStudio, startPortal,
} from './harness.mjs';

// As strict as the portal's own, so that we know the checks work behind it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; "
    + "require-trusted-types-for 'script'";
const wrap = (body, head = '<meta name="viewport" content="width=device-width">') =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>${head}</head>`
    + `<body><main><h1>A page</h1>${body}</main></body></html>`;
const styled = '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css">';
const pages = {
    '/good': wrap('<p>Nothing wrong here.</p>'),
    '/unlabelled': wrap('<form><input type="text"></form>'),
    '/wide': wrap('<p class="wall" id="wall">A wall</p>', styled),
    '/no-viewport': wrap('<p>Laid out for a desk.</p>', ''),
    '/inline-script': wrap('<script>window.ran = true;</script>'),
    '/inline-style': wrap('<p style="color: red">Red</p>'),
    '/third-party': wrap('<img alt="A spy" src="http://127.0.0.2:9/pixel.png">'),
    '/thrower': wrap('<script src="/thrower.js"></script>'),
    '/no-main': '<!doctype html><html lang="en"><title>x</title><h1>One</h1><h1>Two</h1></html>',
    '/dark-only-fault': wrap('<p class="faint">Readable by day.</p>', styled),
    '/noscript-fault': wrap('<noscript><img src="/favicon.ico"></noscript>'),
    '/scripted': wrap('<p id="told">untouched</p><label for="name">Name</label><input id="name">'
        + '<script src="/script.js"></script>'),
};
const assets = {
    '/thrower.js': ['text/javascript', 'throw new Error("thrown on purpose");'],
    '/script.js': ['text/javascript', 'document.getElementById("told").textContent = "touched";'],
    '/style.css': ['text/css', ':root { color-scheme: light dark } .faint { color: #333 } .wall { width: 2000px }'
        + '@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }'],
    '/favicon.ico': ['image/x-icon', ''],
};

let browser;
let server;
let base;

before(async () => {
    server = createServer((request, response) => {
        const [type, body] = assets[request.url] ?? ['text/html', pages[request.url]];
        response.writeHead(body === undefined ? 500 : 200,
            { 'content-type': type, 'content-security-policy': policy });
        response.end(body ?? 'broken');
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${server.address().port}`;
    browser = await launchBrowser();
});
after(async () => {
    await browser?.close();
    server?.close();
});

async function visit(path, how, check) {
    const visitor = await newVisitor(browser, { base, ...how });
    try {
        await visitor.page.goto(base + path);
        await check(visitor);
    } finally {
        await visitor.context.close();
    }
}

for (const javaScript of [true, false]) {
    describe(`with JavaScript ${javaScript ? 'on' : 'off'}`, () => {
        for (const width of [360, 1280])
            test(`a good page passes at ${width} px`, () => visit('/good', { javaScript, width }, async (visitor) => {
                await assertGoodPage(visitor);
                await assertLandmarks(visitor.page);
            }));
        test('axe names a field without a label', () => visit('/unlabelled', { javaScript }, ({ page }) =>
            assert.rejects(axe(page), /label/)));
        test('axe sees a fault of the dark scheme only', async () => {
            await visit('/dark-only-fault', { javaScript, scheme: 'light' }, ({ page }) => axe(page));
            await visit('/dark-only-fault', { javaScript, scheme: 'dark' }, ({ page }) =>
                assert.rejects(axe(page), /color-contrast/));
        });
        test('a page that scrolls sideways is refused by the name of what sticks out', () =>
            visit('/wide', { javaScript }, ({ page }) => assert.rejects(assertNoOverflow(page), /p#wall/)));
        test('a page without a viewport line is refused on a phone', () =>
            visit('/no-viewport', { javaScript, width: 360 }, ({ page }) =>
                assert.rejects(assertNoOverflow(page), /viewport line/)));
        test('a style against the policy is a fault', () => visit('/inline-style', { javaScript }, ({ assertClean }) =>
            assert.throws(assertClean, /Content Security Policy/)));
        test('a request to somebody else is a fault', () => visit('/third-party', { javaScript }, ({ assertClean }) =>
            assert.throws(assertClean, /127\.0\.0\.2/)));
        test('a server error is a fault', () => visit('/nowhere', { javaScript }, ({ assertClean }) =>
            assert.throws(assertClean, /500 from \/nowhere/)));
        test('two headings and no main are refused', () => visit('/no-main', { javaScript }, ({ page }) =>
            assert.rejects(assertLandmarks(page), /no-main/)));
    });
}

test('checking a page without JavaScript neither wakes its scripts nor touches it', () =>
    visit('/scripted', { javaScript: false }, async ({ page }) => {
        await page.fill('#name', 'half typed');
        await axe(page);
        assert.equal(await page.textContent('#told'), 'untouched');
        assert.equal(await page.inputValue('#name'), 'half typed');
    }));
test('what only people without JavaScript see is checked too', () =>
    visit('/noscript-fault', { javaScript: false }, ({ page }) => assert.rejects(axe(page), /image-alt/)));
test('a script against the policy is a fault', () => visit('/inline-script', {}, ({ assertClean }) =>
    assert.throws(assertClean, /Content Security Policy/)));
test('a script that throws is a fault', () => visit('/thrower', {}, ({ assertClean }) =>
    assert.throws(assertClean, /thrown on purpose/)));

describe('the program', () => {
    const real = process.env.FOYER_PORTAL;
    let studio;

    // Stands in for the program, to see how the harness takes its words and its failures.
    async function pretend(script) {
        process.env.FOYER_PORTAL = await studio.write('program', `#!/bin/sh\n${script}\n`);
        await chmod(process.env.FOYER_PORTAL, 0o700);
    }
    before(async () => {
        studio = await scratchStudio();
    });
    after(async () => {
        if (real === undefined)
            delete process.env.FOYER_PORTAL;
        else
            process.env.FOYER_PORTAL = real;
        await studio.remove();
    });

    test('is found serving by its line, and stopped', async () => {
        await pretend('trap "exit 0" TERM; echo "Serving http://127.0.0.1:4321/ for Test Studio"; '
            + 'while :; do sleep 0.05; done');
        const portal = await startPortal(studio);
        assert.equal(portal.base, 'http://127.0.0.1:4321');
        await portal.stop();
    });
    test('that ends at once is reported with its words', async () => {
        await pretend('echo "The studio file is damaged." >&2; exit 1');
        await assert.rejects(startPortal(studio), /ended with 1[^]*damaged/);
    });
    test('that cannot be started is reported', async () => {
        process.env.FOYER_PORTAL = '/nonexistent/foyer-portal';
        await assert.rejects(startPortal(studio), /could not be started/);
    });
    test('that crashes when stopped is reported', async () => {
        await pretend('trap "exit 3" TERM; echo "Serving http://127.0.0.1:4321/"; while :; do sleep 0.05; done');
        const portal = await startPortal(studio);
        await assert.rejects(portal.stop(), /ended with 3/);
    });
    test('is given the studio, and its JSON is read', async () => {
        await pretend('printf \'["%s", "%s", "%s", "%s", "%s"]\' "$@"');
        assert.deepEqual(await foyerJson(studio, 'contact', 'list'),
            ['contact', 'list', '--json', '--studio', studio.file]);
    });
    test('gives a direct link, whatever the port', async () => {
        await pretend('echo "http://127.0.0.1:8080/studio/c/abc"');
        assert.equal(await directLinkPath(studio, 1), '/studio/c/abc');
        await pretend('echo "no portal for a company"');
        await assert.rejects(directLinkPath(studio, 1), /no portal for a company/);
    });
    test('that fails is reported with its words', async () => {
        await pretend('echo "no such contact" >&2; exit 1');
        await assert.rejects(foyerJson(studio, 'contact', 'list'), /no such contact/);
    });
});
