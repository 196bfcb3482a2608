import { NO_LIMITS, NOT_MEASURED } from '../model/measured.ts';
import { NO_COST, type CheckRecord, type Handed } from '../model/record.ts';
import type { RunContext } from './run-record.ts';

/** What a run of nothing but these records is made with. */
export const CONTEXT: RunContext = {
  version: '0',
  startedAt: new Date(0),
  durationMs: 0,
  policy: 'asvs-l2',
  gate: 'must',
  shard: false,
  troubles: [],
  ended: 'passed',
};

/** What a check on the target "shop" hands over: a pass, unless something else is given. */
export const handedBy = (
  code: string,
  check: Partial<CheckRecord> = {},
  rest: Partial<Omit<Handed, 'check'>> = {},
): Handed => ({
  shard: null,
  by: null,
  target: {
    name: 'shop',
    about: '',
    origin: null,
    launch: 'process',
    launchReason: '',
    definition: null,
    diagnosis: null,
    notRun: null,
    limits: NO_LIMITS,
    used: { engine: null, clock: ['wall'], browser: null, services: [], image: null },
    observed: null,
    discovery: null,
  },
  drift: [],
  cost: NO_COST,
  measured: NOT_MEASURED,
  check: {
    code,
    id: 'one',
    chapter: 'expiry',
    title: 'one',
    severity: 'info',
    verdict: 'pass',
    reason: 'because',
    blockedBy: null,
    waiver: null,
    verifies: [],
    clauses: [],
    story: '',
    file: 'one.spec.ts',
    durationMs: 1,
    remedy: '',
    statements: [],
    exchanges: [],
    ...check,
  },
  ...rest,
});
