import { Document } from 'yaml';
import { HarnessError } from '../errors.ts';
import type { Measured } from '../model/measured.ts';
import type { Observed, Recorded } from '../model/observed.ts';
import type { CheckRecord } from '../model/record.ts';

/** As much of a run's record as a policy is made of. */
export interface KnownGood {
  readonly exit: 'green' | 'red';
  readonly because: string | null;
  readonly targets: readonly {
    readonly name: string;
    readonly checks: readonly CheckRecord[];
    readonly measured: Measured;
    readonly observed: Observed | null;
  }[];
}

const HEAD = ` What a known-good run showed, written by npm run policy:record. A run that drifts from it is red: docs/policies.md`;

/** The text of a policy file that holds what a green run showed. Throws DEFINITION for a red one. */
export const recordPolicy = (
  run: KnownGood,
  { name, extended }: { readonly name: string; readonly extended: string },
): string => {
  if (run.exit === 'red') {
    throw new HarnessError(
      'DEFINITION',
      `the run was red (${run.because}): a policy is recorded of a run that is known to be good`,
    );
  }
  const recorded = Object.fromEntries(run.targets.map((target) => [target.name, recordedOf(target)]));
  const document = new Document({ name, extends: extended, recorded });
  document.commentBefore = HEAD;
  return document.toString({ lineWidth: 0 });
};

const recordedOf = ({ checks, measured, observed }: KnownGood['targets'][number]): Recorded => ({
  verdicts: Object.fromEntries(checks.map(({ code, verdict }) => [code, verdict])),
  measured: { idleTimeout: boundsOf(measured.idleTimeout), lifetime: boundsOf(measured.lifetime) },
  cookies: observed?.cookies ?? [],
  signOut: observed?.signOut ?? null,
});

const boundsOf = (figure: Measured['idleTimeout']): Recorded['measured']['idleTimeout'] =>
  figure === null ? null : { atLeastMs: figure.atLeastMs, atMostMs: figure.atMostMs };
