import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingsInLines, isToldElsewhere } from './say-closings.ts';

test('only with another reporter alone it is told here', () => {
  assert.equal(isToldElsewhere([['/srv/suite/harness/report/reporter.ts', undefined]]), true);
  assert.equal(isToldElsewhere([['blob'], ['list', {}]]), false);
});

test('what was left signed in is a line each, whatever a target wrote', () => {
  const left = { who: 'alice', by: 'OUT-01', why: 'after sign-out\n::error::##[group]' };
  assert.equal(
    closingsInLines({ shop: { signedOut: 2, leftOpen: [left, left], requests: 9 } }),
    'sessionspec · shop: 2 sessions that were still open signed out at the end\n' +
      'sessionspec · shop: left open: 2 times a session of "alice" from OUT-01: after sign-out ::error::# #[group]\n',
  );
  assert.equal(closingsInLines({}), '');
});
