import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dividing, goodEnoughMs, search, type Bracket, type Pass, type SearchPlan } from './search.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const plan = (changed: Partial<SearchPlan>): SearchPlan => ({
  aroundMs: null,
  marginMs: 10_000,
  firstMs: MINUTE,
  capMs: 31 * DAY,
  onlyAround: false,
  agesAPass: 1,
  ...changed,
});

/** Something that ends at `endMs`; `asked` lists the ages of every pass as far as they were reached. */
const ending = (endMs: number) => {
  const asked: number[] = [];
  const pass: Pass = (ages) => {
    let atLeastMs = 0;
    for (const age of ages) {
      asked.push(age);
      if (age >= endMs) return Promise.resolve({ atLeastMs, atMostMs: age });
      atLeastMs = age;
    }
    return Promise.resolve({ atLeastMs, atMostMs: null });
  };
  return { pass, asked };
};

const holds = (found: Bracket | null, endMs: number): void => {
  assert.ok(found !== null && found.atMostMs !== null);
  assert.ok(found.atLeastMs < endMs && endMs <= found.atMostMs, `${endMs} is not in ${JSON.stringify(found)}`);
  assert.ok(found.atMostMs - found.atLeastMs <= 2 * goodEnoughMs(found.atMostMs, 10_000));
};

test('an end that is where it was promised takes two questions', async () => {
  const { pass, asked } = ending(30 * MINUTE);
  holds(await search(pass, plan({ aroundMs: 30 * MINUTE })), 30 * MINUTE);
  assert.deepEqual(asked, [30 * MINUTE - 9_000, 30 * MINUTE + 9_000]);
});

for (const end of [30_000, 5 * MINUTE, 47 * MINUTE, HOUR, 12 * HOUR, 24 * HOUR, 9 * DAY, 30 * DAY]) {
  for (const [how, changed] of [
    ['nothing is known', {}],
    ['another one is promised', { aroundMs: 40 * MINUTE }],
    ['a pass asks many times', { agesAPass: 20 }],
  ] as const) {
    test(`an end after ${end / MINUTE} min is found when ${how}`, async () => {
      const { pass, asked } = ending(end);
      holds(await search(pass, plan(changed)), end);
      assert.ok(asked.length < 45, `${asked.length} questions`);
    });
  }
}

test('one session a question finds an unknown end with few sign-ins', async () => {
  const { pass, asked } = ending(47 * MINUTE);
  await search(pass, plan({}));
  assert.ok(asked.length <= 11, `${asked.length} questions`);
});

test('an end that is not there within the cap is told as such', async () => {
  const { pass, asked } = ending(Infinity);
  assert.deepEqual(await search(pass, plan({ aroundMs: HOUR })), { atLeastMs: 31 * DAY, atMostMs: null });
  assert.equal(asked.at(-1), 31 * DAY);
});

test('with onlyAround nobody asks further than around the promise', async () => {
  const { pass, asked } = ending(Infinity);
  const found = await search(pass, plan({ aroundMs: HOUR, onlyAround: true }));
  assert.deepEqual(found, { atLeastMs: HOUR + 9_000, atMostMs: null });
  assert.equal(asked.length, 2);
});

test('an unclear answer ends the search without a figure', async () => {
  assert.equal(await search(() => Promise.resolve(null), plan({})), null);
});

test('a bracket that is narrow enough, or has no end, is not divided', () => {
  assert.deepEqual(dividing({ atLeastMs: HOUR - 10_000, atMostMs: HOUR + 10_000 }, 10_000, 5), []);
  assert.deepEqual(dividing({ atLeastMs: HOUR, atMostMs: null }, 10_000, 5), []);
  assert.equal(dividing({ atLeastMs: HOUR, atMostMs: 2 * HOUR }, 10_000, 5).length, 5);
});
