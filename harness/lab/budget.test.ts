import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Budget, limitsOf, STATED, type BudgetParts } from './budget.ts';

/** Time that passes only while somebody waits for it. */
const budgetIn = (parts: Pick<BudgetParts, 'limits' | 'rate'>) => {
  const clock = { ms: 0 };
  const wait = (ms: number) => {
    clock.ms += ms;
    return Promise.resolve();
  };
  return { clock, budget: new Budget({ ...parts, now: () => clock.ms, wait }) };
};

test('a running target has limits; what was started, or may be stressed, has none', () => {
  const run = { running: true, disposable: false, waits: false };
  assert.deepEqual(limitsOf(run), STATED);
  assert.equal(limitsOf({ ...run, waits: true })?.signIns, 28);
  assert.equal(limitsOf({ ...run, disposable: true }), null);
  assert.equal(limitsOf({ ...run, running: false }), null);
});

test('what is used up is never exceeded, and says so', async () => {
  const { budget } = budgetIn({ limits: { requests: 12, signIns: 2 }, rate: null });
  budget.signIn();
  budget.signIn();
  assert.throws(() => budget.signIn(), { code: 'BUDGET', message: /2 sign-ins .* used up/ });
  for (let count = 0; count < 12; count += 1) await budget.request();
  await assert.rejects(budget.request(), { code: 'BUDGET', message: /12 requests .* used up: .*--grep/ });
  assert.equal(budget.requests, 12);
});

test('requests are kept back to sign out what is open', async () => {
  const { budget } = budgetIn({ limits: { requests: 10, signIns: 5 }, rate: null });
  let open = 0;
  budget.keepBackFor(() => ({ sessions: open, each: 2 }));
  budget.signIn();
  open = 2;
  for (let count = 0; count < 3; count += 1) await budget.request();
  await assert.rejects(budget.request(), { code: 'BUDGET' });
  assert.throws(() => budget.signIn(), { code: 'BUDGET' }, 'nothing would be left to sign it out with');
  for (let count = 0; count < 7; count += 1) await budget.request(true);
  await assert.rejects(budget.request(true), { code: 'BUDGET' });
});

test('a rate spaces all requests, whoever sends them', async () => {
  const { budget, clock } = budgetIn({ limits: null, rate: 4 });
  await Promise.all([1, 2, 3, 4, 5].map(() => budget.request()));
  assert.equal(clock.ms, 1_000, 'the first at once, then one each quarter of a second');
});

test('a pause that the target asks for holds everybody, and the request is repeated', async () => {
  const { budget, clock } = budgetIn({ limits: null, rate: null });
  assert.equal(await budget.limited({ retryAfterMs: 5_000, safe: false, times: 1 }), true);
  await budget.request();
  assert.equal(clock.ms, 5_000);
});

test('without a word of how long, a request that changes something is not repeated, and others wait a little', async () => {
  const { budget, clock } = budgetIn({ limits: null, rate: null });
  assert.equal(await budget.limited({ retryAfterMs: null, safe: false, times: 1 }), false);
  await budget.request();
  assert.equal(clock.ms, 1_000);
  assert.equal(await budget.limited({ retryAfterMs: null, safe: true, times: 1 }), true);
});

test('a target that keeps saying so, or asks for too long, is asked nothing more', async () => {
  for (const answer of [
    { retryAfterMs: 1_000, safe: true, times: 4 },
    { retryAfterMs: 3_600_000, safe: true, times: 1 },
    { retryAfterMs: null, safe: true, times: 4 },
  ]) {
    const { budget } = budgetIn({ limits: null, rate: null });
    assert.equal(await budget.limited(answer), false);
    await assert.rejects(budget.request(), { code: 'LIMITED', message: /answers 429.*RATE=1/ });
  }
});

test('pauses end somewhere, however short each is', async () => {
  const { budget } = budgetIn({ limits: null, rate: null });
  for (let count = 0; count < 5; count += 1) {
    assert.equal(await budget.limited({ retryAfterMs: 60_000, safe: true, times: 1 }), true);
    await budget.request();
  }
  assert.equal(await budget.limited({ retryAfterMs: 60_000, safe: true, times: 1 }), false);
});
