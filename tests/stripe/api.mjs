// SPDX-License-Identifier: GPL-3.0-or-later
// Stripe's API over HTTP: who asks, with which version and idempotency key, and the answer in its JSON.
import { createHash } from 'node:crypto';
import { pathsOf, treeOf } from './form_body.mjs';
import { newAccount, newId } from './objects.mjs';
import { invalid, StripeError } from './world.mjs';

const zeroDecimals = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const threeDecimals = new Set('bhd jod kwd omr tnd'.split(' '));
const onlyWhole = new Set(['isk', 'ugx']);
const others = new Set('eur usd gbp chf sek nok dkk pln czk huf twd isk ugx cad aud nzd aed ron bgn'.split(' '));
const languages = new Set('auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(' '));

// Everything the double knows of POST /v1/checkout/sessions; anything else is refused as Stripe refuses it.
const sessionParameters = /^(mode|success_url|cancel_url|client_reference_id|customer_email|expires_at|locale|submit_type|metadata\.[^.]+|payment_method_types\.\d+|line_items\.\d+\.(quantity|price_data\.(currency|unit_amount|product_data\.(name|description)))|payment_intent_data\.(description|metadata\.[^.]+)|expand\.\d+)$/;
const refundParameters = /^(payment_intent|charge|amount|reason|metadata\.[^.]+|expand\.\d+)$/;

export class Api {
    #kept = new Map(); // idempotency keys
    requests = [];

    constructor(world, pageOrigin) {
        this.world = world;
        this.pageOrigin = pageOrigin;
        this.keys = new Map(); // secret key -> account id
    }

    allow(key, account) {
        this.keys.set(key, account);
        if (!this.world.accounts.has(account))
            this.world.accounts.set(account, newAccount(account));
    }

    /** @returns {status, headers, body}; never throws for what a caller did */
    answer({ method, path, query, headers, body }) {
        const requestId = newId('req', 14);
        const reply = (status, object, more = {}) => ({
            status, body: JSON.stringify(object, null, 2) + '\n',
            headers: { 'Content-Type': 'application/json', 'Request-Id': requestId, ...more },
        });
        try {
            const caller = this.#callerOf(headers, requestId);
            const key = headers['idempotency-key'];
            this.requests.push({ method, path, key: key ?? null, version: caller.version });
            if (method !== 'POST' || key === undefined)
                return reply(200, this.#route(method, path, query, body, caller));
            if (key.length > 255)
                throw invalid('Idempotency keys are at most 255 characters long.');
            return this.#once(`${caller.account}/${caller.livemode}/${key}`, key, `${method} ${path}\n${body}`,
                () => reply(200, this.#route(method, path, query, body, caller)));
        } catch (refusal) {
            if (!(refusal instanceof StripeError))
                throw refusal;
            return reply(refusal.status, { error: refusal.error });
        }
    }

    // As Stripe does with keys that are older than a day.
    forgetKeys() {
        this.#kept.clear();
    }

    // The same key means the same request: the first answer again, or a refusal when it is another request.
    #once(place, key, request, act) {
        const print = createHash('sha256').update(request).digest('hex');
        const before = this.#kept.get(place);
        if (before && before.print !== print)
            throw new StripeError(400, {
                type: 'idempotency_error',
                message: `Keys for idempotent requests can only be used with the same parameters they were first used with. ` +
                    `Try using a key other than '${key}' if you meant to execute a different request.`,
            });
        if (before)
            return { ...before.answer, headers: { ...before.answer.headers, 'Idempotent-Replayed': 'true' } };
        const answer = act(); // what is refused before it was executed is not kept, as at Stripe
        this.#kept.set(place, { print, answer });
        return answer;
    }

    #callerOf(headers, requestId) {
        const authorization = headers.authorization ?? '';
        const basic = /^Basic (\S+)$/.exec(authorization);
        const key = basic ? Buffer.from(basic[1], 'base64').toString().split(':')[0] : /^Bearer (\S+)$/.exec(authorization)?.[1];
        if (!key)
            throw new StripeError(401, { type: 'invalid_request_error', message: 'You did not provide an API key. You need to provide your API key in the Authorization header.' });
        if (!this.keys.has(key))
            throw new StripeError(401, { type: 'invalid_request_error', message: `Invalid API Key provided: ${key.slice(0, 8)}****` });
        const version = headers['stripe-version'] ?? '2024-06-20';
        if (!/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version))
            throw invalid(`Invalid Stripe API version: ${version}`);
        return {
            account: this.keys.get(key), livemode: key.includes('_live_'), version,
            request: { id: requestId, idempotency_key: headers['idempotency-key'] ?? null },
        };
    }

    #route(method, path, query, body, caller) {
        const asked = method === 'GET' ? treeOrRefusal(query) : treeOrRefusal(body);
        const [, version, ...parts] = path.split('/');
        const route = `${method} /${version}/${parts.map((part, index) => (isId(part, index, parts) ? '*' : part)).join('/')}`;
        const id = parts.find((part, index) => isId(part, index, parts));
        const world = this.world;
        switch (route) {
        case 'GET /v1/account': return world.accounts.get(caller.account);
        case 'POST /v1/checkout/sessions': return this.#createSession(asked, caller);
        case 'GET /v1/checkout/sessions': return page(world.list('sessions', caller).map((entry) => entry.object), asked, path, ['status', 'payment_intent']);
        case 'GET /v1/checkout/sessions/*': return world.find('sessions', 'checkout.session', id, caller).object;
        case 'POST /v1/checkout/sessions/*/expire': return world.expire(world.find('sessions', 'checkout.session', id, caller));
        case 'GET /v1/payment_intents/*': return world.find('intents', 'payment_intent', id, caller).object;
        case 'GET /v1/charges/*': return world.find('charges', 'charge', id, caller).object;
        case 'GET /v1/charges': return page(world.list('charges', caller).map((entry) => entry.object), asked, path, ['payment_intent']);
        case 'POST /v1/refunds': return this.#refund(asked, caller);
        case 'GET /v1/refunds': return page(world.list('refunds', caller).map((entry) => entry.object), asked, path, ['payment_intent', 'charge']);
        case 'GET /v1/refunds/*': return world.find('refunds', 'refund', id, caller).object;
        case 'GET /v1/disputes': return page(world.list('disputes', caller).map((entry) => entry.object), asked, path, ['payment_intent', 'charge']);
        case 'GET /v1/disputes/*': return world.find('disputes', 'dispute', id, caller).object;
        case 'GET /v1/events': {
            const types = asked.types && new Set(Object.values(asked.types));
            return page(this.#events(caller).filter((event) => !types || types.has(event.type)), asked, path, ['type']);
        }
        case 'GET /v1/events/*': {
            const event = this.#events(caller).find((one) => one.id === id);
            if (!event)
                throw new StripeError(404, { type: 'invalid_request_error', code: 'resource_missing', message: `No such event: '${id}'`, param: 'id' });
            return event;
        }
        }
        throw new StripeError(404, { type: 'invalid_request_error', message: `Unrecognized request URL (${method}: ${path}).` });
    }

    #events(caller) {
        return [...this.world.events.values()]
            .filter((entry) => entry.account === caller.account && entry.event.livemode === caller.livemode)
            .map((entry) => entry.event);
    }

    #createSession(asked, caller) {
        refuseUnknown(asked, sessionParameters);
        if (asked.mode !== 'payment')
            throw invalid('This double sells nothing but payments: mode must be payment.', 'mode');
        const lines = Object.values(asked.line_items ?? {});
        if (lines.length === 0)
            throw invalid('You must pass line_items when mode is payment.', 'line_items');
        const currencies = new Set(lines.map((line) => line.price_data?.currency?.toLowerCase()));
        if (currencies.size !== 1)
            throw invalid('All line items must have the same currency.', 'line_items');
        const [currency] = currencies;
        let amount = 0;
        lines.forEach((line, index) => {
            if (!line.price_data?.product_data?.name)
                throw invalid('Missing required param: line_items[0][price_data][product_data][name].', `line_items[${index}][price_data][product_data][name]`, 'parameter_missing');
            amount += whole(line.price_data.unit_amount, `line_items[${index}][price_data][unit_amount]`) * whole(line.quantity, `line_items[${index}][quantity]`);
        });
        checkAmount(amount, currency);
        for (const name of ['success_url', 'cancel_url']) {
            if (asked[name] === undefined && name === 'success_url')
                throw invalid('Missing required param: success_url.', name, 'parameter_missing');
            if (asked[name] !== undefined && !/^https?:\/\/[^\s/]+/.test(asked[name]))
                throw invalid('Not a valid URL', name, 'url_invalid');
        }
        if (asked.customer_email !== undefined && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(asked.customer_email))
            throw invalid(`Invalid email address: ${asked.customer_email}`, 'customer_email', 'email_invalid');
        if (asked.locale !== undefined && !languages.has(asked.locale))
            throw invalid('Invalid locale', 'locale');
        if ((asked.client_reference_id ?? '').length > 200)
            throw invalid('Invalid string: must be at most 200 characters', 'client_reference_id');
        checkMetadata(asked.metadata, 'metadata');
        checkMetadata(asked.payment_intent_data?.metadata, 'payment_intent_data[metadata]');
        return this.world.openSession({
            ...asked, amount, currency, metadata: asked.metadata ?? {}, expires_at: this.#expiry(asked.expires_at),
            payment_method_types: Object.values(asked.payment_method_types ?? { 0: 'card' }),
        }, caller, this.pageOrigin);
    }

    #expiry(asked) {
        const now = this.world.now();
        if (asked === undefined)
            return now + 86400;
        const at = whole(asked, 'expires_at');
        if (at < now + 30 * 60 - 60) // Stripe, too, leaves room for the way there
            throw invalid('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', 'expires_at');
        if (at > now + 86400 + 60)
            throw invalid('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', 'expires_at');
        return at;
    }

    #refund(asked, caller) {
        refuseUnknown(asked, refundParameters);
        if (!asked.payment_intent === !asked.charge)
            throw invalid('Exactly one of payment_intent and charge is needed.', 'payment_intent');
        if (asked.reason !== undefined && !['duplicate', 'fraudulent', 'requested_by_customer'].includes(asked.reason))
            throw invalid('Invalid reason', 'reason');
        checkMetadata(asked.metadata, 'metadata');
        let chargeId = asked.charge;
        if (!chargeId)
            chargeId = this.world.find('intents', 'payment_intent', asked.payment_intent, caller).object.latest_charge;
        if (!chargeId)
            throw invalid('This PaymentIntent does not have a successful charge to refund.', 'payment_intent');
        const entry = this.world.find('charges', 'charge', chargeId, caller);
        return this.world.refund(entry.object, {
            amount: asked.amount === undefined ? undefined : whole(asked.amount, 'amount'), reason: asked.reason,
            metadata: asked.metadata, slowly: asked.metadata?.double === 'slowly',
        }, entry, caller);
    }
}

function isId(part, index, parts) {
    return index >= (parts[0] === 'checkout' ? 2 : 1) && part !== 'expire';
}

function treeOrRefusal(text) {
    try {
        return treeOf(text);
    } catch (nonsense) {
        throw invalid(nonsense.message);
    }
}

function refuseUnknown(asked, known) {
    const unknown = pathsOf(asked).find((path) => !known.test(path));
    if (unknown)
        throw invalid(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown');
}

function whole(text, param) {
    if (!/^-?\d{1,12}$/.test(text ?? ''))
        throw invalid(`Invalid integer: ${text}`, param, 'parameter_invalid_integer');
    return Number(text);
}

function checkAmount(amount, currency) {
    const isKnown = zeroDecimals.has(currency) || threeDecimals.has(currency) || others.has(currency);
    if (!isKnown)
        throw invalid(`Invalid currency: ${currency}.`, 'line_items[0][price_data][currency]');
    if (amount < (zeroDecimals.has(currency) ? 50 : threeDecimals.has(currency) ? 500 : 50))
        throw invalid('The Checkout Session’s total amount is too small.', undefined, 'amount_too_small');
    if (amount > 99999999)
        throw invalid('The Checkout Session’s total amount is too large.', undefined, 'amount_too_large');
    if (threeDecimals.has(currency) && amount % 10 !== 0)
        throw invalid('Amounts in this currency must be divisible by 10.', 'line_items[0][price_data][unit_amount]');
    if (onlyWhole.has(currency) && amount % 100 !== 0)
        throw invalid('Amounts in this currency must be divisible by 100.', 'line_items[0][price_data][unit_amount]');
}

function checkMetadata(metadata, param) {
    const entries = Object.entries(metadata ?? {});
    if (entries.length > 50 || entries.some(([key, value]) => key.length > 40 || String(value).length > 500))
        throw invalid('Metadata: at most 50 keys of 40 characters with values of 500.', param);
}

/** A list as Stripe pages it: newest first, has_more, starting_after. */
function page(all, asked, url, filters) {
    const limit = asked.limit === undefined ? 10 : whole(asked.limit, 'limit');
    if (limit < 1 || limit > 100)
        throw invalid('limit must be between 1 and 100', 'limit');
    const bounds = typeof asked.created === 'object' ? asked.created : {};
    let rows = all.filter((row) => filters.every((name) => asked[name] === undefined || row[name] === asked[name]) &&
        (bounds.gte === undefined || row.created >= Number(bounds.gte)) &&
        (bounds.gt === undefined || row.created > Number(bounds.gt)) &&
        (bounds.lte === undefined || row.created <= Number(bounds.lte)) &&
        (bounds.lt === undefined || row.created < Number(bounds.lt))).reverse();
    if (asked.starting_after !== undefined) {
        const at = rows.findIndex((row) => row.id === asked.starting_after);
        if (at < 0)
            throw invalid(`No such object: '${asked.starting_after}'`, 'starting_after', 'resource_missing');
        rows = rows.slice(at + 1);
    }
    return { object: 'list', data: rows.slice(0, limit), has_more: rows.length > limit, url };
}
