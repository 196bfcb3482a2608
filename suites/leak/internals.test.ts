import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insidesOf, misjudgedSamples } from './internals.ts';

test('samples of all kinds are told from ordinary pages', () => {
  assert.deepEqual(misjudgedSamples(), []);
});

for (const [name, text, versions] of [
  ['x-powered-by', 'Express', true],
  ['server', 'nginx', false],
  ['server', 'Apache/2.4.62 (Debian)', true],
] as const) {
  test(`"${name}: ${text}" ${versions ? 'tells' : 'does not tell'} what it is built of`, () => {
    const seen = insidesOf({ body: '', responseHeaders: [[name, text]] });
    assert.deepEqual(seen, versions ? ['version'] : []);
  });
}
