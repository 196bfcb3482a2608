import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { load } from 'cheerio';
import { marked } from 'marked';
import { plainly } from '../model/plain.ts';
import { appendStepSummary } from './step-summary.ts';
import { checked, HOSTILE, recordOf } from './format-test-kit.ts';
import { summaryOf } from './write-summary.ts';

const rendered = (markdown: string) => load(marked.parse(markdown, { async: false, gfm: true }));

test('a summary has the counts, each finding with its remedy, and what was not tested', () => {
  const text = summaryOf(
    recordOf([
      checked('OUT-01', { verdict: 'fail', reason: 'the copy speaks for alice' }),
      checked('OUT-06', { verdict: 'not-tested', reason: 'to test it, start the app by the suite' }),
      checked('OUT-02'),
    ]),
  );
  const $ = rendered(text);
  assert.equal($('h1').text(), '✗ sessionspec: red: 1 failed');
  assert.deepEqual(
    $('td')
      .toArray()
      .map((one) => $(one).text()),
    ['shop https://shop.test:40691', 'nonconformant', '1', '1', '1'],
  );
  assert.equal($('h2').text(), '✗ fail OUT-01: sign-out ends the session on the server');
  assert.equal($('pre').text().trim(), 'the copy speaks for alice');
  assert.match($('body').text(), /Remedy: Destroy the session record at sign-out\./);
  assert.match($('body').text(), /Not tested on shop: OUT-06 \(to test it, start the app by the suite\)/);
});

test('what a hostile target writes is text in it', () => {
  const record = recordOf(
    [
      checked('OUT-01', { verdict: 'fail', reason: `seen: ${HOSTILE}` }),
      checked('OUT-03', { verdict: 'inconclusive', reason: HOSTILE, blockedBy: 'preflight' }),
      checked('OUT-06', { verdict: 'not-tested', reason: HOSTILE }),
    ],
    { target: { name: HOSTILE, origin: HOSTILE, diagnosis: HOSTILE }, troubles: [HOSTILE] },
  );
  for (const one of [record, plainly(record)]) {
    const $ = rendered(summaryOf(one));
    assert.equal($('script, img, a, blockquote').length, 0);
    assert.deepEqual([$('h1').length, $('h2').length, $('table').length], [1, 2, 1]);
    // Mentions, numbers and addresses become links outside code only.
    $('pre, code').remove();
    assert.doesNotMatch($('body').text(), /@everyone|#1|evil\.test|<script>/);
  }
});

test('a summary of any number of findings fits into a page, and says what it leaves out', () => {
  const many = Array.from({ length: 2_000 }, (_, at) =>
    checked(`OUT-${at}`, { verdict: 'fail', reason: 'x'.repeat(10_000) }),
  );
  const text = summaryOf(recordOf(many));
  assert.ok(Buffer.byteLength(text) < 600_000, `${text.length} characters`);
  assert.match(text, /… \d+ paragraphs more, in results\.json\n$/);
});

test('the page of the job gets it added, and no more than it can show', async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sessionspec-summary-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'page.md');
  const record = recordOf([checked('OUT-02')]);
  await writeFile(file, '# Mine\n');
  await appendStepSummary(record, file);
  assert.match(await readFile(file, 'utf8'), /^# Mine\n\n# ✓ sessionspec: green/);
  const full = 'x'.repeat(1024 * 1024 - 120);
  await writeFile(file, full);
  await appendStepSummary(record, file);
  assert.match((await readFile(file, 'utf8')).slice(full.length), /^\n# sessionspec: green\n\nThere is no room/);
  await writeFile(file, 'x'.repeat(1024 * 1024));
  await appendStepSummary(record, file);
  assert.equal((await readFile(file)).length, 1024 * 1024);
  await appendStepSummary(record, '');
});
