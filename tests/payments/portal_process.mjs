// SPDX-License-Identifier: GPL-3.0-or-later
// The real portal on a studio made for a test, in a folder of its own.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import readline from 'node:readline';

const portal = process.env.FOYER_PORTAL;
const maker = process.env.FOYER_PAYMENTS_STUDIO;

export class Studio {
    constructor({ invoices, hook, key, double }) {
        this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-payments-'));
        this.file = path.join(this.folder, 'studio.foyer');
        this.environment = {
            ...process.env, XDG_STATE_HOME: path.join(this.folder, 'state'), XDG_RUNTIME_DIR: this.folder,
            FOYER_SECRETS: 'file', FOYER_TEST_HOOK: hook, ...(key && { FOYER_TEST_KEY: key }),
        };
        this.double = double;
        this.made = JSON.parse(execFileSync(maker, [this.file, String(invoices)], {
            env: this.environment, maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'],
        }));
        this.port = 0;
    }

    get origin() {
        return `http://127.0.0.1:${this.port}`;
    }

    async start() {
        this.process = spawn(portal, ['serve', '--studio', this.file, '--listen', `127.0.0.1:${this.port}`,
            ...(this.double ? ['--stripe-double', this.double] : [])], { env: this.environment, stdio: ['ignore', 'pipe', 'pipe'] });
        this.process.stderr.on('data', (text) => { this.errors = (this.errors ?? '') + text; });
        for await (const line of readline.createInterface({ input: this.process.stdout })) {
            const found = /^Serving http:\/\/127\.0\.0\.1:(\d+)\//.exec(line);
            if (found) {
                this.port = Number(found[1]);
                return;
            }
        }
        throw new Error(`the portal did not start: ${this.errors}`);
    }

    /** As if the power went. Ends only what start() began. */
    async kill() {
        this.process.kill('SIGKILL');
        await once(this.process, 'exit');
    }

    async stop() {
        this.process.kill('SIGTERM');
        const [code] = await once(this.process, 'exit');
        assert.equal(code, 0);
    }

    run(...words) {
        return execFileSync(portal, [...words, '--studio', this.file], { env: this.environment, encoding: 'utf8', maxBuffer: 1 << 30 });
    }

    /** By another reader than ours. */
    ask(sql) {
        const text = execFileSync('sqlite3', ['-readonly', '-json', this.file, sql], { encoding: 'utf8', maxBuffer: 1 << 30 });
        return text.trim() ? JSON.parse(text) : [];
    }

    remove() {
        this.process?.kill('SIGKILL');
        fs.rmSync(this.folder, { recursive: true });
    }
}

export function figure(name, value, bound = '') {
    const line = `${name}: ${value}${bound && ` (${bound})`}\n`;
    process.stdout.write(line);
    if (process.env.FOYER_FIGURES)
        fs.appendFileSync(process.env.FOYER_FIGURES, line);
}
