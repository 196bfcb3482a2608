import { NO_LIMITS, NOT_MEASURED } from '../../model/measured.ts';
import { NO_COST, type CheckRecord, type ExchangeRecord } from '../../model/record.ts';
import type { Statement } from '../../model/statement.ts';
import { VERDICTS, type Verdict } from '../../model/verdict.ts';
import type { RunRecord, TargetRecord } from '../run-record.ts';

/** Made-up parts of a record, for tests of what is made of it. */
export const exchange = (more: Partial<ExchangeRecord> = {}): ExchangeRecord => ({
  n: 1,
  by: 'alice',
  method: 'GET',
  path: '/me',
  status: 200,
  failure: null,
  ms: 3,
  requestHeaders: { cookie: '__Host-sid=abcd…#01234567' },
  responseHeaders: [['content-type', 'text/html']],
  ...more,
});

export const statement = (more: Partial<Statement> = {}): Statement => ({
  key: 'a-sentence',
  role: 'requirement',
  strength: 'must',
  text: 'a sentence',
  holds: 'yes',
  blockedBy: null,
  exchanges: [1],
  seen: null,
  at: null,
  ...more,
});

export const checkRecord = (more: Partial<CheckRecord> = {}): CheckRecord => ({
  code: 'OUT-01',
  id: 'ends-the-session-on-the-server',
  chapter: 'sign-out',
  title: 'sign-out ends the session on the server',
  severity: 'critical',
  verdict: 'pass',
  reason: 'it holds',
  blockedBy: null,
  verifies: ['asvs-5.0/7.4.1', 'cwe/613'],
  clauses: [
    { id: 'asvs-5.0/7.4.1', title: 'A session that has ended cannot be used', url: 'https://github.com/OWASP/ASVS' },
    { id: 'cwe/613', title: 'Insufficient Session Expiration', url: 'https://cwe.mitre.org/data/definitions/613.html' },
  ],
  story: 'Alice signs out. Mallory has a copy of her cookie.',
  file: 'suites/sign-out/ends-the-session-on-the-server.spec.ts',
  durationMs: 100,
  remedy: 'Destroy the session record.',
  statements: [statement({ role: 'control', text: 'a control' }), statement()],
  exchanges: [exchange()],
  ...more,
});

export const targetRecord = (checks: readonly CheckRecord[], more: Partial<TargetRecord> = {}): TargetRecord => ({
  name: 'shop',
  about: 'a shop',
  origin: 'https://shop.test',
  launch: 'url',
  launchReason: '',
  definition: null,
  diagnosis: null,
  used: { engine: null, clock: 'none', browser: null, services: [], image: null },
  summary: checks.some(({ verdict }) => verdict === 'fail') ? 'nonconformant' : 'conformant',
  counts: Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, checks.filter((check) => check.verdict === verdict).length]),
  ) as Record<Verdict, number>,
  cost: NO_COST,
  measured: NOT_MEASURED,
  limits: NO_LIMITS,
  checks,
  ...more,
});

export const runOf = (targets: readonly TargetRecord[], more: Partial<RunRecord> = {}): RunRecord => ({
  schema: 1,
  tool: { name: 'sessionspec', version: '0.0.0' },
  startedAt: new Date(0).toISOString(),
  durationMs: 1_000,
  policy: 'asvs-l2',
  gate: 'must',
  exit: targets.some(({ summary }) => summary === 'nonconformant') ? 'red' : 'green',
  because: null,
  targets,
  ...more,
});

/** As large a run as there will be: so many checks, each with so many exchanges. */
export const largeRun = (checks: number, exchanges: number): RunRecord =>
  runOf([
    targetRecord(
      Array.from({ length: checks }, (_, at) =>
        checkRecord({
          code: `OUT-${String(at).padStart(2, '0')}`,
          verdict: VERDICTS[at % VERDICTS.length] ?? 'pass',
          chapter: ['start-up', 'cookie', 'sign-out', 'expiry'][at % 4] ?? 'expiry',
          statements: Array.from({ length: 6 }, (_none, n) =>
            statement({
              role: n === 0 ? 'control' : 'requirement',
              text: `sentence ${n} of a check which is about as long as they are`,
              holds: n === 3 ? 'no' : 'yes',
              seen: '"GET /me" answered 200 as to alice; "GET /me" answered 302 as to a stranger',
              exchanges: [1, 2, 3, n + 4],
            }),
          ),
          exchanges: Array.from({ length: exchanges }, (_none, n) =>
            exchange({
              n: n + 1,
              by: n % 3 === 0 ? 'holder' : 'alice',
              requestHeaders: { cookie: `__Host-sid=abcd…#0123456${n % 10}; csrf=efgh…#76543210` },
              responseHeaders: [
                ['content-type', 'text/html; charset=utf-8'],
                ['cache-control', 'no-store'],
                ['date', new Date(1_000_000_000_000 + n * 10_000).toUTCString()],
                ['location', '/account'],
                ['set-cookie', '__Host-sid=abcd…#01234567; Path=/; Secure; HttpOnly; SameSite=Lax'],
              ],
            }),
          ),
        }),
      ),
    ),
  ]);
