// SPDX-License-Identifier: GPL-3.0-or-later
// Opens every rendered sample in Chromium, light and dark, narrow and wide, and asks: is it
// accessible (axe), does nothing stick out sideways, are the targets large enough, is nothing
// inline, nothing fetched from elsewhere, and is the markup valid?
//
//   render_pages.py --out DIR && node look_at_pages.mjs DIR [--modules DIR] [--shots DIR] [--only TEXT]
//
// --modules: the folder whose node_modules hold playwright-core, @axe-core/playwright, html-validate
import { readdirSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPages, option, folder, load } from './serve_pages.mjs';

const { AxeBuilder } = load('@axe-core/playwright');
const { HtmlValidate } = load('html-validate');
const { browser, base, close } = await openPages();

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'prefer-native-element': 'off',
    'tel-non-breaking': 'off',
  },
});
const faults = [];
const pages = readdirSync(folder).filter(name => name.endsWith('.html') && name.includes(option('only') ?? ''));
for (const name of pages) {
  const report = await validator.validateFile(join(folder, name));
  for (const { messages } of report.results) {
    for (const { line, column, message, ruleId } of messages) faults.push(`${name}:${line}:${column} ${message} (${ruleId})`);
  }
}

const shots = option('shots');
if (shots) mkdirSync(shots, { recursive: true });
for (const colorScheme of ['light', 'dark']) {
  for (const width of [320, 360, 768, 1280, 1440]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const where = name => `${name} ${width} ${colorScheme}`;
    let current = '';
    page.on('console', message => message.type() === 'error' && faults.push(`${where(current)}: ${message.text()}`));
    page.on('pageerror', error => faults.push(`${where(current)}: ${error.message}`));
    let requests = 0;
    page.on('request', request => {
      requests += 1;
      if (!request.url().startsWith(base) && !request.url().startsWith('data:')) faults.push(`${where(current)}: fetched ${request.url()}`);
    });
    for (const name of pages) {
      current = name;
      requests = 0;
      await page.goto(`${base}/${name}`);
      if (name.startsWith('home') && requests > 3) faults.push(`${where(name)}: ${requests} requests`);
      const findings = await page.evaluate(() => {
        const out = [];
        const over = document.documentElement.scrollWidth - innerWidth;
        if (over > 0) out.push(`${over} px too wide`);
        for (const node of document.querySelectorAll('a, button, input:not([type=hidden]), textarea, summary')) {
          const target = ['radio', 'checkbox'].includes(node.type) ? node.closest('label') : node;
          const { width, height } = target.getBoundingClientRect();
          if (node.matches('.skip, .by-enter, [hidden]') || width === 0) continue;
          if (height < 43.5 || width < 24) out.push(`target ${Math.round(width)}×${Math.round(height)}: ${node.outerHTML.slice(0, 70)}`);
        }
        return out;
      });
      for (const finding of findings) faults.push(`${where(name)}: ${finding}`);
      if (width !== 360 && width !== 1280) continue;
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      for (const violation of violations) {
        for (const node of violation.nodes) faults.push(`${where(name)}: axe ${violation.id}: ${node.html.slice(0, 110)} ${node.failureSummary?.split('\n')[1] ?? ''}`);
      }
      if (shots) await page.screenshot({ path: join(shots, `${name.slice(0, -5)}-${width}-${colorScheme}.png`), fullPage: true });
    }
    await context.close();
  }
}
await close();
for (const fault of new Set(faults)) console.error(fault);
console.log(`${pages.length} pages, ${faults.length} faults`);
process.exitCode = faults.length ? 1 : 0;
