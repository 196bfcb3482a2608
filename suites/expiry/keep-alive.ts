import { anonymous, notTested, type TimedWorld } from '../../harness/index.ts';
import { MOST_USES, UNDECLARED, type LimitsToSee } from './limits.ts';

/** How often a session is used before its steps count as short enough. */
const USES_TO_SURVIVE = 4;

/**
 * An idle limit by which a session can be kept alive where none is declared: `idleMs`, or a shorter one. It may be far
 * shorter than the policy's, and a session that dies of idleness shows nothing of an absolute limit. Ends the check as
 * not tested when none is found. Nobody waits to find out: in real time the first use tells.
 */
export const idleToKeep = async (
  { alice, advance, mode }: TimedWorld,
  { idleMs, limitsBy }: { readonly idleMs: number; readonly limitsBy: (idleMs: number) => LimitsToSee },
): Promise<number> => {
  if (mode === 'real') return idleMs;
  const shorter = [idleMs / 4, idleMs / 16].filter((ms) => Math.max(...limitsBy(ms).near) / (ms / 2) <= MOST_USES);
  for (const candidate of [idleMs, ...shorter]) {
    const person = alice.another();
    await person.signIn();
    let seen = await person.use();
    for (let uses = 0; uses < USES_TO_SURVIVE && anonymous(seen) === 'no'; uses += 1) {
      await advance(candidate / 2);
      seen = await person.use();
    }
    // An unclear answer is no reason to go on: the check's controls say so.
    if (anonymous(seen) !== 'yes') return candidate;
  }
  return notTested(UNDECLARED);
};
