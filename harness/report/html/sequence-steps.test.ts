import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentence } from '../format-test-kit.ts';
import { spokeFor, stepsOf } from './sequence-steps.ts';
import { exchange } from './test-kit.ts';

const told = (...exchanges: Parameters<typeof stepsOf>[0]) =>
  stepsOf(exchanges).map((step) => (step.kind === 'passed' ? step.ms : [...step.shows, '→', ...step.gets].join(' ')));

const [first, second] = ['s%3A…#00000001', 's%3A…#00000002'];

test('the same value bears the same letter wherever it travels, and a prolonged one is nothing new', () => {
  const steps = told(
    exchange({ requestHeaders: {}, responseHeaders: [['set-cookie', `__Host-sid=${first}; Path=/`]] }),
    exchange({
      requestHeaders: { cookie: `theme=dark; __Host-sid=${first}` },
      responseHeaders: [['set-cookie', `__Host-sid=${first}; Path=/`]],
    }),
    exchange({
      requestHeaders: { cookie: `__Host-sid=${first}` },
      responseHeaders: [['set-cookie', `__Host-sid=${second}; Path=/; Expires=Thu, 01 Jan 2099 00:00:00 GMT`]],
    }),
    exchange({ requestHeaders: { authorization: `Bearer ${second}` }, responseHeaders: [] }),
  );
  assert.deepEqual(steps, ['→ sets sid A', 'sid A →', 'sid A → sets sid B', 'token B →']);
});

test('a cookie that is taken away is told as such', () => {
  const lines = ['sid=""; Path=/', `sid=${first}; Max-Age=0`, `sid=${first}; Expires=Thu, 01 Jan 1970 00:00:00 GMT`];
  for (const line of lines) {
    const step = told(exchange({ requestHeaders: {}, responseHeaders: [['set-cookie', line]] }));
    assert.deepEqual(step, ['→ takes sid away'], line);
  }
});

test("time that passed shows by the target's own Date", () => {
  const at = (ms: number) => exchange({ requestHeaders: {}, responseHeaders: [['date', new Date(ms).toUTCString()]] });
  assert.deepEqual(told(at(0), at(59_000), at(1_859_000)), ['→', '→', 1_800_000, '→']);
});

test('for whom an answer spoke is told by the sentence that rests on it alone', () => {
  const seen = '"GET /me" answered 200 as to alice';
  assert.equal(spokeFor(3, [sentence('a', 'yes', { exchanges: [3], seen })]), 'alice');
  assert.equal(spokeFor(3, [sentence('a', 'yes', { exchanges: [3, 4], seen })]), null);
  assert.equal(spokeFor(3, [sentence('a', 'yes', { exchanges: [3], seen: 'it answered 303' })]), null);
});
