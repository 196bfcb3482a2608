import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredRecord, StoredSeen } from '../../harness/index.ts';
import { isSeen, writeForCertain } from './certain-write.ts';
import { someRecord } from './some-record.ts';

const [mine, next, elsewhere] = [someRecord('mine'), someRecord('next'), someRecord('log', { place: 'log' })];
const changed = someRecord('mine', { content: 'other' });

/** A store that holds one thing after the other, and what was done before each look. */
const acting = async (fill: boolean | null, path: string | null, looks: readonly (readonly StoredRecord[])[]) => {
  const done: string[] = [];
  const rest = [...looks];
  const alice = {
    fill: () => Promise.resolve(fill),
    signOut: () => Promise.resolve(done.push('out')),
    signIn: () => Promise.resolve(done.push('in')),
  };
  const stored = (): Promise<readonly StoredSeen[]> =>
    Promise.resolve([{ service: 'db', records: rest.shift() ?? [], writes: null }]);
  const signOutRequest = () => Promise.resolve(path === null ? null : { method: 'POST', path });
  const world = { alice, stored, signOutRequest } as unknown as Parameters<typeof writeForCertain>[0];
  const { what, seen } = await writeForCertain(world, [mine], [mine]);
  return { what, done, holds: isSeen({ what, seen }).holds };
};

test('what is declared to change the session has to be seen, whatever else would be', async () => {
  const what = 'a request that changes the session';
  assert.deepEqual(await acting(true, '/out', [[changed]]), { what, done: [], holds: 'yes' });
  assert.deepEqual(await acting(true, '/out', [[mine, next]]), { what, done: [], holds: 'no' });
});

test('where nothing is declared, or it was not taken, a sign-out writes', async () => {
  const signedOut = { what: 'her sign-out', done: ['out'], holds: 'yes' };
  assert.deepEqual(await acting(null, '/out', [[]]), signedOut);
  assert.deepEqual(await acting(false, '/out', [[changed]]), signedOut);
});

test('where a sign-out leaves all as it was, or none is known, another sign-in does', async () => {
  const what = 'another sign-in';
  assert.deepEqual(await acting(null, '/out', [[mine], [mine, next]]), { what, done: ['out', 'in'], holds: 'yes' });
  assert.deepEqual(await acting(null, null, [[next]]), { what, done: ['in'], holds: 'yes' });
});

test('an instrument that sees none of them shows nothing', async () => {
  const what = 'another sign-in';
  assert.deepEqual(await acting(null, '/out', [[mine], [mine, elsewhere]]), { what, done: ['out', 'in'], holds: 'no' });
  assert.deepEqual(await acting(null, null, [[mine]]), { what, done: ['in'], holds: 'no' });
});
