import {
  anonymous,
  control,
  inWords,
  note,
  recommendation,
  speaksFor,
  type Exchange,
  type Sighting,
  type Statement,
  type TimedWorld,
} from '../../harness/index.ts';
import { busily, inOrder, marginOf } from './limits.ts';

interface Renewed {
  /** Before alice proved once more who she is, shortly before the absolute limit. */
  readonly before: Sighting;
  /** To what proved it. Null: nothing was asked, or she was out before. */
  readonly answer: Exchange | null;
  /** After the limit that would have held without it. */
  readonly after: Sighting;
  readonly lifetimeMs: number;
}

/** Alice uses a session up to its absolute limit, and proves shortly before it that she is there. */
export const renewed = async (world: TimedWorld, lifetimeMs: number, idleMs: number): Promise<Renewed> => {
  const person = world.alice.another();
  await person.signIn();
  let before = await person.use();
  const margin = marginOf(lifetimeMs);
  const use = async () => {
    if (anonymous(before) === 'no') before = await person.use();
  };
  await inOrder(world, busily({ untilMs: lifetimeMs - 2 * margin, idleMs }, use));
  const answer = anonymous(before) === 'no' ? await person.stepUp() : null;
  await world.advance(4 * margin);
  return { before, answer, after: await person.use(), lifetimeMs };
};

export const judgedRenewed = ({ before, answer, after, lifetimeMs }: Renewed): readonly Statement[] =>
  speaksFor(before, 'alice') === 'yes'
    ? [
        control('alice is let through when she proves once more who she is', (answer?.status ?? 0) < 400, answer),
        recommendation(
          `who proved then once more who she is stays signed in past the ${inWords(lifetimeMs)} of her sign-in`,
          speaksFor(after, 'alice'),
          after,
        ),
      ]
    : [note('whether proving once more who one is begins anew was not seen: no session lived that long', before)];
