import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reveal, Secret } from '../model/secret.ts';
import { forge } from './forge.ts';

const forged = (value: string) => reveal(forge(new Secret(value)));

test('a forged value has the form of the real one and is another', () => {
  const value = 's%3Ap9Zx-Kq_07aBcDeFgH.Vw%2BxyzABC012%3D';
  const form = (text: string) =>
    text
      .replaceAll(/%[0-9A-F]{2}/g, '%')
      .replaceAll(/[a-z]/g, 'a')
      .replaceAll(/[A-Z]/g, 'A')
      .replaceAll(/\d/g, '0');
  const other = forged(value);
  assert.notEqual(other, value);
  assert.equal(form(other), form(value));
  assert.ok(other.startsWith('s%3A'), other);
});

test('a short value becomes a long random one, so that no real session is hit', () => {
  for (const value of ['17', 'abc123', '']) assert.match(forged(value), /^[0-9a-f]{32}$/);
});

test('what is hexadecimal stays so', () => {
  assert.match(forged('5f8d0d55b54764421b7156c3'), /^[0-9a-f]{24}$/);
});

test('two forgeries differ', () => {
  assert.notEqual(forged('abcdefabcdefabcdef'), forged('abcdefabcdefabcdef'));
});
