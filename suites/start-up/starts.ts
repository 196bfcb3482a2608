import type { BootSeen, BootSettings, Facts, Truth } from '../../harness/index.ts';

/** Why the start-up chapter does not concern a target; null when it does. */
export const withoutSecret = ({ secret }: Facts): string | null =>
  secret === null ? 'the target declares no secret: nothing that it issues is signed' : null;

/** A production start without the secret. Starts with the same key of data are one and the same. */
export const unset = (dataKey: string): BootSettings => ({
  mode: 'production',
  secret: 'unset',
  dataKey,
  expects: 'refusal',
});

export const serves = ({ outcome }: BootSeen): boolean => outcome.kind === 'serves';

/** Whether a start was refused: by an exit. One that hangs or answers 5xx may yet serve. */
export const refused = (seen: BootSeen): Truth => (exits(seen) ? 'yes' : serves(seen) ? 'no' : 'unknown');

/** A refusal is an exit by the app itself; an app that hangs or answers 5xx has not refused. */
export const exits = ({ outcome }: BootSeen): boolean => outcome.kind === 'exits';

export const inOneLine = ({ outcome, bootMs }: BootSeen): string => {
  if (outcome.kind === 'exits') return `it exited with code ${outcome.code}`;
  if (outcome.kind === 'hangs') return `it neither answered nor exited within ${Math.round(bootMs / 1000)} s`;
  return `it answered ${outcome.status}`;
};
