import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reveal, Secret } from '../model/secret.ts';
import { series } from './controls.ts';
import { figures } from './figures.ts';
import { assembled, overlap, sameForm, selfContained } from './kinds.ts';
import { seeded } from './test-kit.ts';

const bytes = seeded('kinds');
const hex = (count: number) => bytes(count).toString('hex');
const parted = (count: number, make: (ms: number) => readonly string[]) =>
  series(count, () => '').map(({ sentAt, receivedAt, forWhom }) => ({
    sentAt,
    receivedAt,
    forWhom,
    values: make(sentAt + 1).map((one) => new Secret(one)),
  }));
const issued = (count: number, make: (ms: number) => string) => assembled(parted(count, (ms) => [make(ms)]));

test('a value in two halves has room for both', () => {
  const seen = figures(assembled(parted(100, () => [hex(8), hex(8)])));
  assert.equal(seen.capacityBits, 128);
  assert.equal(seen.sequence, null);
});
test('a time that travels beside the identifier is no part of what must be guessed', () => {
  const seen = figures(assembled(parted(100, (ms) => [hex(16), String(ms + 43_200_000)])));
  assert.equal(seen.capacityBits, 128);
  assert.equal(seen.sequence, null);
});
test('two parts that are both no more than a time stay', () => {
  assert.ok(figures(assembled(parted(100, (ms) => [String(ms), String(ms + 7)]))).capacityBits < 100);
});
test('values of one form are known as such, others are not', () => {
  assert.equal(
    sameForm(
      issued(5, () => hex(16)),
      issued(4, () => hex(16)),
    ),
    true,
  );
  assert.equal(
    sameForm(
      issued(5, () => hex(16)),
      issued(4, () => bytes(16).toString('base64url')),
    ),
    false,
  );
  assert.equal(
    sameForm(
      issued(5, () => hex(16)),
      issued(4, () => hex(24)),
    ),
    false,
  );
  assert.equal(
    sameForm(
      [],
      issued(4, () => hex(24)),
    ),
    false,
  );
});
test('one value is enough to tell, whatever characters it has', () => {
  const one = () => issued(1, () => bytes(24).toString('base64url'));
  for (let count = 0; count < 200; count += 1) assert.equal(sameForm(one(), one()), true);
});
test('payloads are told from references', () => {
  const json = () => Buffer.from(JSON.stringify({ user: 'alice', nonce: hex(4) })).toString('base64url');
  assert.equal(selfContained(issued(5, json)), true);
  assert.equal(selfContained(issued(5, () => `${json()}.${json()}.${bytes(32).toString('base64url')}`)), true);
  assert.equal(selfContained(issued(5, () => hex(16))), false);
  assert.equal(selfContained([]), false);
});
test('what comes again is counted once', () => {
  const first = issued(20, () => hex(16));
  const again = [...first.slice(0, 3), ...first.slice(0, 1), ...issued(5, () => hex(16))];
  assert.equal(overlap(first, again), 3);
  assert.ok(first.every(({ value }) => reveal(value).length === 32));
});
