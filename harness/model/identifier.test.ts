import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Identifier, type Part } from './identifier.ts';
import { Secret } from './secret.ts';

const cookie = (name: string, value: string): Part => ({ carrier: 'cookie', name, value: new Secret(value) });
const identifier = (parts: readonly Part[], sets: readonly (readonly string[])[]) =>
  new Identifier(
    parts,
    sets.map((names) => names.map((name) => ({ carrier: 'cookie', name }))),
    () => new Secret('forged'),
    [],
  );

test('two identifiers are the same when one set that is enough by itself is', () => {
  const before = identifier([cookie('sid', 'a'), cookie('remember', 'r')], [['sid'], ['remember']]);
  const after = identifier([cookie('sid', 'b'), cookie('remember', 'r')], [['sid'], ['remember']]);
  assert.equal(before.sameAs(after), true);
});

test('a set is the same only when all its parts are', () => {
  const sets = [['sid', 'sid.sig']];
  const before = identifier([cookie('sid', 'a'), cookie('sid.sig', 's')], sets);
  assert.equal(before.sameAs(identifier([cookie('sid', 'a'), cookie('sid.sig', 't')], sets)), false);
  assert.equal(before.sameAs(identifier([cookie('sid', 'a')], sets)), false);
});

test('nothing is not the same as nothing', () => {
  assert.equal(identifier([], [['sid']]).sameAs(identifier([], [['sid']])), false);
  assert.equal(identifier([], []).sameAs(identifier([], [])), false);
});

test('it prints as the names of its parts', () => {
  assert.equal(String(identifier([cookie('sid', 'secret-value')], [['sid']])), 'cookie sid');
});
