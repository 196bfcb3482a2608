import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requirement } from '../model/statement.ts';
import { decide } from '../model/verdict.ts';
import { judgeOverTime, type Played } from './over-time.ts';

const brokenOff: Played<string> = { mode: 'wall', seen: null, unwell: 'no answer within 30 s', clock: null };
const seen: Played<string> = { ...brokenOff, seen: 'alive', unwell: null };
const judge = () => [requirement('it ends', 'yes')];

// A machine with too much to do must not look like a check of ours that broke.
test('a play that broke off is inconclusive, and says why', () => {
  for (const played of [
    { first: brokenOff, confirmed: null },
    { first: seen, confirmed: brokenOff },
  ]) {
    const { verdict, reason } = decide(judgeOverTime(played, judge));
    assert.equal(verdict, 'inconclusive');
    assert.match(reason, /stays well while its time goes forward \(seen: no answer within 30 s\)/);
  }
});
