import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Identifier } from '../model/identifier.ts';
import { Secret } from '../model/secret.ts';
import { othersAsked } from './others-asked.ts';

const ID = 'q7Zr0fXk2LwB9sTnUy4Hc1Ed';
const held = [new Identifier([{ carrier: 'cookie', name: 'sid', value: new Secret(ID) }], [], (one) => one, [])];
const asked = (host: string, referrer = ''): { url: string; referrer: string } => ({
  url: `https://${host}.test/pixel`,
  referrer,
});

test('however many others are asked, whoever is told is among those that are named', () => {
  const many = Array.from({ length: 60 }, (_, at) => asked(`cdn-${String(at)}`));
  const seen = othersAsked([...many, asked('last'), asked('last', `https://shop.test/?sid=${ID}`)], held);
  const told = seen.filter(({ shows }) => shows.length > 0);
  assert.deepEqual(told, [{ origin: 'https://last.test', shows: ['cookie sid in its Referer (as it is)'] }]);
  assert.equal(seen.length, 51);
});
