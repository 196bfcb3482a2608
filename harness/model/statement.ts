import { truth, type Truth } from './subject.ts';

/**
 * control: the instrument works. precondition: what this check builds on, observed again here, named by the check that
 * judges it. requirement: must. recommendation: should. note: for the reader, decides nothing.
 */
export type Role = 'control' | 'precondition' | 'requirement' | 'recommendation' | 'note';
export type Strength = 'must' | 'should' | 'info';

export interface Statement {
  /** Stable within the check: the text in kebab case, unless given. */
  readonly key: string;
  readonly role: Role;
  readonly strength: Strength;
  /** The sentence that should be true. */
  readonly text: string;
  readonly holds: Truth;
  readonly blockedBy: string | null;
  readonly exchanges: readonly number[];
  /** What was seen instead, for a reader. */
  readonly seen: string | null;
  /** Where in the spec the sentence stands: `file:line:column`, for the code frame. */
  readonly at: string | null;
}

/** Whatever a sentence rests on: a sighting, an exchange, an identifier, a list of them, or a remark. */
export type Evidence =
  | string
  | { readonly exchanges: readonly number[]; readonly why?: string }
  | { readonly n: number }
  | null
  | undefined
  | readonly Evidence[];

const numbersIn = (evidence: Evidence): readonly number[] => {
  if (evidence === null || evidence === undefined || typeof evidence === 'string') return [];
  if (Array.isArray(evidence)) return evidence.flatMap((item: Evidence) => numbersIn(item));
  if ('n' in evidence) return [evidence.n];
  return 'exchanges' in evidence ? evidence.exchanges : [];
};

const remarksIn = (evidence: Evidence): readonly string[] => {
  if (typeof evidence === 'string') return [evidence];
  if (evidence === null || evidence === undefined) return [];
  if (Array.isArray(evidence)) return evidence.flatMap((item: Evidence) => remarksIn(item));
  return 'why' in evidence && evidence.why !== undefined ? [evidence.why] : [];
};

const callSite = (): string | null => {
  const frame = (new Error().stack ?? '').split('\n').find((line) => line.includes('.spec.ts'));
  return frame?.match(/((?:\/|[A-Za-z]:\\)[^()]*?\.spec\.ts:\d+:\d+)/)?.[1] ?? null;
};

const state =
  (role: Role, strength: Strength) =>
  (text: string, holds: boolean | Truth | null, ...evidence: readonly Evidence[]): Statement => ({
    key: text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, ''),
    role,
    strength,
    text,
    holds: truth(holds),
    blockedBy: null,
    exchanges: [...new Set(numbersIn(evidence))].sort((a, b) => a - b),
    seen: [...new Set(remarksIn(evidence))].join('; ') || null,
    at: callSite(),
  });

export const control = state('control', 'must');
export const requirement = state('requirement', 'must');
export const recommendation = state('recommendation', 'should');
const remark = state('recommendation', 'info');

/** What is claimed with the policy's strength. `info`: it is told and decides nothing. */
export const claim = (strength: Strength): typeof requirement =>
  strength === 'must' ? requirement : strength === 'should' ? recommendation : remark;

export const note = (text: string, ...evidence: readonly Evidence[]): Statement =>
  state('note', 'info')(text, true, ...evidence);

/** What this check builds on and observes again; when it fails the check is inconclusive, blocked by `code`. */
export const precondition =
  (code: string) =>
  (text: string, holds: boolean | Truth | null, ...evidence: readonly Evidence[]): Statement => ({
    ...state('precondition', 'must')(text, holds, ...evidence),
    blockedBy: code,
  });
