import {
  anonymous,
  control,
  inWords,
  judgeOverTime,
  note,
  notTested,
  requirement,
  speaksFor,
  type Lab,
  type Statement,
} from '../../harness/index.ts';

/** What verifiers may be late by (RFC 7519 has "a few minutes" at the most). */
const LEEWAY_MS = 5 * 60_000;

/** A token that nobody can copy is left until its own end is over, and then shown once more. */
export const pastItsEnd = ({ overTime, signature }: Pick<Lab, 'overTime' | 'signature'>) =>
  overTime(
    async ({ alice, advance, probe }) => {
      const early = await alice.signIn();
      const late = await alice.another().signIn();
      const { statedMs } = signature.read(late);
      if (statedMs === null)
        return notTested(
          'to test it, the token must state its beginning and its end, or let the suite start the app with a secret that signs it as it is (`secret`)',
        );
      await advance(statedMs / 2);
      const before = await probe(early);
      await advance(statedMs / 2 + LEEWAY_MS);
      const after = await probe(late);
      return { statedMs, before, after, fresh: await probe(await alice.another().signIn()) };
    },
    ({ after }) => anonymous(after) === 'no',
  );

export const judgedPastItsEnd = (played: Awaited<ReturnType<typeof pastItsEnd>>): readonly Statement[] =>
  judgeOverTime(played, ({ statedMs, before, after, fresh }) => [
    control(
      `a token is taken after half of the ${inWords(statedMs)} that it states`,
      speaksFor(before, 'alice'),
      before,
    ),
    control('a fresh sign-in is alive at the end', speaksFor(fresh, 'alice'), fresh),
    requirement(
      `${inWords(LEEWAY_MS)} after the end that it states a token speaks for nobody`,
      anonymous(after),
      after,
    ),
    note(
      'only time was let pass: what signs the token is not known, so that no copy for another purpose could be made',
    ),
  ]);
