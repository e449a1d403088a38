// SPDX-License-Identifier: GPL-3.0-or-later
// Small comforts. Every page works without this file; nothing here writes markup from text.
(() => {
  'use strict';

  // Show or hide what is typed into a password field.
  for (const button of document.querySelectorAll('[data-reveal]')) {
    const input = document.getElementById(button.getAttribute('aria-controls'));
    if (!input) continue;
    const say = shown => {
      input.type = shown ? 'text' : 'password';
      button.textContent = shown ? button.dataset.hide : button.dataset.show;
      button.setAttribute('aria-label', shown ? button.dataset.hideLabel : button.dataset.showLabel);
    };
    button.hidden = false;
    button.addEventListener('click', () => say(input.type === 'password'));
    // Password managers and the browser's memory expect a password field.
    if (input.form) input.form.addEventListener('submit', () => say(false));
  }

  for (const button of document.querySelectorAll('[data-dismiss]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      button.parentElement.remove();
      document.getElementById('main').focus();
    });
  }

  // Copies a number that is tiresome to type; only where the browser lets a page do so.
  for (const button of document.querySelectorAll('[data-copy]')) {
    if (!navigator.clipboard) break;
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = button.dataset.copied;
        setTimeout(() => { button.textContent = label; }, 3000);
      } catch {
        button.hidden = true;
      }
    });
  }

  // One press, one request. A page that comes back from the browser's cache starts afresh, and so
  // does a form whose answer never came.
  const sending = new WeakMap();
  const release = form => {
    clearTimeout(sending.get(form));
    sending.delete(form);
    for (const button of form.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
  };
  document.addEventListener('submit', event => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (sending.has(form)) {
      event.preventDefault();
      return;
    }
    sending.set(form, setTimeout(() => release(form), 10000));
    if (event.submitter) event.submitter.setAttribute('aria-busy', 'true');
  });
  addEventListener('pageshow', event => {
    if (event.persisted) for (const form of document.forms) release(form);
  });

  // Rows of emails, phones, addresses and websites: add and remove without a round trip.
  const numbered = ['id', 'name', 'for', 'aria-labelledby', 'aria-describedby', 'autocomplete', 'data-row'];
  const renumber = (row, from, to) => {
    const ends = new RegExp(`(^|_|section-address)${from}(?=_|\\s|$)`, 'g');
    for (const node of [row, ...row.querySelectorAll('*')]) {
      for (const name of numbered) {
        const value = node.getAttribute(name);
        if (value) node.setAttribute(name, value.replace(ends, `$1${to}`));
      }
    }
    row.querySelector('[data-n]').textContent = to;
  };
  const empty = row => {
    for (const input of row.querySelectorAll('input, textarea')) {
      input.value = '';
      input.removeAttribute('value');
      input.removeAttribute('aria-invalid');
      input.removeAttribute('aria-describedby');
    }
    for (const error of row.querySelectorAll('.error')) error.remove();
  };

  for (const group of document.querySelectorAll('[data-rows]')) {
    const more = group.querySelector('.more');
    const rows = () => [...group.querySelectorAll('[data-row]')];
    const offerRemoval = row => {
      const title = row.querySelector('.row-title');
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = group.dataset.remove;
      button.id = `${title.id}_remove`;
      button.setAttribute('aria-labelledby', `${button.id} ${title.id}_text`);
      const text = document.createElement('span');
      text.id = `${title.id}_text`;
      text.append(...title.childNodes);
      title.append(text, button);
      row.setAttribute('aria-labelledby', text.id);
      button.addEventListener('click', () => {
        const all = rows();
        const place = all.indexOf(row);
        if (all.length === 1) {
          empty(row);
          row.querySelector('input, textarea').focus();
          return;
        }
        row.remove();
        rows().forEach((other, index) => renumber(other, other.dataset.row, String(index + 1)));
        const next = rows()[Math.min(place, all.length - 2)];
        next.querySelector('input, textarea').focus();
      });
    };
    if (!more || rows().length === 0) continue;

    // Taken before the rows grow buttons, so that a copy carries none.
    const pattern = rows()[rows().length - 1].cloneNode(true);
    empty(pattern);
    rows().forEach(offerRemoval);
    more.addEventListener('click', event => {
      const last = rows()[rows().length - 1];
      const row = pattern.cloneNode(true);
      renumber(row, pattern.dataset.row, String(rows().length + 1));
      last.after(row);
      offerRemoval(row);
      row.querySelector('input, textarea').focus();
      event.preventDefault();
    });
  }

  // A signature drawn by hand beside the typed name: strokes as an SVG path, in a hidden field.
  for (const pad of document.querySelectorAll('[data-pad]')) {
    const svg = pad.querySelector('svg');
    const field = pad.querySelector('[name=drawn]');
    const show = strokes => {
      field.value = strokes;
      svg.querySelector('path').setAttribute('d', strokes);
    };
    const place = event => {
      const box = svg.getBoundingClientRect();
      const within = (share, largest) => Math.round(Math.min(Math.max(share, 0), 1) * largest * 10) / 10;
      return `${within((event.clientX - box.left) / box.width, 600)} ${within((event.clientY - box.top) / box.height, 200)}`;
    };
    let pen = ''; // where it is, while it is down
    svg.addEventListener('pointerdown', event => {
      if (event.button !== 0 || field.value.length > 19000) return;
      event.preventDefault();
      svg.setPointerCapture(event.pointerId);
      pen = place(event);
      show(`${field.value} M ${pen} L ${pen}`.trim());
    });
    svg.addEventListener('pointermove', event => {
      const next = pen && place(event);
      if (!next || next === pen || field.value.length > 19900) return;
      pen = next;
      show(`${field.value} L ${pen}`);
    });
    for (const end of ['pointerup', 'pointercancel']) svg.addEventListener(end, () => { pen = ''; });
    pad.querySelector('[data-clear]').addEventListener('click', () => show(''));
    pad.hidden = false;
  }

  // Questionnaires: what does not apply hides while one answers; the server decides the same anew.
  const valuesOf = block => [...block.querySelectorAll('input, textarea')]
    .filter(field => field.type === 'radio' || field.type === 'checkbox' ? field.checked : field.value.trim())
    .map(field => field.value.trim().toLowerCase());
  const asNumber = text => text.trim() && Number(text.replace(/\s/g, '').replace(',', '.'));
  const tests = {
    answered: values => values.length > 0,
    equals: (values, wanted, other) => values.some(value => other.querySelector('[inputmode=decimal]')
      ? asNumber(value) === asNumber(wanted) : value === wanted), // in words, "2" is not "2.0"
    contains: (values, wanted, other) => values.some(value => other.querySelector('[type=checkbox]')
      ? value === wanted : value.includes(wanted)),
  };
  const showWhatApplies = form => {
    const blocks = new Map([...form.querySelectorAll('[data-question]')].map(one => [one.dataset.question, one]));
    for (const block of blocks.values()) {
      const { if: asked, test, value, section } = block.dataset;
      const other = blocks.get(asked);
      const applies = !asked || (other && !other.hidden && tests[test](valuesOf(other), value.trim().toLowerCase(), other));
      block.hidden = !applies || Boolean(blocks.get(section)?.hidden);
    }
  };

  // They save themselves while somebody types, so that another device can go on.
  const saveItself = form => {
    const { saved, offline, stopped } = form.dataset;
    const note = form.querySelector('[data-saving]');
    let timer, running = null, isDirty = false, hasStopped = false;
    const say = text => { if (note.textContent !== text) note.textContent = text; };
    const send = async () => {
      const body = new URLSearchParams(new FormData(form));
      body.set('do', 'save');
      body.set('by', 'script');
      isDirty = false;
      try {
        const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual', keepalive: body.toString().length < 60000 });
        if (answer.status >= 500) throw new Error();
        // Anything but the sentence we hope for (another login, other questions): the page itself tells more.
        const { state, opened } = answer.ok ? await answer.json() : {};
        hasStopped = state !== 'saved';
        if (hasStopped) return say(stopped);
        form.elements.opened.value = opened;
        const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
        say(saved.replace('%1', time));
      } catch {
        isDirty = true;
        say(offline);
      }
    };
    const save = async () => {
      clearTimeout(timer);
      if (!isDirty || running || hasStopped) return;
      running = send();
      await running;
      running = null;
      if (isDirty) later(15000);
    };
    const later = pause => {
      clearTimeout(timer);
      timer = setTimeout(save, pause);
    };
    const touch = () => {
      isDirty = true;
      later(1500);
    };
    form.addEventListener('input', touch);
    form.addEventListener('click', event => { if (event.target.type === 'button') touch(); });
    addEventListener('online', save);
    document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
    form.addEventListener('submit', event => {
      clearTimeout(timer);
      hasStopped = true; // what is on its way must arrive first, and nothing after it
      if (!running) return;
      event.preventDefault();
      const { submitter } = event;
      running.then(() => form.requestSubmit(submitter));
    });
    addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
  };

  for (const form of document.querySelectorAll('.asking')) {
    showWhatApplies(form);
    form.addEventListener('input', () => showWhatApplies(form));
    for (const words of form.querySelectorAll('[data-condition]')) words.hidden = true;
    if ('autosave' in form.dataset) saveItself(form);
  }

  // Passkeys: the page asks with a challenge, the person's device answers, an ordinary form carries the answer home.
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const isKey = { type: 'public-key' };
  const ceremonies = {
    login: {
      ask: (form, challenge, how) => navigator.credentials.get({
        ...how,
        publicKey: { challenge, rpId: form.dataset.host, userVerification: 'required' },
      }),
      fields: ({ rawId, response }) => ({
        credential_id: rawId,
        user_handle: response.userHandle ?? new ArrayBuffer(0),
        client_data: response.clientDataJSON,
        authenticator_data: response.authenticatorData,
        signature: response.signature,
      }),
    },
    add: {
      ask: ({ dataset }, challenge, how) => navigator.credentials.create({
        ...how,
        publicKey: {
          challenge,
          rp: { id: dataset.host, name: dataset.studio },
          user: { id: bytes(dataset.user), name: dataset.person, displayName: dataset.person },
          pubKeyCredParams: [-8, -7, -257].map(alg => ({ ...isKey, alg })),
          excludeCredentials: dataset.known.split(' ').filter(Boolean).map(id => ({ ...isKey, id: bytes(id) })),
          authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
          attestation: 'none',
        },
      }),
      fields: ({ response }) => ({
        client_data: response.clientDataJSON,
        attestation: response.attestationObject,
      }),
    },
  };

  const offerPasskey = form => {
    const { ask, fields } = ceremonies[form.dataset.passkey];
    const button = form.querySelector('[type=submit]');
    const say = what => {
      for (const note of form.querySelectorAll('[data-when]')) note.hidden = note.dataset.when !== what;
    };
    let asking = null; // browsers take one question at a time
    const begin = async mediation => {
      const stop = new AbortController();
      const before = asking;
      const question = { stop, isPressed: !mediation };
      asking = question;
      if (before) {
        before.stop.abort();
        await before.end;
      }
      const nonce = bytes(form.elements.challenge.value.split('.')[0]);
      const run = async () => {
        try {
          const answer = await ask(form, nonce, mediation ? { mediation, signal: stop.signal } : { signal: stop.signal });
          for (const [name, value] of Object.entries(fields(answer))) form.elements[name].value = text(value);
          form.submit();
          return;
        } catch (error) {
          if (asking !== question) return;
          asking = null;
          if (mediation) return;
          button.removeAttribute('aria-busy');
          say(error.name === 'InvalidStateError' ? 'known' : 'failed');
        }
        suggest();
      };
      question.end = run();
    };
    // Where the browser can, it lists passkeys beside the email that is being typed.
    const suggest = async () => {
      if (form.dataset.passkey !== 'login' || !document.querySelector('[autocomplete~=webauthn]')) return;
      if (await PublicKeyCredential.isConditionalMediationAvailable?.() && !asking) begin('conditional');
    };
    form.addEventListener('submit', event => {
      event.preventDefault();
      if (asking?.isPressed) return;
      say('');
      button.setAttribute('aria-busy', 'true');
      begin();
    });
    form.hidden = false;
    suggest();
  };

  if (window.PublicKeyCredential && navigator.credentials) {
    for (const needs of document.querySelectorAll('[data-passkey-needs]')) needs.remove();
    for (const form of document.querySelectorAll('form[data-passkey]')) offerPasskey(form);
  }
})();
