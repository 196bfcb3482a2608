import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredRecord } from '../../harness/index.ts';
import { added, changed, isFound, lastEnd, mustBeKept, remaining, sessionsAmong, told, touchedBy } from './records.ts';
import { someRecord as record } from './some-record.ts';

const [session, log, count] = [
  record('session'),
  record('log', { place: 'log', endsInMs: null }),
  record('count', { place: 'attempts', endsInMs: 1_000 }),
];

test('sessions stand where records go as somebody signs out', () => {
  const held = [session, log, count];
  const signedIn = [record('next'), record('next log', { place: 'log', endsInMs: null })];
  const keys = (after: readonly StoredRecord[]) => sessionsAmong(signedIn, { held, after }).map(({ key }) => key);
  assert.deepEqual(keys([log, count]), ['next']);
  assert.deepEqual(keys([record('session', { lessTimes: 'ended' }), log, count]), ['next'], 'or are overwritten');
  assert.deepEqual(keys([session, count]), ['next log']);
});

test('when a record was used is no end of it', () => {
  const used = record('session', { content: 'used later' });
  assert.deepEqual(touchedBy({ held: [session, count], after: [used] }), [count]);
});

test('where sign-out leaves all as it was, records with an end are sessions, and a log is none', () => {
  const signedIn = [record('next'), record('next log', { place: 'log', endsInMs: null })];
  assert.deepEqual(sessionsAmong(signedIn, { held: [session, log], after: [session, log] }), [signedIn[0]]);
  assert.deepEqual(sessionsAmong([log], null), []);
});

test('records are compared by their keys, and what they hold by its hash', () => {
  const [before, after] = [
    [session, log],
    [record('session', { content: 'other', lessTimes: 'other' }), count],
  ];
  assert.deepEqual(added(before, after), [count]);
  assert.deepEqual(touchedBy({ held: before, after }), [session, log]);
  assert.deepEqual(remaining(before, after), [after[0]]);
});

test('what is told is numbers', () => {
  assert.equal(lastEnd([session, count]), 60_000);
  assert.equal(lastEnd([session, log]), null);
  assert.equal(told([]), 'no record');
  assert.equal(told([log]), '1 record without an end');
  assert.equal(told([session, log, count]), '3 records, the last to end in 1 min, 1 without an end');
});

test('that no session is kept is said only where a sign-in leaves the store as it was', () => {
  const seen = [{ service: 'db', records: [log], writes: null }];
  assert.throws(() => mustBeKept(seen, { grown: 0, changed: 0, sessions: 0 }), /sessions are not kept there/);
  assert.throws(
    () => mustBeKept([{ service: 'db', records: null, writes: null }], { grown: 0, changed: 0, sessions: 0 }),
    /not in db/,
  );
  for (const some of [
    { grown: 1, changed: 0, sessions: 0 },
    { grown: 0, changed: 1, sessions: 0 },
    { grown: 1, changed: 0, sessions: 1 },
  ])
    mustBeKept(seen, some);
  assert.equal(isFound([]).holds, 'unknown');
  assert.equal(isFound([session]).holds, 'yes');
});

test('a record is changed where more than a time in it is other than before', () => {
  const used = record('session', { content: 'used later' });
  assert.deepEqual(changed([session, log], [used]), []);
  assert.deepEqual(changed([session, log], [record('session', { lessTimes: 'other' })]), [session]);
});
