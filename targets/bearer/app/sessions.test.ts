import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, rules } from './sessions.ts';

const MINUTE = 60_000;

const at = () => {
  let now = 0;
  return { sessions: createSessions(rules, () => now), minutes: (count: number) => void (now = count * MINUTE) };
};

test('a token speaks for its user until it is ended', () => {
  const { sessions } = at();
  const [one, other] = [sessions.start('alice'), sessions.start('alice')];
  assert.notEqual(one, other);
  assert.equal(sessions.userOf(one), 'alice');
  sessions.end(one);
  assert.equal(sessions.userOf(one), undefined);
  assert.equal(sessions.userOf(other), 'alice');
});

test('a session ends 15 minutes after its last use', () => {
  const { sessions, minutes } = at();
  const [used, idle] = [sessions.start('alice'), sessions.start('alice')];
  minutes(14);
  assert.equal(sessions.userOf(used), 'alice');
  minutes(15);
  assert.equal(sessions.userOf(used), 'alice');
  assert.equal(sessions.userOf(idle), undefined);
});

test('a session ends 8 hours after sign-in, however much it is used', () => {
  const { sessions, minutes } = at();
  const token = sessions.start('alice');
  for (let now = 0; now < 8 * 60; now += 10) {
    minutes(now);
    assert.equal(sessions.userOf(token), 'alice');
  }
  minutes(8 * 60);
  assert.equal(sessions.userOf(token), undefined);
});
