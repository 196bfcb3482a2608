import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { findChromium } from '../harness/browser/find-chromium.ts';
import { checked, HOSTILE, recordOf, sentence } from '../harness/report/format-test-kit.ts';
import { exchange, largeRun } from '../harness/report/html/test-kit.ts';
import { writeHtml } from '../harness/report/html/write-html.ts';
import type { RunRecord } from '../harness/report/run-record.ts';
import { temporaryFolder } from './kit.ts';

const found = await findChromium();
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const idleTimeout = { atLeastMs: 1_791_000, atMostMs: 1_809_000, aboutMs: 1_800_000, clock: 'wall' } as const;
const hostile = checked('OUT-01', {
  verdict: 'fail',
  reason: HOSTILE,
  verifies: ['cwe/613'],
  statements: [
    sentence(HOSTILE, 'yes', { role: 'control', exchanges: [1], seen: HOSTILE }),
    sentence('the copy is dead', 'no', { exchanges: [2], seen: HOSTILE }),
    sentence('nor later', 'unknown', { role: 'recommendation', strength: 'should' }),
    sentence(HOSTILE, 'yes', { role: 'note', strength: 'info' }),
  ],
  exchanges: [
    exchange({ path: `/${'long'.repeat(60)}/${HOSTILE}` }),
    exchange({ n: 2, by: 'holder', responseHeaders: [['location', HOSTILE]] }),
  ],
});
const others = [
  checked('OUT-02', { severity: 'low' }),
  checked('EXP-01', { chapter: 'expiry', verdict: 'warn', verifies: ['nist-800-63b-4/5.2'] }),
  checked('EXP-03', { chapter: 'expiry', verdict: 'not-tested', reason: 'to test it, let time be moved' }),
];
const record = recordOf([hostile, ...others], { target: { diagnosis: 'nobody could sign in' } });
const [target] = record.targets;
assert.ok(target !== undefined);
const clauses = [
  {
    id: 'asvs-5.0/7.4.1',
    title: 'long'.repeat(40),
    url: 'https://asvs.example.org/',
    state: 'failed',
    checks: ['OUT-01'],
    reason: 'OUT-01',
  },
] as const;
const measured = { ...target, about: 'long'.repeat(100), clauses, measured: { idleTimeout, lifetime: null } };
const both: RunRecord = { ...record, targets: [{ ...measured, name: 'blog', diagnosis: null }, measured] };

const inBrowser = async (context: TestContext, look: (browser: Browser, folder: string) => Promise<void>) => {
  if (found === null) return context.skip('there is no Chromium');
  await using temporary = await temporaryFolder();
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
  try {
    await look(browser, temporary.folder);
  } finally {
    await browser.close();
  }
};

const open = async (page: Page, folder: string, run: RunRecord, change = (html: string) => html): Promise<string[]> => {
  const said: string[] = [];
  page.on('dialog', (dialog) => {
    said.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => said.push(request.url()));
  const file = path.join(folder, 'report.html');
  await writeHtml(run, folder);
  await writeFile(file, change(await readFile(file, 'utf8')));
  await page.goto(pathToFileURL(file).href);
  return said;
};

test('what a target wrote does not run in Chromium, and loads nothing', async (context) => {
  await inBrowser(context, async (browser, folder) => {
    const page = await browser.newPage();
    const said = await open(page, folder, both);
    await page.getByRole('button', { name: 'Open all' }).click();
    assert.deepEqual(
      said.filter((one) => !/^(?:file|data):/.test(one)),
      [],
    );
    assert.equal(await page.locator('details.check[open]').count(), 8, 'its own script runs');

    // And if something were left unescaped one day: the page itself forbids it to run.
    const planted = await browser.newPage();
    const evil = '<script>window.ran = 1</script><img src="http://127.0.0.1:9/x" onerror="window.ran = 2">';
    await open(planted, folder, both, (html) => html.replace('</main>', `${evil}</main>`));
    assert.equal(await planted.locator('main img').count(), 1, 'it was planted');
    assert.equal(await planted.evaluate(() => 'ran' in window), false);
  });
});

test('the list is narrowed by verdict, chapter, severity, clause and words, and an address opens its check', async (context) => {
  await inBrowser(context, async (browser, folder) => {
    const page = await browser.newPage();
    await open(page, folder, record);
    const shown = async () => page.locator('details.check:visible h4 code').allTextContents();
    const narrow: readonly (readonly [() => Promise<unknown>, readonly string[]])[] = [
      [() => page.getByRole('checkbox', { name: 'warn' }).check(), ['EXP-01']],
      [() => page.getByLabel('chapter').selectOption('expiry'), ['EXP-01', 'EXP-03']],
      [() => page.getByLabel('severity').selectOption('low'), ['OUT-02']],
      [() => page.getByLabel('clause').selectOption('nist-800-63b-4/5.2'), ['EXP-01']],
      [() => page.getByLabel('words').fill('exp-03'), ['EXP-03']],
    ];
    for (const [act, codes] of narrow) {
      await act();
      assert.deepEqual(await shown(), codes);
      assert.equal(await page.getByRole('status').textContent(), `${codes.length} of 4 checks`);
      await page.getByRole('button', { name: 'Show all' }).click();
      assert.equal((await shown()).length, 4);
    }
    await page.getByRole('checkbox', { name: 'warn' }).check();
    await page.evaluate(() => {
      location.hash = '#shop-OUT-01-x-2';
    });
    await page.locator('#shop-OUT-01-x-2').waitFor();
    assert.equal(await page.locator('#shop-OUT-02').getAttribute('open'), null);

    // By keyboard alone: a check is reached, opened and closed.
    await page.locator('#shop-OUT-02 > summary').focus();
    await page.keyboard.press('Enter');
    assert.notEqual(await page.locator('#shop-OUT-02').getAttribute('open'), null);
    await page.keyboard.press('Space');
    assert.equal(await page.locator('#shop-OUT-02').getAttribute('open'), null);
  });
});

test('axe finds nothing against it, in light and dark, on a desk and on a phone', async (context) => {
  await inBrowser(context, async (browser, folder) => {
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 390],
    ] as const) {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
      await open(page, folder, both);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      assert.ok(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        `at ${width} pixels the page is wider than the window`,
      );
      await page.evaluate(AXE);
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run(): Promise<import('axe-core').AxeResults> } };
        return (await axe.run()).violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`,
        );
      });
      assert.deepEqual(violations, [], colorScheme);
      await page.close();
    }
  });
});

test('on paper nothing is cut, and what has to be looked at is open', async (context) => {
  await inBrowser(context, async (browser, folder) => {
    const page = await browser.newPage({ viewport: { width: 718, height: 1000 } });
    await open(page, folder, both);
    await page.emulateMedia({ media: 'print' });
    const closed = async (event: string): Promise<readonly string[]> => {
      await page.evaluate((name) => dispatchEvent(new Event(name)), event);
      return page.locator('details:not([open]) > summary').allTextContents();
    };
    const left = await closed('beforeprint');
    assert.deepEqual(
      left.filter((summary) => !/pass|not-tested/.test(summary)),
      [],
    );
    assert.equal(left.length, 4, 'a pass and a not-tested of each target');
    const wider = await page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => one.outerHTML.slice(0, 200)),
    );
    assert.deepEqual(wider, []);
    assert.ok((await closed('afterprint')).length > left.length, 'as it was before');
  });
});

test('100 checks with 2,000 exchanges open within a second', async (context) => {
  await inBrowser(context, async (browser, folder) => {
    const page = await browser.newPage();
    await open(page, folder, largeRun(100, 20));
    const ms = await page.evaluate(() => {
      const [entry] = performance.getEntriesByType('navigation');
      return (entry as PerformanceNavigationTiming).domComplete;
    });
    const { size } = await stat(path.join(folder, 'report.html'));
    context.diagnostic(`open after ${Math.round(ms)} ms, ${Math.round(size / 1024)} KB`);
    assert.ok(ms > 0 && ms < 1_000, `${Math.round(ms)} ms`);
  });
});
