import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgedTogether } from './judged-together.ts';

// An app that signs out by GET, and one that refuses it where the browser says that another site asked.
const cases = {
  'an app that signs out by GET': {
    manner: {},
    two: true,
    expected: 'fail',
    words: /GET on the address of sign-out/,
  },
  'an app that refuses other sites': {
    manner: { refusesOtherSites: true },
    two: true,
    expected: 'pass',
    words: /opens the address of sign-out unasked by another site is signed out/,
  },
} as const;
const judged = judgedTogether(cases, 'OUT-04', { DISPOSABLE: '1', BROWSER: '' });
for (const [name, { expected, words }] of Object.entries(cases)) {
  test(`an image on another site's page: ${name}`, async () => {
    const { target, output } = await judged(name);
    const [check] = target.checks;
    assert.equal(check?.verdict, expected, output);
    assert.match(JSON.stringify(check), words);
  });
}
