import { inWords } from './duration.ts';
import type { Measured } from './measured.ts';
import type { Bounds, Observed, ObservedCookie, Recorded } from './observed.ts';
import type { Verdict } from './verdict.ts';

/** As much of a check's outcome as drift looks at. */
interface Now {
  readonly code: string;
  readonly verdict: Verdict;
  readonly reason: string;
}

/**
 * What a check shows to be otherwise than in the recorded run, a sentence each: it passed and passes no more (a waiver
 * accepts that), or a limit that it measured lies outside the bounds measured then.
 */
export const driftOfCheck = (
  recorded: Recorded,
  { code, verdict, reason }: Now,
  measured: Measured,
): readonly string[] => [
  ...(recorded.verdicts[code] === 'pass' && verdict !== 'pass' && verdict !== 'waived'
    ? [`${code} passed when the policy was recorded, and is ${verdict} now: ${reason}`]
    : []),
  ...limitDrift('an idle session', recorded.measured.idleTimeout, measured.idleTimeout),
  ...limitDrift('a busy session', recorded.measured.lifetime, measured.lifetime),
];

/** The same of what a sign-in showed: a recorded cookie that is set otherwise, or not at all; another way to sign out. */
export const driftOfTarget = (recorded: Recorded, now: Observed): readonly string[] => [
  ...recorded.cookies.flatMap((then) =>
    cookieDrift(
      then,
      now.cookies.find(({ name }) => name === then.name),
    ),
  ),
  ...(recorded.signOut === null || recorded.signOut === now.signOut
    ? []
    : [
        `sign-out was "${recorded.signOut}" when the policy was recorded, and is ${now.signOut === null ? 'not found' : `"${now.signOut}"`} now`,
      ]),
];

const limitDrift = (what: string, then: Bounds | null, now: Bounds | null): string[] => {
  if (then === null || now === null) return [];
  const apart = now.atLeastMs > (then.atMostMs ?? Infinity) || (now.atMostMs ?? Infinity) < then.atLeastMs;
  return apart ? [`${what} ended ${between(then)} when the policy was recorded, and ends ${between(now)} now`] : [];
};

const between = ({ atLeastMs, atMostMs }: Bounds): string =>
  atMostMs === null ? `not within ${inWords(atLeastMs)}` : `after ${inWords(atLeastMs)} to ${inWords(atMostMs)}`;

const cookieDrift = (then: ObservedCookie, now: ObservedCookie | undefined): string[] => {
  const cookie = `the cookie "${then.name}"`;
  if (now === undefined) return [`${cookie} was set at sign-in when the policy was recorded, and is not set now`];
  const changed = [...new Set([...Object.keys(then.attributes), ...Object.keys(now.attributes)])].flatMap((key) => {
    const [before, after] = [then.attributes[key], now.attributes[key]];
    return before === after ? [] : [`${shown(key, before)} then, ${shown(key, after)} now`];
  });
  const carries = (so: boolean) => (so ? 'carried the session' : 'did not carry the session');
  if (then.identifies !== now.identifies)
    changed.push(`${carries(then.identifies)} then, ${carries(now.identifies)} now`);
  return changed.length === 0 ? [] : [`${cookie} is not set as when the policy was recorded: ${changed.join('; ')}`];
};

const shown = (key: string, value: string | undefined): string =>
  value === undefined ? `no ${key}` : value === '' ? key : `${key}=${value}`;
