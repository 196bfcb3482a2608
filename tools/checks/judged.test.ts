import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeliveredStores, Sighting, StoreReception } from '../../harness/index.ts';
import { someRecord } from '../../suites/store/some-record.ts';
import { readJudges } from './read-judges.ts';

// Controls that no target of ours makes fail: each that does gives inconclusive, and never a pass.

const judgeOf = await readJudges();
const [judgeStore06, judgeStore08] = [judgeOf('STORE-06'), judgeOf('STORE-08')];

const open = 'without a password';
const closed: StoreReception = {
  service: 'redis',
  kind: 'redis',
  published: [],
  answers: true,
  inTheClear: false,
  letIn: null,
  tried: 9,
  letInAtHome: true,
};
const received = (more: Partial<StoreReception>, stack: Partial<DeliveredStores> = {}) => {
  const stores = [{ ...closed, ...more }];
  return judgeStore08({ file: './compose.yaml', stores, unknown: [], wanting: [], includes: false, ...stack });
};

for (const [name, more, verdict] of [
  ['the store is closed', {}, 'pass'],
  ['it lets strangers in', { letIn: open }, 'fail'],
  ['it is published', { published: ['6379:6379'] }, 'fail'],
  ['it talks without TLS', { inTheClear: true }, 'warn'],
  ['the neighbour does not come in at its own store', { letInAtHome: false }, 'inconclusive'],
  ['nor there, and the other is said to let it in', { letInAtHome: false, letIn: open }, 'inconclusive'],
  ['the store gives no answer', { answers: false }, 'inconclusive'],
  ['it gives none, and is published', { answers: false, published: ['6379:6379'] }, 'inconclusive'],
  ['neither answers', { answers: false, letInAtHome: false }, 'inconclusive'],
] as const) {
  test(`STORE-08, ${name}: ${verdict}`, () => assert.equal(received(more).verdict, verdict));
}

test('STORE-08 names the control that failed', () => {
  assert.match(received({ letInAtHome: false }).reason, /control failed.*the neighbour of redis comes in at a store/);
  assert.match(received({ answers: false }).reason, /control failed.*started as \.\/compose\.yaml says, answers/);
});

test('STORE-08: a store that answers does not make up for one that does not', () => {
  const stores = [closed, { ...closed, service: 'db', answers: false }];
  assert.equal(received({}, { stores }).verdict, 'inconclusive');
});

test('STORE-08: a store that could not be started is no closed one, and what another shows stands', () => {
  const wanting = [{ service: 'db', variables: ['DB_PASSWORD'] }];
  assert.equal(received({}, { wanting }).verdict, 'inconclusive');
  assert.equal(received({ letIn: open }, { wanting }).verdict, 'fail');
});

const as = (subject: Sighting['subject']): Sighting => ({ subject, why: '', exchanges: [] });
const endless = { still: { endless: [someRecord('endless', { endsInMs: null })], overdue: [] } };
const sessions = [someRecord('session')];
const all = {
  live: as('alice'),
  over: as('anonymous'),
  touched: sessions,
  tombs: [],
  answered: 500,
  growth: 0,
  sessions,
  ended: as('anonymous'),
  still: { endless: [], overdue: [] },
  limit: 60_000,
};
const kept = (more: Readonly<Record<string, unknown>>) =>
  judgeStore06({ first: { mode: 'wall', seen: { ...all, ...more }, unwell: null, clock: null }, confirmed: null });

for (const [name, more, verdict] of [
  ['all that is kept ends', {}, 'pass'],
  ['a record has no end', endless, 'fail'],
  ['sign-out leaves it as it was', { touched: [] }, 'fail'],
  ['strangers leave records', { growth: 6 }, 'warn'],
  ['one in ten strangers is answered', { answered: 50 }, 'pass'],
  ['fewer are, so that nothing could grow', { answered: 49 }, 'inconclusive'],
  ['none is, and a record has no end', { answered: 0, ...endless }, 'inconclusive'],
  ['the live identifier speaks for nobody', { live: as('anonymous') }, 'inconclusive'],
  ['for whom it speaks cannot be seen', { live: as('unclear') }, 'inconclusive'],
  ['no record of hers is told from others', { sessions: [] }, 'inconclusive'],
  ['sign-out does not end the session', { over: as('alice') }, 'inconclusive'],
] as const) {
  test(`STORE-06, ${name}: ${verdict}`, () => assert.equal(kept(more).verdict, verdict));
}

test('STORE-06 names the control that failed', () => {
  assert.match(kept({ answered: 3 }).reason, /control failed.*strangers are answered \(seen: 3 of 500\)/);
  assert.equal(kept({ over: as('alice') }).blockedBy, 'OUT-01');
});
