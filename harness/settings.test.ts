import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { runSettings, runShape } from './settings.ts';

afterEach(() => {
  for (const name of ['MAX_WAIT', 'RATE', 'TARGET_ORIGINS', 'TARGET_CA']) delete process.env[name];
});

test('a wait that no timer can hold is refused', () => {
  process.env['MAX_WAIT'] = '24d';
  assert.equal(runSettings().maxWaitMs, 24 * 86_400_000);
  assert.ok(runShape().timeout < 2 ** 31, 'and the test around it has a timer too');
  process.env['MAX_WAIT'] = '25d';
  assert.throws(() => runSettings(), /MAX_WAIT is "25d": it takes 24d at the most/);
  assert.equal(runShape().timeout, 300_000, 'the shape of the run never throws');
});

test('a rate is a number of requests a second', () => {
  assert.equal(runSettings().rate, null);
  process.env['RATE'] = '0.5';
  assert.equal(runSettings().rate, 0.5);
  for (const wrong of ['fast', '0', '-1', '5000', 'NaN']) {
    process.env['RATE'] = wrong;
    assert.throws(() => runSettings(), { code: 'DEFINITION', message: new RegExp(`RATE is "${wrong}": it takes`) });
  }
});

test('further origins are origins', () => {
  process.env['TARGET_ORIGINS'] = 'https://sso.example.org/path, http://api.example.org:8080';
  assert.deepEqual(runSettings().origins, ['https://sso.example.org', 'http://api.example.org:8080']);
  for (const [wrong, shown] of [
    ['sso.example.org', 'sso.example.org'],
    ['https://ann:secret@sso.example.org', '…@sso.example.org'],
  ] as const) {
    process.env['TARGET_ORIGINS'] = wrong;
    assert.throws(
      () => runSettings(),
      (error: Error) =>
        error.message.includes(shown) && /is no origin/.test(error.message) && !/secret/.test(error.message),
    );
  }
});

test('a certificate authority is a certificate', () => {
  process.env['TARGET_CA'] = 'no-such-file.pem';
  assert.throws(() => runSettings(), /TARGET_CA names "no-such-file\.pem", which cannot be read/);
  process.env['TARGET_CA'] = 'package.json';
  assert.throws(() => runSettings(), /TARGET_CA names "package\.json", which holds no certificate/);
});
