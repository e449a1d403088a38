// SPDX-License-Identifier: GPL-3.0-or-later
// Mails as mail programs show them: valid, readable by everybody in light and dark, narrow and wide, and with
// nothing that is fetched. FOYER_SHOTS=FOLDER keeps a picture of each.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { assertNoOverflow, axe, launchBrowser } from './harness.mjs';

const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
        // Mail programs of today read tables and attributes of long ago.
        'no-deprecated-attr': 'off',
        'no-inline-style': 'off',
        'no-conditional-comment': 'off',
        'prefer-native-element': 'off',
        'attribute-boolean-style': 'off',
        'no-trailing-whitespace': 'off',
        'long-title': 'off',
        'tel-non-breaking': 'off',
        'require-sri': 'off',
        'prefer-tbody': 'off',
        'heading-level': 'off', // a mail is a part of a page, beside others
    },
});

describe('mails', () => {
    let folder;
    let browser;
    let names;
    before(async () => {
        folder = await mkdtemp(join(tmpdir(), 'foyer-mails-'));
        execFileSync(process.env.FOYER_MAIL_SAMPLES, [folder]);
        names = (await readdir(folder)).filter((name) => name.endsWith('.html'));
        browser = await launchBrowser();
    });
    after(async () => {
        await browser?.close();
        await rm(folder, { recursive: true, force: true });
    });

    test('are valid, small, and say their links', async () => {
        assert.ok(names.length >= 14);
        for (const name of names) {
            const html = await readFile(join(folder, name), 'utf8');
            assert.ok(Buffer.byteLength(html) < 60_000, name);
            assert.ok(!html.includes('{{'), name);
            const { results } = await validator.validateString(html);
            const faults = results.flatMap(({ messages }) =>
                messages.map(({ line, message, ruleId }) => `${name}:${line} ${message} (${ruleId})`));
            assert.deepEqual(faults, []);
            const text = await readFile(join(folder, name.replace('.html', '.txt')), 'utf8');
            const sheet = html.slice(html.indexOf('class="words"'), html.lastIndexOf('class="quiet"'));
            for (const [, address] of sheet.matchAll(/href="(https:[^"]*)"/g))
                assert.ok(text.includes(address.replaceAll('&amp;', '&')), `${name}: ${address}`);
        }
    });

    for (const colorScheme of ['light', 'dark']) {
        for (const width of [360, 1280]) {
            test(`are readable ${width} px wide in ${colorScheme}`, async () => {
                const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, isMobile: width < 600 });
                const page = await context.newPage();
                const fetched = [];
                page.on('request', (request) => request.url().startsWith('file:') || fetched.push(request.url()));
                for (const name of names) {
                    await page.goto(`file://${join(folder, name)}`);
                    await assertNoOverflow(page);
                    if (process.env.FOYER_SHOTS)
                        await page.screenshot({ path: join(process.env.FOYER_SHOTS, `${name}-${width}-${colorScheme}.png`), fullPage: true });
                }
                // The same parts stand in all of them.
                for (const name of ['everything.html', 'from-the-right.html', 'portal-invite.html', 'week-before.html']) {
                    await page.goto(`file://${join(folder, name)}`);
                    await axe(page, ['region', 'landmark-one-main', 'page-has-heading-one']);
                }
                assert.deepEqual(fetched, []);
                await context.close();
            });
        }
    }
});
