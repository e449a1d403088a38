#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
// A stand-in for Stripe, for tests: the API, the hosted page and the webhooks, on this machine only.
//
//     stripe_double.mjs [--port 0] [--key sk_test_double=acct_double …] [--seconds 600] [--keep]
//
// Prints "listening http://127.0.0.1:PORT" and ends after --seconds, or when its standard input closes
// (unless --keep). What a test wants of it goes to /_double/…, see control() below.
import http from 'node:http';
import { Api } from './api.mjs';
import { Delivery } from './delivery.mjs';
import { hostedPage } from './hosted_page.mjs';
import { StripeError, World } from './world.mjs';

export async function startDouble({ port = 0, keys = { sk_test_double: 'acct_double' } } = {}) {
    const delivery = new Delivery();
    const world = new World((event, account) => delivery.event(event, account));
    const faults = []; ///< {match, kind, times, status, ms}
    const server = http.createServer((request, response) => {
        void serve(request, response).catch((failure) => {
            console.error(failure);
            response.destroy();
        });
    });
    server.keepAliveTimeout = 60000;
    await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${server.address().port}`;
    const api = new Api(world, origin);
    Object.entries(keys).forEach(([key, account]) => api.allow(key, account));

    async function serve(request, response) {
        const body = await bodyOf(request);
        const [path, query = ''] = request.url.split('?');
        if (path.startsWith('/_double/'))
            return send(response, control(request.method, path.slice('/_double/'.length), body));
        const fault = takeFault(`${request.method} ${path}`);
        if (fault?.kind === 'drop before')
            return request.socket.destroy();
        if (fault?.kind === 'slow')
            await new Promise((resolve) => setTimeout(resolve, fault.ms));
        if (fault?.kind === 'status')
            return send(response, errorAnswer(fault.status, fault.retryAfter));
        if (fault?.kind === 'garbage')
            return send(response, { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>a proxy says hello</html>' });
        const answer = path.startsWith('/c/') ? pageAnswer(hostedPage(world, request.method, path))
            : api.answer({ method: request.method, path, query, headers: request.headers, body });
        if (fault?.kind === 'drop after') // it happened, and nobody was told
            return request.socket.destroy();
        if (fault?.kind === 'half') {
            response.writeHead(answer.status, { ...answer.headers, 'Content-Length': Buffer.byteLength(answer.body) });
            response.write(answer.body.slice(0, answer.body.length / 2));
            return setTimeout(() => request.socket.destroy(), 20);
        }
        send(response, answer);
    }

    function takeFault(call) {
        const at = faults.findIndex((fault) => new RegExp(fault.match).test(call));
        if (at < 0)
            return undefined;
        const fault = faults[at];
        fault.times -= 1;
        if (fault.times <= 0)
            faults.splice(at, 1);
        return fault;
    }

    function control(method, what, body) {
        const wish = body ? JSON.parse(body) : {};
        const session = (id) => known(world.sessions, id);
        const act = {
            webhook: () => (delivery.endpoints = wish.endpoints ?? []),
            plan: () => delivery.plan(wish),
            flush: () => ({ delivered: delivery.flush() }),
            again: () => [...world.events.values()].filter((entry) => !wish.type || entry.event.type === wish.type)
                .forEach((entry) => delivery.again(entry.event, entry.account)),
            key: () => api.allow(wish.key, wish.account),
            fault: () => faults.push({ times: 1, ...wish }),
            'forget-keys': () => api.forgetKeys(),
            heal: () => faults.splice(0).length,
            clock: () => (world.skew = wish.seconds),
            pay: () => world.pay(session(wish.session), wish.how),
            decline: () => world.decline(session(wish.session)),
            settle: () => world.settle(session(wish.session), wish.succeeded),
            expire: () => world.expire(session(wish.session)),
            dispute: () => world.dispute(known(world.charges, wish.charge ?? known(world.intents, wish.payment_intent).object.latest_charge), wish),
            'close-dispute': () => world.closeDispute(known(world.disputes, wish.dispute), wish.won),
            'fail-refund': () => world.failRefund(known(world.refunds, wish.refund)),
            refund: () => {
                const entry = known(world.charges, wish.charge ?? known(world.intents, wish.payment_intent).object.latest_charge);
                return world.refund(entry.object, wish, entry, entry.caller);
            },
            state: () => ({
                sessions: [...world.sessions.values()].map((entry) => entry.object),
                charges: world.paidCharges(),
                refunds: [...world.refunds.values()].map((entry) => entry.object),
                disputes: [...world.disputes.values()].map((entry) => entry.object),
                events: [...world.events.values()].map((entry) => entry.event),
                requests: api.requests, deliveries: delivery.log, pending: delivery.pending,
            }),
        }[what];
        if (!act || (method !== 'POST' && what !== 'state'))
            return { status: 404, headers: {}, body: 'no such control\n' };
        try {
            return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(act() ?? null) };
        } catch (refusal) {
            if (!(refusal instanceof StripeError))
                throw refusal;
            return { status: refusal.status, headers: {}, body: JSON.stringify({ error: refusal.error }) };
        }
    }

    return {
        origin, world, api, delivery, faults,
        close: () => new Promise((resolve) => {
            delivery.close();
            server.close(resolve);
            server.closeAllConnections();
        }),
    };
}

function known(shelf, id) {
    const entry = shelf.get(id);
    if (!entry)
        throw new StripeError(404, { type: 'invalid_request_error', message: `the double knows no ${id}` });
    return entry;
}

function errorAnswer(status, retryAfter) {
    const error = status === 429 ? { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' }
        : status === 409 ? { type: 'invalid_request_error', code: 'idempotency_key_in_use', message: 'Another request with this key is being worked on.' }
            : status === 402 ? { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' }
                : { type: 'api_error', message: 'Something went wrong on our end.' };
    return {
        status, headers: { 'Content-Type': 'application/json', ...(retryAfter && { 'Retry-After': String(retryAfter) }) },
        body: JSON.stringify({ error }),
    };
}

function pageAnswer({ status, location, html = '' }) {
    return { status, headers: { 'Content-Type': 'text/html; charset=utf-8', ...(location && { Location: location }) }, body: html };
}

function send(response, { status, headers, body }) {
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
}

async function bodyOf(request) {
    const parts = [];
    for await (const part of request)
        parts.push(part);
    return Buffer.concat(parts).toString();
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
    const words = process.argv.slice(2);
    const valueOf = (name) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
    const pairs = words.flatMap((word, at) => (word === '--key' ? [words[at + 1].split('=')] : []));
    const double = await startDouble({
        port: Number(valueOf('--port') ?? 0), ...(pairs.length > 0 && { keys: Object.fromEntries(pairs) }),
    });
    console.log(`listening ${double.origin}`);
    const end = () => process.exit(0);
    setTimeout(end, Number(valueOf('--seconds') ?? 600) * 1000).unref();
    if (words.includes('--keep'))
        setInterval(() => {}, 1 << 30);
    else
        process.stdin.resume().on('end', end).on('close', end);
}
