import type { ExchangeRecord } from '../../model/record.ts';
import { VERDICTS } from '../../model/verdict.ts';
import { checked, recordOf, sentence } from '../format-test-kit.ts';
import type { RunRecord } from '../run-record.ts';

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

/** As large a run as there will be: so many checks, each with so many exchanges. */
export const largeRun = (checks: number, exchanges: number): RunRecord =>
  recordOf(
    Array.from({ length: checks }, (_, at) =>
      checked(`OUT-${String(at).padStart(2, '0')}`, {
        verdict: VERDICTS[at % VERDICTS.length] ?? 'pass',
        chapter: ['start-up', 'cookie', 'sign-out', 'expiry'][at % 4] ?? 'expiry',
        statements: Array.from({ length: 6 }, (_none, n) =>
          sentence(`sentence ${n} of a check, about as long as they are`, n === 3 ? 'no' : 'yes', {
            role: n === 0 ? 'control' : 'requirement',
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
  );
