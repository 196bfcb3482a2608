import type { ExchangeRecord } from '../../model/record.ts';

/** One line of the picture: a request with its answer, or time that passed on the target. */
export type Step =
  | { readonly kind: 'passed'; readonly ms: number }
  | {
      readonly kind: 'exchange';
      readonly exchange: ExchangeRecord;
      readonly shows: readonly string[];
      readonly gets: readonly string[];
    };

/** By the target's own Date: less than this is no step in time. */
const NOTABLE_MS = 60_000;
/** A masked value that was not left empty. */
const VALUE = /(?:^|; )([^=;]+)=([^;]*…#[0-9a-f]{8})/g;

/** What happened in order. The same value bears the same letter wherever it travels; a value that ends is not named. */
export const stepsOf = (exchanges: readonly ExchangeRecord[]): readonly Step[] => {
  const letters = new Map<string, string>();
  const letter = (mask: string): string => {
    const known = letters.get(mask) ?? letterOf(letters.size);
    letters.set(mask, known);
    return known;
  };
  const named = (name: string, mask: string) => `${short(name)} ${letter(mask)}`;
  const steps: Step[] = [];
  let last: number | null = null;
  for (const exchange of exchanges) {
    const now = dateOf(exchange);
    if (now !== null && last !== null && now - last >= NOTABLE_MS) steps.push({ kind: 'passed', ms: now - last });
    last = now ?? last;
    const { cookie = '', authorization = '' } = exchange.requestHeaders;
    const bearer = /^\S+ (\S*…#[0-9a-f]{8})$/.exec(authorization)?.[1];
    const shows = [
      ...[...cookie.matchAll(VALUE)].map(([, name = '', mask = '']) => named(name, mask)),
      ...(bearer === undefined ? [] : [named('token', bearer)]),
    ];
    const gets = exchange.responseHeaders
      .filter(([name]) => name === 'set-cookie')
      .flatMap(([, line]) => {
        const [, name, mask] = /^([^=;]+)=([^;]*…#[0-9a-f]{8})/.exec(line) ?? [];
        if (name === undefined || mask === undefined) return [`no ${short(line.split('=')[0] ?? '')}`];
        return [isDeletion(line) ? `no ${short(name)}` : named(name, mask)];
      });
    steps.push({ kind: 'exchange', exchange, shows, gets });
  }
  return steps;
};

const dateOf = ({ responseHeaders }: ExchangeRecord): number | null => {
  const date = Date.parse(responseHeaders.find(([name]) => name === 'date')?.[1] ?? '');
  return Number.isNaN(date) ? null : date;
};

const isDeletion = (line: string): boolean => /;\s*max-age=(?:0|-\d+)\s*(?:;|$)|expires=[^;]* 1970/i.test(line);

/** A, B, … Z, A2, B2, … */
const letterOf = (at: number): string => {
  const round = Math.floor(at / 26);
  return String.fromCharCode(65 + (at % 26)) + (round === 0 ? '' : String(round + 1));
};

const short = (name: string): string => name.trim().replace(/^__(?:Host|Secure|Http|Host-Http)-/i, '');
