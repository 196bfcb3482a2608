import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { load } from 'cheerio';
import { consoleSummary } from './console.ts';
import { checked, recordOf } from './format-test-kit.ts';
import { reportPage } from './html/page.ts';
import { matrixLines, matrixTable } from './matrix.ts';
import { runRecord } from './run-record.ts';
import { CONTEXT, handedBy } from './test-kit.ts';
import { summaryOf } from './write-summary.ts';

const WHY = 'Image "store:1" is not on this machine';
const untested = (code: string) => checked(code, { verdict: 'not-tested', reason: `not run: ${WHY}` });
const alone = recordOf([untested('OUT-01'), untested('OUT-02')], { target: { name: 'blog', notRun: WHY } });
const beside = { ...alone, targets: [...alone.targets, ...recordOf([checked('OUT-01')]).targets] };
const shown = (record: typeof alone): string =>
  stripVTControlCharacters(consoleSummary(record, { folder: 'results', troubles: [] }));

test('a run of a target that was not run alone is red, and says why', () => {
  assert.deepEqual([alone.exit, alone.because], ['red', `nothing was judged; blog not run: ${WHY}`]);
  assert.deepEqual([alone.targets[0]?.summary, alone.targets[0]?.notRun], ['not-run', WHY]);
  assert.match(shown(alone), /\nnot run: Image "store:1" is not on this machine\n2 not-tested\n/);
  assert.match(shown(alone), /\nred: nothing was judged; blog not run: Image/);
  assert.doesNotMatch(shown(alone), /inconclusive|OUT-01/);
});

test('beside one that was judged it changes nothing of the gate', () => {
  const by = { policy: 'asvs-l2', gate: 'must', clauses: [] } as const;
  const { target, ...absent } = handedBy('OUT-01', { verdict: 'not-tested' }, { by });
  const handed = [handedBy('OUT-01', {}, { by }), { ...absent, target: { ...target, name: 'blog', notRun: WHY } }];
  const record = runRecord(handed, CONTEXT);
  assert.deepEqual([record.exit, record.targets.map(({ summary }) => summary)], ['green', ['not-run', 'conformant']]);
});

test('in a matrix it is a line of words, and no sign of a check', () => {
  const lines = matrixLines(beside.targets).map(stripVTControlCharacters);
  assert.deepEqual(lines.slice(2, 5), ['blog  not run', 'shop  ✓', '✓ pass']);
  assert.match(matrixTable(beside.targets).join(), /\| not run \| ✓ pass \|/);
});

test('the summary and the page call it not run', () => {
  const text = summaryOf(alone);
  assert.match(text, /\| `blog` [^|]*\| not run \| 2 \|/);
  assert.match(text, /\nNot run: `blog` \(`Image "store:1" is not on this machine`\)\n/);
  const $ = load(reportPage(beside, () => '#'));
  assert.match($('.overview').text(), /blog· not run/);
  assert.match($('.matrix').text(), /not run/);
  assert.equal($('.matrix td a').length, 1);
});
