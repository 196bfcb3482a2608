import { HarnessError, messageOf } from '../errors.ts';
import type { Transcript } from '../http/transcript.ts';
import type { Verdict } from '../model/verdict.ts';
import type { World } from './worlds.ts';

/** Verdicts that a target may owe to nobody being able to sign in any more. */
const DOUBTFUL: ReadonlySet<Verdict> = new Set(['fail', 'inconclusive', 'error']);

/** Whether it must be shown that signing in still works: somebody was to be signed in, and nobody was seen to be. */
export const isDoubtful = (verdict: Verdict, { signIns, spoke }: Pick<Transcript, 'signIns' | 'spoke'>): boolean =>
  DOUBTFUL.has(verdict) && signIns > 0 && !spoke;

/**
 * Signs in once more, with the account that the check was lent. Null: that works, or nobody may try; else why it does not,
 * though it did when the run began.
 */
export const askCanary = async (world: World, code: string): Promise<string | null> => {
  let seen: string;
  try {
    const { subject, why } = await world.probe(await world.alice.another().signIn());
    if (subject !== 'anonymous' && subject !== 'unclear') return null;
    seen = why;
  } catch (error) {
    if (error instanceof HarnessError && (error.code === 'BUDGET' || error.code === 'LIMITED')) return null;
    seen = messageOf(error);
  }
  return (
    `signing in worked when the run began and does not any more (noticed after ${code}; seen: ${seen}): nothing that is seen ` +
    'now says anything of its sessions; see whether the account is locked, or the target down, and run it again'
  );
};
