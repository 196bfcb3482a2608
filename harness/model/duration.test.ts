import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWords, milliseconds } from './duration.ts';

for (const [text, ms] of [
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['12h', 43_200_000],
  ['7d', 604_800_000],
  ['1.5h', 5_400_000],
  [250, 250],
] as const) {
  test(`${text} is ${ms} ms`, () => assert.equal(milliseconds(text), ms));
}
for (const wrong of ['', '30', 'soon', '-5m', '0m', 0, Number.NaN]) {
  test(`"${wrong}" is refused with the value quoted`, () => {
    assert.throws(() => milliseconds(wrong), {
      name: 'HarnessError',
      code: 'DEFINITION',
      message: new RegExp(`"${wrong}"`),
    });
  });
}
for (const [ms, words] of [
  [0, '0 s'],
  [1_810_000, '30 min 10 s'],
  [43_200_000, '12 h'],
  [90_061_000, '1 d 1 h 1 min 1 s'],
] as const) {
  test(`${ms} ms reads "${words}"`, () => assert.equal(inWords(ms), words));
}
