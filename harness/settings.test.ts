import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { runSettings, runShape } from './settings.ts';

afterEach(() => {
  delete process.env['MAX_WAIT'];
});

test('a wait that no timer can hold is refused', () => {
  process.env['MAX_WAIT'] = '24d';
  assert.equal(runSettings().maxWaitMs, 24 * 86_400_000);
  assert.ok(runShape().timeout < 2 ** 31, 'and the test around it has a timer too');
  process.env['MAX_WAIT'] = '25d';
  assert.throws(() => runSettings(), /MAX_WAIT is "25d": it takes 24d at the most/);
  assert.equal(runShape().timeout, 300_000, 'the shape of the run never throws');
});
