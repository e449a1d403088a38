// SPDX-License-Identifier: GPL-3.0-or-later
// Delivers events as Stripe does, and as badly as a network can: late, twice, out of order, forged, stale.
import http from 'node:http';
import https from 'node:https';
import { randomBytes } from 'node:crypto';
import { nowSeconds } from './objects.mjs';
import { signatureHeader } from './signing.mjs';

const usualPlan = {
    hold: false,        ///< keep events back until flush
    copies: 1,          ///< how often each is delivered
    attempts: 8,        ///< until the other side says 2xx
    firstWaitMs: 50,    ///< doubles with every attempt
    shuffle: false,     ///< flush in any order
    forged: 0,          ///< of 100 deliveries, how many are signed by somebody else
    stale: 0,           ///< of 100 deliveries, how many are signed long ago
    staleSeconds: 3600,
    parallel: 8,
    timeoutMs: 10000,
};

export class Delivery {
    #plan = { ...usualPlan };
    #held = [];
    #waiting = [];
    #busy = 0;
    #agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };
    endpoints = []; ///< {url, secrets, account}
    log = [];       ///< {event, type, url, kind, status}

    plan(changes) {
        for (const name of Object.keys(changes)) {
            if (!(name in usualPlan))
                throw new Error(`a plan of deliveries knows no ${name}`);
        }
        Object.assign(this.#plan, changes);
        return this.#plan;
    }

    event(event, account) {
        for (const endpoint of this.endpoints) {
            if (endpoint.account && endpoint.account !== account)
                continue;
            if (endpoint.types && !endpoint.types.includes(event.type))
                continue;
            for (let copy = 0; copy < this.#plan.copies; ++copy)
                this.#held.push({ event, endpoint, attempt: 0 });
        }
        if (!this.#plan.hold)
            this.flush();
    }

    flush() {
        const batch = this.#held.splice(0);
        if (this.#plan.shuffle)
            shuffle(batch);
        for (const letter of batch) {
            letter.kind = this.#kindByChance();
            this.#waiting.push(letter);
        }
        this.#pump();
        return batch.length;
    }

    get pending() {
        return this.#held.length + this.#waiting.length + this.#busy;
    }

    /** Delivers what was made already once more. */
    again(event, account) {
        const hold = this.#plan.hold;
        this.#plan.hold = false;
        this.event(event, account);
        this.#plan.hold = hold;
    }

    #kindByChance() {
        const dice = Math.random() * 100;
        return dice < this.#plan.forged ? 'forged' : dice < this.#plan.forged + this.#plan.stale ? 'stale' : 'good';
    }

    #pump() {
        while (this.#busy < this.#plan.parallel && this.#waiting.length > 0)
            void this.#deliver(this.#waiting.shift());
    }

    async #deliver(letter) {
        this.#busy += 1;
        const status = await this.#post(letter);
        this.log.push({ event: letter.event.id, type: letter.event.type, url: letter.endpoint.url, kind: letter.kind, status });
        letter.attempt += 1;
        const isDone = status >= 200 && status < 300;
        if (!isDone && letter.attempt < this.#plan.attempts) {
            await new Promise((resolve) => setTimeout(resolve, this.#plan.firstWaitMs * 2 ** (letter.attempt - 1)));
            letter.kind = 'good'; // a forger gives up; Stripe's own next try is signed anew
            this.#waiting.push(letter);
        }
        this.#busy -= 1;
        this.#pump();
    }

    #post({ event, endpoint, kind }) {
        const payload = Buffer.from(JSON.stringify(event, null, 2));
        const at = nowSeconds() - (kind === 'stale' ? this.#plan.staleSeconds : 0);
        const secrets = kind === 'forged' ? [`whsec_${randomBytes(24).toString('hex')}`] : endpoint.secrets;
        const headers = {
            'Content-Type': 'application/json; charset=utf-8', 'Content-Length': payload.length,
            'Stripe-Signature': signatureHeader(payload, secrets, at), 'User-Agent': 'Stripe/1.0 (test double)',
            ...endpoint.headers,
        };
        return new Promise((resolve) => {
            const url = new URL(endpoint.url);
            const request = (url.protocol === 'https:' ? https : http).request(url, {
                method: 'POST', headers, agent: this.#agents[url.protocol], timeout: this.#plan.timeoutMs,
            }, (answer) => {
                answer.resume();
                answer.on('end', () => resolve(answer.statusCode));
                answer.on('error', () => resolve(0));
            });
            request.on('error', () => resolve(0));
            request.on('timeout', () => request.destroy());
            request.end(payload);
        });
    }

    close() {
        this.#waiting = [];
        Object.values(this.#agents).forEach((agent) => agent.destroy());
    }
}

function shuffle(list) {
    for (let at = list.length - 1; at > 0; --at) {
        const other = Math.floor(Math.random() * (at + 1));
        [list[at], list[other]] = [list[other], list[at]];
    }
}
