import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from 'cheerio';
import { plainly } from '../model/plain.ts';
import type { WaiverRecord } from '../model/waiver.ts';
import { junitProblems } from './schemas/validate.ts';
import { checked, HOSTILE, recordOf } from './format-test-kit.ts';
import { junitOf } from './write-junit.ts';

const read = async (xml: string) => {
  assert.equal(await junitProblems(xml), null, xml);
  return load(xml, { xml: true });
};

const checks = [
  checked('OUT-01', { verdict: 'fail', reason: 'the copy speaks for alice\nand again' }),
  checked('OUT-02'),
  checked('OUT-03', { verdict: 'error', reason: 'we broke' }),
  checked('OUT-04', { verdict: 'inconclusive', reason: 'a control failed' }),
  checked('OUT-05', { verdict: 'warn', reason: 'not as advised' }),
  checked('OUT-06', { verdict: 'not-tested', reason: 'no clock' }),
  checked('FIX-04', { verdict: 'not-applicable', reason: 'no cookie' }),
  checked('COOK-09', { verdict: 'waived', reason: 'too long' }),
];

test('the schema itself refuses what is no report', async () => {
  assert.match((await junitProblems('<testsuites><testsuite name="x"/></testsuites>')) ?? '', /'package' is required/);
});

test('failure, error and skipped are told apart', async () => {
  const $ = await read(junitOf(recordOf(checks)));
  const codes = (selector: string) =>
    $(`testcase:has(> ${selector})`)
      .toArray()
      .map((one) => $(one).attr('name')?.split(' ')[0]);
  assert.deepEqual(codes('failure'), ['OUT-01']);
  assert.deepEqual(codes('error'), ['OUT-03', 'OUT-04']);
  assert.deepEqual(codes('skipped'), ['FIX-04', 'OUT-06']);
  const suite = $('testsuite');
  assert.deepEqual(
    ['name', 'tests', 'failures', 'errors', 'skipped'].map((name) => suite.attr(name)),
    ['shop', '8', '1', '2', '2'],
  );
  assert.equal($('failure').attr('message'), 'the copy speaks for alice');
  assert.match($('failure').text(), /and again\nremedy: Destroy/);
  assert.match($('system-out').text(), /waived COOK-09: too long/);
  assert.equal($('testcase').first().attr('classname'), 'shop.sign-out');
});

test('what the gate makes red is a failure there too', async () => {
  const failures = async (gate: 'must' | 'should' | 'complete') =>
    (await read(junitOf(recordOf(checks, { gate }))))('failure').length;
  assert.deepEqual([await failures('must'), await failures('should'), await failures('complete')], [1, 2, 3]);
});

test('a run that no check made red is red in it all the same', async () => {
  for (const [record, says] of [
    [recordOf([]), 'nothing was judged'],
    [recordOf([checked('OUT-02')], { troubles: ['the lab broke'] }), 'the run had errors'],
  ] as const) {
    const $ = await read(junitOf(record));
    assert.equal($('error').attr('message'), says);
  }
  assert.equal((await read(junitOf(recordOf([checked('OUT-02')]))))('error').length, 0);
});

test('a waiver that fires no more is told beside the checks, also where one failed', async () => {
  const waiver: WaiverRecord = {
    check: 'OUT-02',
    target: 'shop',
    because: 'a risk',
    owner: 'alice',
    until: 'a day',
    ticket: null,
    at: 'here:1',
    state: 'fires-no-more',
    instead: 'pass',
  };
  for (const others of [[], [checked('OUT-01', { verdict: 'fail' })]]) {
    const $ = await read(junitOf(recordOf([checked('OUT-02', { waiver }), ...others])));
    assert.match($('error').text(), /the waiver of OUT-02 .* fires no more: remove it/);
    assert.equal($('failure').length, others.length);
  }
});

test('what a hostile target writes is text in it', async () => {
  const record = recordOf(
    [
      checked('OUT-01', { verdict: 'fail', reason: HOSTILE }),
      checked('OUT-06', { verdict: 'not-tested', reason: HOSTILE }),
    ],
    { target: { name: HOSTILE, origin: HOSTILE, diagnosis: HOSTILE } },
  );
  for (const one of [record, plainly(record)]) {
    const $ = await read(junitOf(one));
    assert.equal($('script, img').length, 0);
    assert.match($('failure').text(), /<script>alert\(1\)<\/script>/, 'it is told as it was');
  }
});
