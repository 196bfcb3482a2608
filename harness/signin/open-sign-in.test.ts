import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visitorsSteps } from './open-sign-in.ts';

test('a visitor goes as far as the account is not named', () => {
  const token = { send: { method: 'GET', path: '/api/csrf' } };
  const enter = { send: { method: 'POST', path: '/api/session', json: { user: '{username}', pass: '{password}' } } };
  assert.deepEqual(visitorsSteps({ kind: 'steps', steps: [{ open: '/in' }, token, enter] }).steps, [
    { open: '/in' },
    token,
  ]);
  const first = { fill: { email: '{username}' } };
  assert.deepEqual(visitorsSteps({ kind: 'steps', steps: [{ open: '/in' }, first, enter] }).steps, [{ open: '/in' }]);
});
