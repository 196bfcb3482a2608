import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { harmless } from '../model/harmless.ts';
import { plainly } from '../model/plain.ts';
import { checkDetails, checkLine, statusLine } from './console-live.ts';
import { consoleSummary } from './console.ts';
import { checked, HOSTILE, recordOf, sentence } from './format-test-kit.ts';

const shown = (record: ReturnType<typeof recordOf>, troubles: readonly string[] = []) =>
  consoleSummary(record, { folder: 'results', troubles });

test('a finding has what was seen, what to do, and where to read on', () => {
  const text = shown(recordOf([checked('OUT-01', { verdict: 'fail', reason: 'the copy speaks for alice' })]));
  assert.match(
    stripVTControlCharacters(text),
    /✗ fail OUT-01 sign-out ends .* \(critical\)\n {4}the copy .*\n {4}remedy: Destroy .*\n {4}suites.* · docs\/checks\/OUT-01\.md\n/,
  );
});

test('a check that ends is one line: how far the run is, its verdict, its chapter', () => {
  const line = (target: string | null) =>
    stripVTControlCharacters(checkLine(checked('OUT-01'), { done: 7, total: 48, target }));
  assert.equal(line(null), ' 7/48 ✓ pass           sign-out   OUT-01   sign-out ends the session on the server');
  assert.match(line('shop'), / · shop$/);
});

test('verbose tells every sentence with its truth, and the exchanges by number', () => {
  const details = checkDetails(
    checked('OUT-01', {
      statements: [sentence('the copy is dead', 'no', { seen: '200', exchanges: [3] })],
      exchanges: [
        {
          n: 3,
          by: 'alice',
          method: 'GET',
          path: '/me',
          status: 200,
          failure: null,
          ms: 4,
          requestHeaders: {},
          responseHeaders: [],
        },
      ],
    }),
  );
  assert.equal(
    stripVTControlCharacters(details),
    '    ✗ requirement: the copy is dead (seen: 200) [3]\n    [3] GET /me → 200 (4 ms)',
  );
});

test('what is under way fits into one line of the terminal', () => {
  const underWay = ['EXP-01', 'EXP-03', 'OUT-01'].map((code) => ({
    code,
    chapter: code.startsWith('E') ? 'expiry' : 'sign-out',
  }));
  assert.equal(
    statusLine(underWay, { done: 3, total: 48, columns: 80 }),
    '3/48 · expiry EXP-01, EXP-03 · sign-out OUT-01',
  );
  assert.equal(statusLine(underWay, { done: 3, total: 48, columns: 20 }).length, 19);
});

test('no line of the console gives an order to a CI service or a terminal, whatever a target wrote', () => {
  const hostile = plainly(
    recordOf(
      [
        checked('OUT-01', { verdict: 'fail', reason: HOSTILE }),
        checked('OUT-06', { verdict: 'not-tested', reason: HOSTILE }),
        checked('OUT-03', { verdict: 'inconclusive', reason: HOSTILE, blockedBy: 'preflight' }),
      ],
      { target: { name: HOSTILE, about: HOSTILE, origin: HOSTILE, diagnosis: HOSTILE } },
    ),
  );
  const text = harmless(shown(hostile, [plainly(HOSTILE)]));
  assert.doesNotMatch(stripVTControlCharacters(text), /^\s*::/m);
  assert.doesNotMatch(text, /##\[|##vso\[|##teamcity\[/i);
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(text.replaceAll(/\u001b\[\d+m/g, ''), /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  assert.match(text, /<script>alert\(1\)<\/script>/, 'it is told as it was');
});

test('a coloured line is taken apart too', () => {
  assert.equal(harmless('  \u001b[2m::warning::x'), '  \u001b[2m: :warning::x');
  assert.equal(harmless('a::b ##x'), 'a::b ##x');
});
