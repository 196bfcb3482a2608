import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figureInWords, NOT_MEASURED, type Measured } from '../model/measured.ts';
import { NO_COST, type Handed } from '../model/record.ts';
import { runRecord } from './run-record.ts';

const handed = (code: string, shard: number | null, measured: Measured = NOT_MEASURED): Handed => ({
  shard: shard === null ? null : { current: shard, total: 2 },
  target: {
    name: 'shop',
    about: '',
    origin: null,
    launch: 'process',
    launchReason: '',
    diagnosis: null,
    used: { engine: null, clock: ['wall'], browser: null, services: [], image: null },
    discovery: null,
  },
  cost: NO_COST,
  measured,
  check: {
    code,
    id: 'one',
    chapter: 'expiry',
    title: 'one',
    severity: 'info',
    verdict: 'pass',
    reason: 'because',
    blockedBy: null,
    verifies: [],
    file: 'one.spec.ts',
    durationMs: 1,
    remedy: '',
    statements: [],
    exchanges: [],
  },
});

const context = {
  version: '0',
  startedAt: new Date(0),
  durationMs: 0,
  policy: 'asvs-l2',
  gate: 'must',
  shard: false,
  troubles: [],
  ended: 'passed',
} as const;

const idleTimeout = { atLeastMs: 1_791_000, atMostMs: 1_809_000, aboutMs: 1_800_000, clock: 'wall' } as const;
const lifetime = { atLeastMs: 2_678_400_000, atMostMs: null, aboutMs: null, clock: 'all' } as const;

test('what one check measured stands in the record of its target, whichever shard it ran in', () => {
  const measured = { idleTimeout, lifetime: null };
  const record = runRecord([handed('EXP-01', 1), handed('EXP-06', 2, measured)], context);
  assert.deepEqual(record.targets[0]?.measured, measured);
});

test('nothing measured is said as such', () => {
  assert.deepEqual(runRecord([handed('EXP-01', null)], context).targets[0]?.measured, NOT_MEASURED);
});

test('a figure in words has its error, or how far no end was seen', () => {
  assert.equal(figureInWords(idleTimeout), '30 min (± 9 s)');
  assert.equal(figureInWords(lifetime), 'no end within 31 d');
});
