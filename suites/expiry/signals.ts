import { header, type Bracket, type Exchange, type Truth } from '../../harness/index.ts';

/** Whether an answer is data for a script rather than a page. */
export const isContent = (answer: Exchange): boolean =>
  answer.status === 200 && /json/i.test(header(answer, 'content-type') ?? '');

/** Whether an answer tells a script that nobody is signed in. */
export const refusesScripts = ({ status }: Exchange): Truth => {
  if (status === 0 || status === 429 || status >= 500) return 'unknown';
  return status === 401 || status === 403 ? 'yes' : 'no';
};

/** Whether busy sessions and idle ones end at the same age: then it is age that ends them, and not idleness. */
export const endAlike = (idle: Bracket | null, busy: Bracket | null): boolean =>
  idle?.atMostMs != null && busy?.atMostMs != null && busy.atLeastMs < 1.1 * idle.atMostMs;
