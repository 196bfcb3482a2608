import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unverified } from '../suites/requirements/unverified.ts';
import { ANSWERED_FOR, coverage } from './docs-requirements.ts';

const cited = coverage();
const reasons = new Map(unverified.map(({ id, reason }) => [id, reason]));

for (const id of ANSWERED_FOR) {
  test(`${id} is verified by a check, or listed with a reason`, () => {
    assert.notEqual(cited.has(id), reasons.has(id));
  });
}
