import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequestSpec } from '../model/target.ts';
import { requestsToLeave } from './sign-out-all.ts';

test('what is kept back for a session is what it takes to sign it out', () => {
  const post: RequestSpec = { kind: 'request', method: 'POST', path: '/leave' };
  assert.equal(requestsToLeave(post), 2, 'the page with its token, and the request');
  assert.equal(requestsToLeave({ ...post, page: null }), 1);
  assert.equal(requestsToLeave({ ...post, json: {} }), 1);
  assert.equal(requestsToLeave({ ...post, method: 'GET' }), 1);
  assert.equal(requestsToLeave({ kind: 'steps', steps: [{ open: '/a' }, { open: '/b' }, { open: '/c' }] }), 3);
  assert.equal(requestsToLeave({ kind: 'forget', parts: [] }), 0);
  assert.equal(requestsToLeave(null), 2, 'not known yet');
});
