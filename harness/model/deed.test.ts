import assert from 'node:assert/strict';
import { test } from 'node:test';
import { again, withMarker, type Deed } from './deed.ts';
import { altered, emptied, knownToAll, madeUp, namesHeldBy, theirsFor, tokensOf, withTokens } from './deed-tokens.ts';

const OF_ALICE = 'alice-6f1b0c9d2e';
const OF_BOB = 'bobby-77ab31ff0c';
const hers: Deed = {
  kind: 'change',
  method: 'POST',
  path: '/notes',
  given: [['note', 'zqaaaa']],
  hidden: [
    ['list', '7'],
    ['user', '41'],
    ['form', 'the-form-of-a-new-note'],
    ['_csrf', OF_ALICE],
  ],
  headers: { 'x-asked-by': 'page', 'x-csrf-token': OF_ALICE },
  marker: 'zqaaaa',
};
const his: Deed = {
  ...hers,
  hidden: [
    ['user', '42'],
    ['form', 'the-form-of-a-new-note'],
    ['_csrf', OF_BOB],
  ],
  headers: { 'x-asked-by': 'page', 'x-csrf-token': OF_BOB },
};
const plain = knownToAll(hers, [his]);
const names = ['_csrf', 'x-csrf-token'];

test('a stranger knows what stands on the page for everybody, and guesses what is short', () => {
  assert.deepEqual(plain.hidden, hers.hidden.slice(0, 3));
  assert.deepEqual(plain.headers, { 'x-asked-by': 'page' });
  assert.deepEqual(
    tokensOf(hers, plain).map((group) => group.map(([name]) => name)),
    [names],
  );
});

test('a page that holds less for somebody else hides nothing that is short', () => {
  const bare: Deed = { ...his, hidden: [], headers: {} };
  assert.equal(namesHeldBy(hers, his), 5);
  assert.equal(namesHeldBy(hers, bare), 0);
  assert.deepEqual(
    knownToAll(hers, [bare]).hidden.map(([name]) => name),
    ['list', 'user'],
  );
  const second: Deed = { ...hers, hidden: hers.hidden.map(([name, text]) => [name, name === '_csrf' ? OF_BOB : text]) };
  assert.deepEqual(
    knownToAll(hers, [bare, second]).hidden.map(([name]) => name),
    ['list', 'user', 'form'],
  );
});

test('tokens are left out or replaced, and nothing else', () => {
  const without = withTokens(hers, names, () => null);
  assert.deepEqual([without.hidden, without.headers], [plain.hidden, plain.headers]);
  const swapped = withTokens(hers, names, (pair) => theirsFor(pair, hers, his));
  assert.deepEqual([swapped.hidden.at(-1), swapped.headers['x-csrf-token']], [['_csrf', OF_BOB], OF_BOB]);
});

test('a token may be the name of a field', () => {
  const named = (token: string): Deed => ({ ...hers, hidden: [[token, '1']], headers: {} });
  const [one, other] = [named('494dbb7f00aa11bb22cc'), named('00aa11bb22cc494dbb7f')];
  const known = knownToAll(one, [other]);
  assert.deepEqual(known.hidden, []);
  const [[pair] = []] = tokensOf(one, known);
  assert.ok(pair);
  assert.deepEqual(theirsFor(pair, one, other), ['00aa11bb22cc494dbb7f', '1']);
  assert.notEqual(madeUp(pair)?.[0], pair[0]);
  assert.deepEqual([madeUp(pair)?.[1], altered(pair)?.[1], emptied(pair)], ['1', '1', null]);
});

test('an address or JSON that is each person’s own is a stranger’s own', () => {
  const at = (token: string, marker: string | null): Deed => ({
    ...hers,
    path: `/out?t=${token}`,
    hidden: [],
    headers: {},
    json: { token, note: marker },
    marker,
  });
  const known = knownToAll(at('hers', 'zqa'), [at('his', 'zqb')]);
  assert.deepEqual([known.path, known.json], ['/out?t=his', { token: 'his', note: 'zqa' }]);
  assert.equal(knownToAll(at('hers', null), [at('his', null)]).path, '/out?t=his');
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
    const made = madeUp(['t', value])?.[1] ?? '';
    assert.ok(made.length >= Math.max(16, value.length));
    assert.notEqual(made, madeUp(['t', value])?.[1]);
    assert.notEqual(altered(['t', value])?.[1], value);
  }
  assert.deepEqual(emptied(['t', 'abc']), ['t', '']);
});
