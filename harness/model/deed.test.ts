import assert from 'node:assert/strict';
import { test } from 'node:test';
import { again, knownToAll, withMarker, type Deed } from './deed.ts';
import { altered, madeUp, tokenIn, tokensOf, withTokens } from './deed-tokens.ts';

const hers: Deed = {
  kind: 'change',
  method: 'POST',
  path: '/notes',
  given: [['note', 'zqaaaa']],
  hidden: [
    ['list', '7'],
    ['_csrf', 'of-alice'],
  ],
  headers: { 'x-asked-by': 'page', 'x-csrf-token': 'of-alice' },
  marker: 'zqaaaa',
};
const his: Deed = {
  ...hers,
  hidden: [
    ['list', '7'],
    ['_csrf', 'of-bob'],
  ],
  headers: { 'x-asked-by': 'page', 'x-csrf-token': 'of-bob' },
};
const plain = knownToAll(hers, his);

test('a stranger knows what stands on the page for everybody, and no more', () => {
  assert.deepEqual(plain.hidden, [['list', '7']]);
  assert.deepEqual(plain.headers, { 'x-asked-by': 'page' });
  assert.deepEqual(tokensOf(hers, plain), ['_csrf', 'x-csrf-token']);
  assert.equal(tokenIn(his, 'x-csrf-token'), 'of-bob');
});

test('tokens are left out or replaced, and nothing else', () => {
  const without = withTokens(hers, plain, () => null);
  assert.deepEqual([without.hidden, without.headers], [plain.hidden, plain.headers]);
  const swapped = withTokens(hers, plain, (name) => tokenIn(his, name));
  assert.deepEqual([swapped.hidden, swapped.headers], [his.hidden, his.headers]);
});

test('a deed that is done again is seen by another word', () => {
  const next = again(hers);
  assert.match(next.marker ?? '', /^zq[a-z]{14}$/);
  assert.notEqual(next.marker, hers.marker);
  assert.deepEqual(next.given, [['note', next.marker]]);
  const sent = again({ ...hers, given: [], json: { to: ['zqaaaa'] } });
  assert.deepEqual(sent.json, { to: [sent.marker] });
});

test('the word stands wherever a declaration has its place', () => {
  assert.deepEqual(withMarker({ form: { note: 'a {marker} b' }, json: ['{marker}'] }, 'zq'), {
    form: { note: 'a zq b' },
    json: ['zq'],
  });
  assert.equal(withMarker(undefined, 'zq'), undefined);
});

test('what is made up or altered is never what it was', () => {
  for (const value of ['', 'a', 'abc', 'b'.repeat(43)]) {
    assert.ok(madeUp(value).length >= Math.max(16, value.length));
    assert.notEqual(madeUp(value), madeUp(value));
    assert.notEqual(altered(value), value);
  }
});
