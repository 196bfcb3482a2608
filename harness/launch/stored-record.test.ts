import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storedRecord, type RawRecord } from './stored-record.ts';

const HOUR = 3_600_000;
const epochMs = Date.UTC(2030, 4, 17, 12);
/** A store in a zone two hours ahead. */
const now = { epochMs, localMs: epochMs + 2 * HOUR };
const at = (ms: number): string => new Date(epochMs + ms).toISOString();
const record = (content: RawRecord['content'], endsInMs?: number | null) =>
  storedRecord({ place: 'p', key: 'k', content, ...(endsInMs === undefined ? {} : { endsInMs }) }, now);

test('an end is a column that is a time, lies ahead and within reason', () => {
  const ends = (value: unknown): number | null => record({ value }).endsInMs;
  assert.equal(ends(at(HOUR)), HOUR);
  assert.equal(ends(at(HOUR).replace('T', ' ').replace('.000Z', '+00')), HOUR);
  assert.equal(ends(at(3 * HOUR).replace('Z', '')), HOUR, 'without a zone it is as the store writes times');
  assert.equal(ends((epochMs + HOUR) / 1_000), HOUR);
  assert.equal(ends(epochMs + HOUR), HOUR);
  assert.equal(ends(String(epochMs + HOUR)), HOUR);
  assert.equal(ends(at(-HOUR)), null, 'a time that is past ends nothing');
  assert.equal(ends('9999-12-31 00:00:00'), null);
  assert.equal(ends(`until ${at(HOUR)}`), null, 'the store does not read texts');
  assert.equal(ends({ expires: at(HOUR) }), null);
  assert.equal(ends(42), null);
  assert.equal(record({ idle: at(HOUR), end: at(2 * HOUR) }).endsInMs, 2 * HOUR, 'it may slide as far as the last');
});

test('a column that ended the record is known again when its time is past', () => {
  const [live, over] = [record({ made: at(-HOUR), end: at(HOUR) }), record({ made: at(-HOUR), end: at(0) })];
  assert.deepEqual([live.ends.length, live.past.length, over.ends.length, over.past.length], [1, 1, 0, 2]);
  assert.ok(over.past.includes(live.ends[0] ?? ''));
});

test('what the store says of an end goes before all columns', () => {
  assert.equal(record('text', 5_000).endsInMs, 5_000);
  assert.equal(record({ end: at(HOUR) }, null).endsInMs, null);
});

test('a column that ends the record is no content', () => {
  const [one, later] = [record({ data: 'a', end: at(HOUR) }), record({ data: 'a', end: at(2 * HOUR) })];
  assert.equal(one.content, later.content);
  assert.notEqual(one.content, record({ data: 'b', end: at(HOUR) }).content);
});

test('times in a text can be left out of the comparison, those ahead and all', () => {
  const [one, later] = [`{"expires":"${at(HOUR)}"}`, `{"expires":"${at(2 * HOUR)}"}`].map((text) => record(text, 1));
  assert.notEqual(one?.content, later?.content);
  assert.equal(one?.lessEnds, later?.lessEnds);
  const [used, again] = [-60_000, -1_000].map((ago) => record(`seen=${String(epochMs + ago)};`, 1));
  assert.notEqual(used?.lessEnds, again?.lessEnds);
  assert.equal(used?.lessTimes, again?.lessTimes);
  const [few, more] = [record('{"count":1}', 1), record('{"count":2}', 1)];
  assert.notEqual(few?.lessTimes, more?.lessTimes);
});

test('nothing of a record can be read', () => {
  const text = JSON.stringify(record({ sid: 'p6ySx-identifier', user: 'alice' }));
  assert.doesNotMatch(text, /p6ySx|alice/);
});
