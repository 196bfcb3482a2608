import type { Exchange } from '../model/exchange.ts';
import type { Masker } from '../model/masking.ts';
import type { ExchangeRecord } from '../model/record.ts';
import { setCookieMasked } from './masked-cookie.ts';

/** A check that signs in again and again is told by its evidence. */
const MOST_DEEDS = 12;

/** Every exchange of one check, numbered from 1. Counts what it cost the target. */
export class Transcript {
  readonly masker: Masker;
  readonly exchanges: Exchange[] = [];
  signIns = 0;
  /** Whether somebody was seen to be signed in since the last sign-in. */
  spoke = false;

  constructor(masker: Masker) {
    this.masker = masker;
  }

  get requests(): number {
    return this.exchanges.length;
  }

  next(): number {
    return this.exchanges.length + 1;
  }

  add(exchange: Exchange): Exchange {
    const numbered = { ...exchange, n: this.next() };
    this.exchanges.push(numbered);
    for (const { value } of numbered.cookies) this.masker.know(value, 'identifier');
    return numbered;
  }

  /** The masked record of those exchanges, and of what people did to bring them about: sign-ins, sign-outs, other writes. */
  records(numbers: ReadonlySet<number>): readonly ExchangeRecord[] {
    const deeds = this.exchanges.filter(({ n, by, method }) => by !== null && method !== 'GET' && !numbers.has(n));
    const told = new Set([...numbers, ...(numbers.size === 0 ? [] : deeds.slice(0, MOST_DEEDS).map(({ n }) => n))]);
    return this.exchanges
      .filter(({ n }) => told.has(n))
      .map((exchange) => ({
        n: exchange.n,
        by: exchange.by,
        method: exchange.method,
        path: this.masker.path(exchange.url),
        status: exchange.status,
        failure: exchange.failure === null ? null : this.masker.text(exchange.failure),
        ms: Math.round(exchange.ms),
        requestHeaders: Object.fromEntries(
          exchange.requestHeaders.map(([name, value]) => [this.masker.text(name), this.masker.header(name, value)]),
        ),
        responseHeaders: [
          ...exchange.responseHeaders.map(
            ([name, value]) => [this.masker.text(name), this.masker.header(name, value)] as const,
          ),
          ...exchange.cookies.map((line) => ['set-cookie', setCookieMasked(line, this.masker)] as const),
        ],
      }));
  }
}
