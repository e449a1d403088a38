// SPDX-License-Identifier: GPL-3.0-or-later
// The page a client meets at Stripe, as plain forms: Pay, Decline, 3-D Secure, paying later, going back.

const escaped = (text) => String(text).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

function page(title, body) {
    return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body><main><h1>${escaped(title)}</h1>
${body}
</main></body></html>
`;
}

const button = (action, words) => `<form method="post" action="${action}"><button>${words}</button></form>`;

function openPage(session, note) {
    const items = `<p id="amount">${session.amount_total} ${escaped(session.currency)}</p>`;
    return page('Test checkout', `${items}${note ? `<p role="alert">${escaped(note)}</p>` : ''}
${button(`/c/pay/${session.id}/card`, 'Pay')}
${button(`/c/pay/${session.id}/decline`, 'Decline')}
${button(`/c/pay/${session.id}/secure`, 'Pay with 3-D Secure')}
${button(`/c/pay/${session.id}/debit`, 'Pay by debit')}
${session.cancel_url ? `<p><a id="back" href="${escaped(session.cancel_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id))}">Back</a></p>` : ''}`);
}

function challengePage(session) {
    return page('3-D Secure', `<p>Your bank asks: is it you?</p>
${button(`/c/pay/${session.id}/challenge`, 'Complete')}
${button(`/c/pay/${session.id}/decline`, 'Fail')}`);
}

/** @returns {status, location?, html?} */
export function hostedPage(world, method, path) {
    const [, id, act] = /^\/c\/pay\/(cs_\w+)(?:\/(\w+))?$/.exec(path) ?? [];
    const entry = id && world.sessions.get(id);
    if (!entry)
        return { status: 404, html: page('Something went wrong', '<p>The page you were looking for could not be found.</p>') };
    const session = entry.object;
    if (method === 'GET' && !act) {
        if (session.status === 'open' && session.expires_at > world.now())
            return { status: 200, html: openPage(session) };
        return { status: 410, html: page('This checkout has ended', `<p id="state">${session.status}</p>`) };
    }
    if (method !== 'POST')
        return { status: 405, html: page('Not so', '') };
    try {
        switch (act) {
        case 'decline':
            world.decline(entry);
            return { status: 200, html: openPage(session, 'Your card was declined.') };
        case 'secure': return { status: 200, html: challengePage(session) };
        case 'card':
        case 'challenge':
        case 'debit':
            world.pay(entry, act);
            return { status: 303, location: session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id) };
        }
    } catch (refusal) {
        return { status: 410, html: page('This checkout has ended', `<p id="state">${escaped(refusal.message)}</p>`) };
    }
    return { status: 404, html: page('Not here', '') };
}
