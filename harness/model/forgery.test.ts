import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Deed } from './deed.ts';
import { waysToForge, type Forgery } from './forgery.ts';

const deed: Deed = {
  kind: 'change',
  method: 'POST',
  path: '/notes',
  given: [['note', 'zq']],
  hidden: [['list', '7']],
  headers: {},
  marker: 'zq',
};
const forgedAs = (one: Deed) =>
  Object.fromEntries(waysToForge(one).map(({ how, forge }) => [how, forge(one)] as const)) as Record<string, Forgery>;
/** As browsers send a form in plain text. */
const plainText = (forgery: Forgery | undefined) =>
  forgery?.via === 'form' ? forgery.fields.map(([name, value]) => `${name}=${value}\r\n`).join('') : '';

test('a form is forged as a form, and as a link with all of it in the address', () => {
  const forged = forgedAs(deed);
  const fields = [...deed.hidden, ...deed.given];
  assert.deepEqual(Object.keys(forged), ['a form', 'a form sent as multipart', 'a link']);
  for (const one of Object.values(forged)) assert.deepEqual('fields' in one && one.fields, fields);
});

test('what forms have no method for is asked for as frameworks take it, and by a script', () => {
  const forged = forgedAs({ ...deed, method: 'DELETE' });
  const form = forged['a form'];
  assert.deepEqual(form?.via === 'form' && form.fields[0], ['_method', 'DELETE']);
  assert.equal(forged['a script']?.via === 'script' && forged['a script'].method, 'DELETE');
});

test('a form in plain text arrives as the JSON that it stands for', () => {
  for (const json of [{ note: 'zq = "it"' }, { deep: { list: [1, 'zq'] } }, ['zq'], 'zq']) {
    const read: unknown = JSON.parse(plainText(forgedAs({ ...deed, json })['a form in plain text that is JSON']));
    assert.deepEqual(read, JSON.parse(JSON.stringify(json).replace('zq', 'zq=')));
  }
  for (const json of [{}, { a: 1 }, ['b']]) {
    const without = { ...deed, json, marker: null };
    const read: unknown = JSON.parse(plainText(forgedAs(without)['a form in plain text that is JSON']));
    assert.deepEqual(read, Array.isArray(json) ? ['=', json] : { pad: '=', ...json });
  }
});

test('a tree is sent in fields as frameworks read them', () => {
  const form = forgedAs({ ...deed, hidden: [], given: [], json: { note: { text: 'zq', tags: ['a', 'b'] } } })['a form'];
  assert.deepEqual(form?.via === 'form' && form.fields, [
    ['note[text]', 'zq'],
    ['note[tags][]', 'a'],
    ['note[tags][]', 'b'],
  ]);
});
