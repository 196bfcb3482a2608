import { header, type Exchange } from '../model/exchange.ts';

/** How long an answer asks to be left alone, in milliseconds, by its own Date; null where it does not say. */
export const retryAfterMs = (answer: Pick<Exchange, 'responseHeaders'>): number | null => {
  const said = header(answer, 'retry-after')?.trim();
  if (said === undefined || said === '') return null;
  if (/^\d+$/.test(said)) return Number(said) * 1000;
  const until = Date.parse(said);
  if (Number.isNaN(until)) return null;
  const now = Date.parse(header(answer, 'date') ?? '');
  return Math.max(0, until - (Number.isNaN(now) ? Date.now() : now));
};
