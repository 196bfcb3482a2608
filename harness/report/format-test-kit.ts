import type { CheckRecord, Handed } from '../model/record.ts';
import type { Statement } from '../model/statement.ts';
import { runRecord, type RunContext, type RunRecord } from './run-record.ts';
import { CONTEXT, handedBy } from './test-kit.ts';

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

export const checked = (code: string, more: Partial<CheckRecord> = {}): CheckRecord =>
  handedBy(code, {
    id: 'ends-the-session-on-the-server',
    chapter: 'sign-out',
    title: 'sign-out ends the session on the server',
    severity: 'critical',
    reason: 'the copied identifier speaks for nobody after sign-out',
    verifies: ['asvs-5.0/7.4.1', 'cwe/613'],
    clauses: [
      { id: 'asvs-5.0/7.4.1', title: 'A session that has ended cannot be used', url: 'https://asvs.example.org/7.4.1' },
      { id: 'cwe/613', title: 'Insufficient Session Expiration', url: 'https://cwe.example.org/613' },
    ],
    story: 'Mallory copied the identifier yesterday. Alice signs out.',
    file: 'suites/sign-out/ends-the-session-on-the-server.spec.ts',
    durationMs: 1_234,
    remedy: 'Destroy the session record at sign-out.',
    ...more,
  }).check;

const SHOP = { about: 'a shop', origin: 'https://shop.test:40691', definition: 'targets/shop.target.ts' };

/** The record of a run of one target in which these checks were made. */
export const recordOf = (
  checks: readonly CheckRecord[],
  { target = {}, ...context }: Partial<RunContext> & { readonly target?: Partial<Handed['target']> } = {},
): RunRecord =>
  runRecord(
    checks.map((check) => {
      const handed = handedBy(check.code);
      return { ...handed, target: { ...handed.target, ...SHOP, ...target }, check };
    }),
    { ...CONTEXT, durationMs: 36_000, ...context },
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
