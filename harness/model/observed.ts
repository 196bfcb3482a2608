import type { Measured } from './measured.ts';
import type { Verdict } from './verdict.ts';

/** How a cookie of a sign-in is set: attribute in lower case → its value, "" where it has none, or one that is a date. */
export interface ObservedCookie {
  readonly name: string;
  readonly identifies: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a sign-in shows of a target, apart from what the checks ask. */
export interface Observed {
  readonly cookies: readonly ObservedCookie[];
  /** `POST /logout`, as it was found; null where it was declared, or not found. */
  readonly signOut: string | null;
}

/** What a known-good run showed of one target. */
export interface Recorded extends Observed {
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** Bounds in milliseconds; `atMostMs` null: no end was seen. */
  readonly measured: { readonly [Limit in keyof Measured]: Bounds | null };
}
export interface Bounds {
  readonly atLeastMs: number;
  readonly atMostMs: number | null;
}

interface Line {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string | null])[];
  readonly deletes: boolean;
  readonly identifies: boolean;
}

/** The cookies that are there after these lines, each as its last line set it; what is told goes through `mask`. */
export const observedCookies = (
  lines: readonly Line[],
  mask: (text: string) => string = (text) => text,
): readonly ObservedCookie[] =>
  [...new Map(lines.map((line) => [line.name, line])).values()]
    .filter(({ deletes }) => !deletes)
    .map(({ name, identifies, attributes }) => ({
      name: mask(name),
      identifies,
      attributes: Object.fromEntries(
        attributes
          .map(([key, value]): [string, string] => [key.toLowerCase(), mask(value ?? '')])
          .map(([key, value]): [string, string] => [key, key === 'expires' ? '' : value])
          .sort(([a], [b]) => a.localeCompare(b, 'en')),
      ),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
