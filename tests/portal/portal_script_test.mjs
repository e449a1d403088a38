// SPDX-License-Identifier: GPL-3.0-or-later
// What portal.js adds, tried in Chromium on rendered samples, under the portal's own content policy.
//
//   render_pages.py --out DIR && node portal_script_test.mjs DIR [--modules DIR]
import assert from 'node:assert/strict';
import { openPages } from './serve_pages.mjs';

const { browser, base, posts, close } = await openPages();
const page = await browser.newPage();
const problems = [];
page.on('pageerror', error => problems.push(error.message));
page.on('console', message => message.type() === 'error' && problems.push(message.text()));
const fieldNames = () => page.$$eval('#emails input', inputs => inputs.map(input => input.name));
const ids = () => page.$$eval('[id]', nodes => nodes.map(node => node.id));
const dangling = () => page.evaluate(() => [...document.querySelectorAll('[for], [aria-labelledby], [aria-describedby], [aria-controls]')]
  .flatMap(node => ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls'].flatMap(name => (node.getAttribute(name) ?? '').split(/\s+/)))
  .filter(id => id && !document.getElementById(id)));
const looksWhole = async () => {
  const all = await ids();
  assert.equal(new Set(all).size, all.length, 'two elements share an id');
  assert.deepEqual(await dangling(), [], 'a reference leads nowhere');
};

// Browsers want a name for a host.
const named = base.replace('127.0.0.1', 'localhost');
const withDevice = async () => {
  const context = await browser.newContext();
  const phone = await context.newPage();
  phone.setDefaultTimeout(10_000);
  phone.on('pageerror', error => problems.push(error.message));
  phone.on('console', message => message.type() === 'error' && problems.push(message.text()));
  const devtools = await context.newCDPSession(phone);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true },
  });
  return {
    phone,
    device: (method, more) => devtools.send(`WebAuthn.${method}`, { authenticatorId, ...more }),
    close: () => context.close(),
  };
};

const checks = {
  'a signature can be drawn and cleared, and nothing but strokes leaves': async () => {
    await page.goto(`${base}/contract--to_sign.html`);
    await page.locator('.pad').scrollIntoViewIfNeeded();
    const pad = await page.locator('.pad').boundingBox();
    const drawn = () => page.inputValue('[name=drawn]');
    await page.mouse.move(pad.x + 20, pad.y + 20);
    assert.equal(await drawn(), '', 'moving without pressing draws nothing');
    for (const row of [20, 60]) {
      await page.mouse.move(pad.x + 20, pad.y + row);
      await page.mouse.down();
      await page.mouse.move(pad.x + pad.width + 500, pad.y + row, { steps: 5 }); // out of the box
      await page.mouse.up();
    }
    assert.match(await drawn(), /^M [\d.]+ [\d.]+( L [\d.]+ [\d.]+)+ M [\d.]+ [\d.]+( L [\d.]+ [\d.]+)+$/);
    for (const [, x, y] of (await drawn()).matchAll(/[ML] (\S+) (\S+)/g))
      assert.ok(+x >= 0 && +x <= 600 && +y >= 0 && +y <= 200, `${x} ${y} is outside the box`);
    assert.equal(await page.getAttribute('.pad path', 'd'), await drawn());
    await page.click('[data-clear]');
    assert.equal(await drawn(), '');
  },
  'a password can be shown and hidden again': async () => {
    await page.goto(`${base}/login--plain.html`);
    await page.fill('#password', 'correct horse');
    await page.click('[data-reveal]');
    assert.equal(await page.getAttribute('#password', 'type'), 'text');
    assert.equal(await page.getAttribute('[data-reveal]', 'aria-label'), 'Hide password');
    await page.click('[data-reveal]');
    assert.equal(await page.getAttribute('#password', 'type'), 'password');
    assert.equal(await page.inputValue('#password'), 'correct horse');
  },
  'an added row is empty, named after the last, and has the focus': async () => {
    await page.goto(`${base}/details_edit--plain.html`);
    await page.click('#emails .more');
    assert.deepEqual((await fieldNames()).slice(-2), ['email_4', 'email_label_4']);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'email_4');
    assert.equal(await page.inputValue('#email_4'), '');
    assert.equal(await page.inputValue('#email_1'), 'anna.lindqvist@example.com');
    await looksWhole();
  },
  'a row added to a form with errors carries neither error nor text': async () => {
    await page.goto(`${base}/details_edit--errors.html`);
    await page.click('#emails .more');
    assert.equal(await page.inputValue('#email_3'), '');
    assert.equal(await page.getAttribute('#email_3', 'aria-invalid'), null);
    assert.equal(await page.$('#email_3_error'), null);
    await looksWhole();
  },
  'removing a row moves the later ones up, whatever was typed': async () => {
    await page.goto(`${base}/details_edit--plain.html`);
    await page.fill('#email_3', 'third@example.org');
    await page.getByRole('button', { name: 'Remove Email 1', exact: true }).click();
    assert.deepEqual(await fieldNames(), ['email_1', 'email_label_1', 'email_2', 'email_label_2']);
    assert.equal(await page.inputValue('#email_1'), 'the-lindqvist-wedding@example.com');
    assert.equal(await page.inputValue('#email_2'), 'third@example.org');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'email_1');
    await looksWhole();
  },
  'removing the only address empties it and keeps its autofill hints': async () => {
    await page.goto(`${base}/details_edit--plain.html`);
    await page.click('#addresses .more');
    assert.equal(await page.getAttribute('#city_2', 'autocomplete'), 'section-address2 address-level2');
    await page.getByRole('button', { name: 'Remove Address 1', exact: true }).click();
    assert.equal(await page.getAttribute('#city_1', 'autocomplete'), 'section-address1 address-level2');
    await page.getByRole('button', { name: 'Remove Address 1', exact: true }).click();
    assert.equal(await page.inputValue('#street_1'), '');
    await looksWhole();
  },
  'a notice can be closed': async () => {
    await page.goto(`${base}/details--saved.html`);
    await page.click('[data-dismiss]');
    assert.equal(await page.$('.flash'), null);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  },
  'a double click sends the form once': async () => {
    await page.goto(`${base}/login--plain.html`);
    posts.length = 0;
    await page.dblclick('.primary');
    await page.waitForTimeout(600);
    assert.equal(posts.length, 1);
  },
  'Enter in a field of the details saves instead of adding a row': async () => {
    await page.goto(`${base}/details_edit--plain.html`);
    posts.length = 0;
    await page.press('#family_name', 'Enter');
    await page.waitForTimeout(400);
    assert.equal(posts.length, 1);
    assert.equal(new URLSearchParams(posts[0]).get('do'), 'save');
  },
  'without JavaScript the same forms post, and no dead button shows': async () => {
    const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await plain.goto(`${base}/details_edit--plain.html`);
    assert.equal(await plain.locator('[data-reveal]').isVisible(), false);
    posts.length = 0;
    await plain.click('#phones .more');
    assert.equal(new URLSearchParams(posts[0]).get('do'), 'more_phones');
    assert.equal(new URLSearchParams(posts[0]).get('email_2'), 'the-lindqvist-wedding@example.com');
    const names = [...new URLSearchParams(posts[0]).keys()];
    assert.equal(new Set(names).size, names.length, 'a field is sent twice');
    await plain.context().close();
  },
  'a device that makes a passkey sends it home in the form': async () => {
    const { phone, close: done } = await withDevice();
    await phone.goto(`${named}/passkeys--first.html`);
    assert.equal(await phone.locator('[data-passkey-needs]').count(), 0);
    posts.length = 0;
    await phone.getByRole('button', { name: 'Add a passkey' }).click();
    await phone.getByText('received').waitFor();
    const sent = new URLSearchParams(posts[0]);
    assert.deepEqual([...sent.keys()], ['form_token', 'challenge', 'client_data', 'attestation', 'name']);
    const said = JSON.parse(Buffer.from(sent.get('client_data'), 'base64url'));
    assert.equal(said.type, 'webauthn.create');
    assert.equal(said.challenge, 'Y2hhbGxlbmdl'); // what stands before the first dot
    assert.equal(said.origin, named);
    assert.match(sent.get('attestation'), /^[\w-]{100,}$/);
    assert.equal(posts.length, 1);
    await done();
  },
  'a passkey logs in from the button, and what the page asked by itself gives way': async () => {
    const { phone, device, close: done } = await withDevice();
    await phone.goto(`${named}/passkeys--first.html`);
    await phone.getByRole('button', { name: 'Add a passkey' }).click();
    await phone.getByText('received').waitFor();
    // A browser lists passkeys beside the email until somebody picks one. The virtual device answers that question by
    // itself, at a moment of its own; so here nobody ever picks from the list.
    await phone.addInitScript(() => {
      const get = navigator.credentials.get.bind(navigator.credentials);
      navigator.credentials.get = options => (options.mediation !== 'conditional' ? get(options) : new Promise((_, reject) => {
        sessionStorage.setItem('list', 'open');
        options.signal.addEventListener('abort', () => {
          sessionStorage.setItem('list', 'closed');
          reject(options.signal.reason);
        });
      }));
    });
    await phone.goto(`${named}/login--plain.html`);
    await phone.waitForFunction(() => sessionStorage.getItem('list') === 'open');
    posts.length = 0;
    await phone.getByRole('button', { name: 'Log in with a passkey' }).click();
    await phone.getByText('received').waitFor();
    const sent = new URLSearchParams(posts[0]);
    assert.equal(JSON.parse(Buffer.from(sent.get('client_data'), 'base64url')).type, 'webauthn.get');
    assert.equal(sent.get('user_handle'), 'dXNlciBoYW5kbGU');
    assert.equal(await phone.evaluate(() => sessionStorage.getItem('list')), 'closed');
    for (const name of ['credential_id', 'authenticator_data', 'signature']) assert.match(sent.get(name), /^[\w-]{40,}$/);
    assert.equal(posts.length, 1);
    await done();
  },
  'a device without a passkey is told so, and may try again': async () => {
    const { phone, device, close: done } = await withDevice();
    await device('setUserVerified', { isUserVerified: false });
    await phone.goto(`${named}/login--plain.html`);
    posts.length = 0;
    for (let tries = 0; tries < 2; tries += 1) {
      await phone.getByRole('button', { name: 'Log in with a passkey' }).click();
      await phone.getByRole('alert').filter({ hasText: 'No passkey was used' }).waitFor();
      assert.equal(await phone.locator('[aria-busy]').count(), 0);
    }
    assert.equal(posts.length, 0);
    await done();
  },
  'where the browser knows no passkeys none is offered': async () => {
    const old = await browser.newPage();
    await old.addInitScript(() => { delete window.PublicKeyCredential; });
    await old.goto(`${named}/login--plain.html`);
    assert.equal(await old.locator('[data-passkey]').isVisible(), false);
    await old.goto(`${named}/passkeys--two.html`);
    assert.equal(await old.locator('[data-passkey]').isVisible(), false);
    assert.equal(await old.locator('[data-passkey-needs]').isVisible(), true);
    await old.close();
  },
  'a question hides while it does not apply, and a section takes its questions along': async () => {
    await page.goto(`${base}/questionnaire--plain.html`);
    const priest = page.locator('[data-question=qpriest]');
    assert.equal(await priest.isVisible(), true);
    assert.equal(await page.getByText('Only if “Will there be').isVisible(), false);
    await page.locator('#a_qceremony_no').check();
    assert.equal(await priest.isVisible(), false);
    await page.locator('#a_qceremony_yes').check();
    assert.equal(await priest.isVisible(), true);
    // The server decides the same: numbers are compared as numbers, words as words, choices as a whole.
    for (const [asked, typed, test, value, applies] of [
      ['[inputmode=decimal]', '2,0', 'equals', '2', true],
      ['[inputmode=decimal]', '3', 'equals', '2', false],
      ['.field > input[dir=auto]', '2.0', 'equals', '2', false],
      ['.field > input[dir=auto]', ' Two ', 'equals', 'two', true],
      ['.field > input[dir=auto]', 'twenty two', 'contains', 'two', true],
    ]) {
      await page.evaluate(([where, how, wanted]) => Object.assign(document.querySelector('[data-question=qparty]').dataset,
        { if: document.querySelector(`.asking ${where}`).closest('[data-question]').dataset.question, test: how, value: wanted }),
      [asked, test, value]);
      await page.locator(`.asking ${asked}`).first().fill(typed);
      assert.equal(await page.locator('[data-question=qparty]').isVisible(), applies, `“${typed}” ${test} “${value}”`);
    }
    await page.evaluate(() => Object.assign(document.querySelector('[data-question=qparty]').dataset,
      { if: 'qmoments0', test: 'answered', value: '' }));
    await page.locator('#a_qceremony_no').check();
    assert.equal(await page.locator('[data-question=qalbum]').isVisible(), false);
  },
  'a questionnaire saves itself, offline says so, and it is sent after what is on its way': async () => {
    await page.goto(`${base}/questionnaire--plain.html`);
    posts.length = 0;
    await page.locator('#a_qplace').fill('Mill');
    await page.getByText(/^Saved at \d/).waitFor();
    assert.equal(posts.length, 1);
    const first = new URLSearchParams(posts[0]);
    assert.deepEqual([first.get('do'), first.get('by'), first.get('a_qplace')], ['save', 'script', 'Mill']);
    assert.equal(first.get('opened'), 'qplace:AbCdEfGh');
    assert.equal(await page.locator('[name=opened]').inputValue(), 'opened-1');
    await page.context().setOffline(true);
    await page.locator('#a_qplace').fill('Mill by the sea');
    await page.getByText('You seem to be offline').waitFor();
    problems.length = 0; // the browser notes the failed request
    await page.context().setOffline(false);
    await page.getByText(/^Saved at \d/).waitFor();
    assert.equal(new URLSearchParams(posts.at(-1)).get('a_qplace'), 'Mill by the sea');
    const before = posts.length;
    await page.locator('#a_qplace').fill('Mill house');
    await page.getByRole('button', { name: 'Send my answers' }).click();
    await page.getByText('received').waitFor();
    assert.equal(posts.length, before + 1);
    assert.equal(new URLSearchParams(posts.at(-1)).get('do'), 'submit');
  },
  'people are added without a round trip': async () => {
    await page.goto(`${base}/questionnaire--plain.html`);
    await page.getByRole('button', { name: 'Add a person' }).click();
    assert.deepEqual(await page.$$eval('#a_qpeople input', inputs => inputs.map(input => input.name)).then(all => all.slice(-4)),
      ['name', 'role', 'email', 'phone'].map(part => `a_qpeople_3_${part}`));
    await looksWhole();
  },
};
let failed = 0;
for (const [sentence, check] of Object.entries(checks)) {
  try {
    await check();
    assert.deepEqual(problems.splice(0), []);
    console.log(`ok   ${sentence}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${sentence}\n     ${error.message}`);
  }
}
await close();
process.exitCode = failed ? 1 : 0;
