// SPDX-License-Identifier: GPL-3.0-or-later
// A real portal, a real browser, and the checks every page must pass. Specs import from here only.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const startWithin = 20_000; // ms; a debug build with sanitizers on a busy machine
const stopWithin = 15_000; // ms; the portal lets clients finish for ten seconds
const axeWithin = 20_000; // ms; usually one second
const scriptless = new WeakMap(); // contexts without JavaScript, and how they were made

/** The program under test. ctest sets it; by hand: FOYER_PORTAL=build/dev/portal_server/foyer-portal */
function program() {
    const path = process.env.FOYER_PORTAL;
    assert.ok(path, 'FOYER_PORTAL must name the foyer-portal program to test');
    return path;
}

/**
 * A folder with a home of its own and the name of a studio file in it, so that a test neither sees nor
 * touches what belongs to the person who runs it. Removed by `remove()`.
 */
export async function scratchStudio() {
    const folder = await mkdtemp(join(tmpdir(), 'foyer-e2e-'));
    const studio = {
        folder,
        file: join(folder, 'test.foyer'),
        environment: {
            ...process.env,
            HOME: folder,
            XDG_CONFIG_HOME: join(folder, 'config'),
            XDG_DATA_HOME: join(folder, 'data'),
            XDG_STATE_HOME: join(folder, 'state'),
            XDG_CACHE_HOME: join(folder, 'cache'),
            QT_QPA_PLATFORM: 'offscreen',
        },
        remove: () => rm(folder, { recursive: true, force: true }),
        /** Puts a file into the folder and returns its path. */
        write: async (name, text) => {
            const path = join(folder, name);
            await writeFile(path, text);
            return path;
        },
    };
    return studio;
}

/**
 * Runs one command of the program on the studio, e.g. foyer(studio, 'contact', 'link', '--id', '1').
 * Resolves to its standard output; rejects with what it said when it fails.
 */
export function foyer(studio, ...words) {
    const args = [...words, '--studio', studio.file];
    return new Promise((resolve, reject) => {
        execFile(program(), args, { env: studio.environment, timeout: 60_000 }, (error, stdout, stderr) => {
            if (error)
                reject(new Error(`foyer-portal ${args.join(' ')} failed (${error.code}): ${stderr || stdout}`));
            else
                resolve(stdout);
        });
    });
}

/** The same for commands that answer in JSON. */
export async function foyerJson(studio, ...words) {
    return JSON.parse(await foyer(studio, ...words, '--json'));
}

/** The people of a studio: [{id, name, …}]. */
export const contacts = (studio) => foyerJson(studio, 'contact', 'list');

/** A contact's direct link without its origin: which port serves it is known only once the portal runs. */
export async function directLinkPath(studio, id) {
    const said = await foyer(studio, 'contact', 'link', '--id', String(id));
    const link = said.match(/https?:\/\/\S+/);
    assert.ok(link, `contact link printed no address: ${said}`);
    const { pathname, search } = new URL(link[0]);
    return pathname + search;
}

/** Every row of the studio as sorted JSON lines, for comparing before and after. */
export const dump = (studio) => foyer(studio, 'dump');

/**
 * Starts `foyer-portal serve` on a free port of loopback and waits until it says where.
 * Resolves to {base, said, stop}; stop() rejects when the program has to be killed or exits with a failure.
 */
export async function startPortal(studio, ...extra) {
    const child = spawn(program(), ['serve', '--studio', studio.file, '--listen', '127.0.0.1:0', ...extra], {
        env: studio.environment,
        stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = [];
    const exited = new Promise((resolve) => {
        child.once('error', (error) => resolve(`could not be started: ${error.message}`));
        child.once('exit', (code, signal) => resolve(code === 0 ? '' : `ended with ${signal ?? code}`));
    });
    createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
    const serving = new Promise((resolve) => {
        createInterface({ input: child.stdout }).on('line', (line) => {
            said.push(line);
            const found = line.match(/^Serving (http:\/\/127\.0\.0\.1:\d+)\//);
            if (found)
                resolve(found[1]);
        });
    });
    const first = await withDeadline(
        Promise.race([serving, exited.then((how) => ({ ended: how || 'ended at once' }))]),
        startWithin, () => ({ ended: `said no address within ${startWithin} ms` }));
    if (first.ended) {
        child.kill('SIGKILL');
        throw new Error(`foyer-portal serve ${first.ended}:\n${said.join('\n')}`);
    }
    return {
        base: first,
        said,
        stop: async () => {
            child.kill('SIGTERM');
            const how = await withDeadline(exited, stopWithin, () => `did not stop within ${stopWithin} ms`);
            child.kill('SIGKILL');
            assert.equal(how, '', `foyer-portal ${how}:\n${said.join('\n')}`);
        },
    };
}

async function withDeadline(promise, milliseconds, otherwise) {
    let timer;
    const late = new Promise((resolve) => {
        timer = setTimeout(() => resolve(otherwise()), milliseconds);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Debian's Chromium (or CHROMIUM's), quiet and without calls home. */
export function launchBrowser() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        chromiumSandbox: process.getuid() !== 0, // Chromium refuses its sandbox as root, e.g. in CI
        args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
            '--disable-component-update', '--disable-sync'],
    });
}

/**
 * A person with a browser of their own: no cookies yet. Collects what must never happen on our pages.
 * @param {object} how  javaScript (true), width in px (1280), scheme 'light' or 'dark', base (the portal's
 *                      origin), allow (RegExp of console messages that belong to the test), others (origins
 *                      that the visitor is sent to, besides the portal's)
 */
export async function newVisitor(browser,
    { javaScript = true, width = 1280, scheme = 'light', base, allow, others = [] }) {
    const hosts = [base, ...others].map((origin) => new URL(origin).host);
    const how = {
        javaScriptEnabled: javaScript,
        viewport: { width, height: 800 },
        isMobile: width < 600, // else a missing viewport line would go unnoticed
        colorScheme: scheme,
        locale: 'en-GB',
        reducedMotion: 'reduce',
    };
    const context = await browser.newContext(how);
    if (!javaScript)
        scriptless.set(context, how);
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const faults = [];
    page.on('console', (message) => {
        // A broken Content-Security-Policy is reported here too, with and without JavaScript.
        if (message.type() === 'error' && !allow?.test(message.text()))
            faults.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
    page.on('request', (request) => {
        const url = request.url();
        if (/^(https?|wss?):/.test(url) && !hosts.includes(new URL(url).host))
            faults.push(`asked a third party: ${url}`);
    });
    page.on('response', (response) => {
        if (response.status() >= 500)
            faults.push(`${response.status()} from ${new URL(response.url()).pathname}`);
    });
    return {
        context,
        page,
        faults,
        /** Fails when any page since the last call misbehaved. */
        assertClean: () => refuse('the browser complained', faults.splice(0)),
    };
}

// Not deepEqual: with a message of its own it does not show the list in every version of node.
function refuse(what, list) {
    if (list.length > 0)
        assert.fail(`${what}:\n${list.join('\n')}`);
}

const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Fails with a readable list when axe finds an accessibility fault on the page as it stands.
 * axe itself waits for timers, which never come where JavaScript is off: there it looks at a twin.
 * @param without  rules that do not hold for what is looked at
 */
export async function axe(page, without = []) {
    const how = scriptless.get(page.context());
    const twin = how && await twinWithScripts(page, how);
    try {
        const audit = new AxeBuilder({ page: twin ?? page }).withTags(axeTags)
            .disableRules(without).analyze();
        const { violations } = await withDeadline(audit, axeWithin, () => {
            throw new Error(`axe did not finish ${page.url()} within ${axeWithin} ms`);
        });
        const lines = violations.flatMap(({ id, help, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`));
        refuse(`axe on ${page.url()}`, lines);
    } finally {
        await twin?.context().close();
    }
}

/**
 * The same markup at the same address in a browser that could run scripts, but is given none: what stands in
 * <noscript> is visible, what a script would have changed is not. It asks the server for styles and images only.
 */
async function twinWithScripts(page, how) {
    const html = (await page.content())
        .replace(/<script\b[^]*?<\/script>/gi, '')
        .replace(/<(\/?)noscript\b/gi, '<$1div');
    const storageState = await page.context().storageState();
    const context = await page.context().browser().newContext({ ...how, javaScriptEnabled: true, storageState });
    const twin = await context.newPage();
    await twin.route((url) => url.href === page.url(), (route) =>
        route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    await twin.goto(page.url());
    return twin;
}

/** Fails when the page is wider than the window, naming the elements that stick out. */
export async function assertNoOverflow(page) {
    const { width } = page.viewportSize();
    const found = await page.evaluate((wanted) => {
        const label = (element) => element.tagName.toLowerCase() + (element.id ? `#${element.id}` : '')
            + [...element.classList].map((name) => `.${name}`).join('');
        const root = document.documentElement;
        const sticksOut = root.scrollWidth > wanted
            ? [...document.querySelectorAll('body *')]
                .filter((element) => element.getBoundingClientRect().right > wanted + 1).map(label)
            : [];
        return { layout: root.clientWidth, scroll: root.scrollWidth, sticksOut };
    }, width);
    assert.ok(found.layout <= width, `${page.url()} is laid out ${found.layout} px wide in a window of ${width}: `
        + 'it lacks its viewport line, or its content forces it');
    assert.ok(found.scroll <= width,
        `${page.url()} scrolls sideways at ${width} px: ${found.sticksOut.slice(0, 5).join(', ')}`);
}

/** What every page must pass, at every stop of a journey. */
export async function assertGoodPage({ page, assertClean }) {
    await assertNoOverflow(page);
    await axe(page);
    assertClean();
}

/** Fails unless the page has a <main>, one <h1>, a title and a language. */
export async function assertLandmarks(page) {
    const found = await page.evaluate(() => ({
        mains: document.querySelectorAll('main').length,
        headings: document.querySelectorAll('h1').length,
        title: document.title.trim() !== '',
        language: document.documentElement.lang !== '',
    }));
    assert.deepEqual(found, { mains: 1, headings: 1, title: true, language: true }, page.url());
}
