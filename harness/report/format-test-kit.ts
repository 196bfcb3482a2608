import { NO_LIMITS, NOT_MEASURED } from '../model/measured.ts';
import { NO_COST, type CheckRecord, type Handed } from '../model/record.ts';
import type { Statement } from '../model/statement.ts';
import { runRecord, type RunContext, type RunRecord } from './run-record.ts';

/** A sentence of a check, for tests of what is written about it. */
export const sentence = (text: string, holds: Statement['holds'], more: Partial<Statement> = {}): Statement => ({
  key: text.replaceAll(/\W+/g, '-'),
  role: 'requirement',
  strength: 'must',
  text,
  holds,
  blockedBy: null,
  exchanges: [],
  seen: null,
  at: null,
  ...more,
});

export const checked = (code: string, more: Partial<CheckRecord> = {}): CheckRecord => ({
  code,
  id: 'ends-the-session-on-the-server',
  chapter: 'sign-out',
  title: 'sign-out ends the session on the server',
  severity: 'critical',
  verdict: 'pass',
  reason: 'the copied identifier speaks for nobody after sign-out',
  blockedBy: null,
  verifies: ['asvs-5.0/7.4.1', 'cwe/613'],
  clauses: [
    { id: 'asvs-5.0/7.4.1', title: 'A session that has ended cannot be used', url: 'https://asvs.example.org/7.4.1' },
    { id: 'cwe/613', title: 'Insufficient Session Expiration', url: 'https://cwe.example.org/613' },
  ],
  story: 'Mallory copied the identifier yesterday. Alice signs out.',
  file: 'suites/sign-out/ends-the-session-on-the-server.spec.ts',
  durationMs: 1_234,
  remedy: 'Destroy the session record at sign-out.',
  statements: [],
  exchanges: [],
  ...more,
});

export const handedFor = (target: Partial<Handed['target']>, check: CheckRecord): Handed => ({
  shard: null,
  target: {
    name: 'shop',
    about: 'a shop',
    origin: 'https://shop.test:40691',
    launch: 'process',
    launchReason: 'LAUNCH=process',
    definition: 'targets/shop.target.ts',
    diagnosis: null,
    limits: NO_LIMITS,
    used: { engine: null, clock: [], browser: null, services: [], image: null },
    ...target,
  },
  cost: NO_COST,
  measured: NOT_MEASURED,
  check,
});

export const CONTEXT: RunContext = {
  version: '0.1.0',
  startedAt: new Date(0),
  durationMs: 36_000,
  policy: 'asvs-l2',
  gate: 'must',
  shard: false,
  troubles: [],
  ended: 'passed',
};

/** The record of a run of one target in which these checks were made. */
export const recordOf = (
  checks: readonly CheckRecord[],
  { target = {}, ...context }: Partial<RunContext> & { readonly target?: Partial<Handed['target']> } = {},
): RunRecord =>
  runRecord(
    checks.map((check) => handedFor(target, check)),
    { ...CONTEXT, ...context },
  );

/** What a hostile target may get into its record, past the masks: everything that some reader takes for a command. */
export const HOSTILE = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  ']]>--> <!--<![CDATA[ &amp; &lol; "\' ',
  '\u001b[2J\u001b[31mred\u0007\u009b31m',
  '\n::set-output name=a::b\n  ::error::no\n##[error]no ##vso[task.setvariable]x\n##teamcity[x]',
  '\u0000\u0001\u0008\u000b\u000c\u001f\ufffe\uffff\ud800 lone \udfff',
  '\u2028\u2029\u202e\u2066\u200b\ufeff\u{e0041}',
  '\r\rpass',
  '` `` ``` ```` | pipe [click](javascript:alert(1)) ![x](http://evil.test/x) @everyone #1 http://evil.test',
  '\n# heading\n- item\n> quote\n| a | b |\n| --- | --- |\n```\nfence',
  '{0} {{1}} [here](1) \\',
  '=HYPERLINK("http://evil.test")',
].join(' ');
