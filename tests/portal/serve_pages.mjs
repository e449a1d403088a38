// SPDX-License-Identifier: GPL-3.0-or-later
// Serves a folder of rendered samples on loopback, with the portal's content policy, and opens
// Chromium. A POST is written down and answered late, as a busy portal would.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { resolve, join, extname } from 'node:path';

export const option = name => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : undefined;
};
export const folder = resolve(process.argv[2]);
export const load = createRequire(join(resolve(option('modules') ?? import.meta.dirname), 'x.js'));

const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
  + "base-uri 'none'; require-trusted-types-for 'script'";
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

export async function openPages() {
  const posts = [];
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      let body = '';
      request.on('data', part => { body += part; });
      request.on('end', () => {
        posts.push(body);
        if (new URLSearchParams(body).get('by') === 'script') {
          response.writeHead(200, { 'Content-Type': 'application/json' });
          response.end(JSON.stringify({ state: 'saved', opened: `opened-${posts.length}` }));
          return;
        }
        setTimeout(() => response.writeHead(200, { 'Content-Type': 'text/plain' }).end('received'), 250);
      });
      return;
    }
    if (request.url === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const name = new URL(request.url, 'http://x').pathname.slice(1).replaceAll('/', '');
    try {
      const body = readFileSync(join(folder, name));
      response.writeHead(200, { 'Content-Type': types[extname(name)], 'Content-Security-Policy': policy });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise(done => { server.listen(0, '127.0.0.1', done); });
  const browser = await load('playwright-core').chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  return {
    browser,
    posts,
    base: `http://127.0.0.1:${server.address().port}`,
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
