import type { ExchangeRecord } from '../../model/record.ts';
import type { Statement } from '../../model/statement.ts';

/** A request with its answer: which values it showed, and what it was given. */
export interface Exchanged {
  readonly kind: 'exchange';
  readonly exchange: ExchangeRecord;
  readonly shows: readonly string[];
  readonly gets: readonly string[];
}
/** One line of the picture: an exchange, or time that passed on the target. */
export type Step = Exchanged | { readonly kind: 'passed'; readonly ms: number };

/** By the target's own Date: less than this is no step in time. */
const NOTABLE_MS = 60_000;
/** A masked value that was not left empty, with the name that it travels under. */
const COOKIE = /(?:^|; )([^=;]+)=([^;]*…#[0-9a-f]{8})/g;
const TOKEN = /^\S+ (\S*…#[0-9a-f]{8})$/;

/** What happened, in order. The same value bears the same letter wherever it travels. */
export const stepsOf = (exchanges: readonly ExchangeRecord[]): readonly Step[] => {
  const letters = new Map<string, string>();
  const named = (name: string, mask: string): string => {
    const letter = letters.get(mask) ?? letterOf(letters.size);
    letters.set(mask, letter);
    return `${bare(name)} ${letter}`;
  };
  let last: number | null = null;
  return exchanges.flatMap((exchange): Step[] => {
    const now = dateOf(exchange);
    const passed = now === null || last === null ? 0 : now - last;
    last = now ?? last;
    const { cookie = '', authorization = '' } = exchange.requestHeaders;
    const token = TOKEN.exec(authorization)?.[1];
    const shows = [
      ...[...cookie.matchAll(COOKIE)].map(([, name = '', mask = '']) => named(name, mask)),
      ...(token === undefined ? [] : [named('token', token)]),
    ];
    const gets = exchange.responseHeaders
      .filter(([name]) => name === 'set-cookie')
      .map(([, line]) => {
        const [[, name = '', mask = ''] = []] = [...line.matchAll(COOKIE)];
        const ends = name === '' || /;\s*max-age=(?:0|-\d+)\s*(?:;|$)|expires=[^;]* 1970/i.test(line);
        return ends ? `takes ${bare(line.split('=')[0] ?? '')} away` : `sets ${named(name, mask)}`;
      })
      // What was shown and is only prolonged is nothing new.
      .filter((what) => !shows.some((shown) => what === `sets ${shown}`));
    const step = { kind: 'exchange', exchange, shows, gets } as const;
    return passed >= NOTABLE_MS ? [{ kind: 'passed', ms: passed }, step] : [step];
  });
};

/** For whom an answer spoke, by the sentence that rests on it alone; null where none says. */
export const spokeFor = (n: number, statements: readonly Statement[]): string | null => {
  const alone = statements.find(({ exchanges, seen }) => exchanges.length === 1 && exchanges[0] === n && seen !== null);
  return / as to ([^;"]{1,30})$/.exec(alone?.seen ?? '')?.[1] ?? null;
};

const dateOf = ({ responseHeaders }: ExchangeRecord): number | null => {
  const date = Date.parse(responseHeaders.find(([name]) => name === 'date')?.[1] ?? '');
  return Number.isNaN(date) ? null : date;
};

/** A, B, … Z, A2, B2, … */
const letterOf = (at: number): string => {
  const round = Math.floor(at / 26);
  return String.fromCharCode(65 + (at % 26)) + (round === 0 ? '' : String(round + 1));
};

/** Without the prefix that says how a cookie is protected. */
const bare = (name: string): string => name.trim().replace(/^__(?:Host|Secure|Http|Host-Http)-/i, '');
