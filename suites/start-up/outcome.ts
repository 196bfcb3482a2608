import type { BootSeen, KeyFound, Sighting, Truth } from '../../harness/index.ts';
import { inOneLine } from './starts.ts';

/** What could be seen of the key of a start that serves although it was given none. */
export interface KeySeen {
  /** Of a session that one such start issued: whether another one over the same data took it. */
  readonly atAnother: Truth;
  /** Whether starts over the same data know each other's sessions at all, shown with one good secret. */
  readonly sharing: Truth;
  /** Whether such a start took a session that a start with a good secret issued. */
  readonly fromSecret: Truth;
  /** By what the key was found offline, when it was. */
  readonly found: KeyFound | null;
  /** When nothing could be seen: why. */
  readonly why: string | null;
  readonly sightings: readonly Sighting[];
}

/** A start without its secret, told apart by what its owner is up against. */
export const OUTCOMES = {
  explains: 'it refuses, and says why',
  mute: 'it refuses, without saying why',
  hangs: 'it hangs',
  errors: 'it starts, and fails each request',
  known: 'it starts, with a known key',
  guessable: 'it starts, with a guessable key',
  empty: 'it starts, with an empty key',
  random: 'it starts, with a key that is random per boot',
  whatever: 'it starts, and the secret makes no difference to its key',
  constant: 'it starts, with a key that every start shares',
  unseen: 'it starts, with a key that could not be told',
} as const;
export type Outcome = keyof typeof OUTCOMES;

export const startUpOutcome = (seen: BootSeen, variable: string, key: KeySeen | null): Outcome => {
  const { kind } = seen.outcome;
  if (kind === 'exits') return seen.output.includes(variable) ? 'explains' : 'mute';
  if (kind !== 'serves') return kind;
  return key === null ? 'unseen' : outcomeOfKey(key);
};

// What was computed stands before what was only seen to be so; a refusal says something only where sessions are shared.
const outcomeOfKey = ({ found, atAnother, sharing, fromSecret }: KeySeen): Outcome => {
  if (found !== null && found.kind !== 'untried') return found.kind === 'given' ? 'known' : found.kind;
  if (fromSecret === 'yes') return 'whatever';
  if (atAnother === 'yes') return 'constant';
  return atAnother === 'no' && sharing === 'yes' ? 'random' : 'unseen';
};

export const outcomeInWords = (seen: BootSeen, variable: string, key: KeySeen | null): string => {
  const more = [key?.found?.from, key?.why ?? undefined, inOneLine(seen)].filter((one) => one !== undefined);
  return `${OUTCOMES[startUpOutcome(seen, variable, key)]} (${more.join('; ')})`;
};
