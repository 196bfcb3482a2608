import {
  anonymous,
  control,
  inWords,
  judgeOverTime,
  requirement,
  speaksFor,
  type Identifier,
  type Lab,
  type Sighting,
  type World,
} from '../../harness/index.ts';
import { marginOf } from '../expiry/limits.ts';

/** A client that holds nothing but this comes to the site. Some apps look at it on a page only, and not at every request. */
export const comeBack = async (client: World['alice'], remembered: Identifier): Promise<Sighting> => {
  await client.plant(remembered);
  const first = await client.use();
  if (anonymous(first) !== 'yes') return first;
  await client.visit();
  return client.use();
};

/** Whether a client that was remembered holds something that one which was not does not: by name, values differ anyway. */
export const holdsMoreThanWithout = async (person: World['alice'], remembered: Identifier): Promise<boolean> => {
  if (remembered.empty) return false;
  const plain = person.another();
  await plain.signIn();
  const besides = await plain.holdsBesides();
  return remembered.parts.some((part) => !besides.has(part));
};

/** What remembers her is used at one client, and then once more at another. */
export const useTwice = async (alice: World['alice']) => {
  const person = alice.another();
  await person.signIn({ remember: true });
  const used = await person.holdsBesides();
  const once = await comeBack(alice.another(), used);
  return { once, again: await comeBack(alice.another(), used) };
};

/** Comes back shortly before its documented end, and with what was given out then, shortly after it. */
export const pastItsEnd = (overTime: Lab['overTime'], lifetimeMs: number) =>
  overTime(
    async (world) => {
      await world.alice.signIn({ remember: true });
      const original = await world.alice.holdsBesides();
      const late = world.alice.another();
      await world.advance(lifetimeMs - 2 * marginOf(lifetimeMs));
      const before = await comeBack(late, original);
      const held = await late.holdsBesides();
      await world.advance(4 * marginOf(lifetimeMs));
      return { before, after: await comeBack(world.alice.another(), held) };
    },
    ({ after }) => anonymous(after) === 'no',
    lifetimeMs + 2 * marginOf(lifetimeMs),
  );

export const judgedAtItsEnd = (timed: Awaited<ReturnType<typeof pastItsEnd>>, lifetimeMs: number) =>
  judgeOverTime(timed, ({ before, after }) => [
    control('shortly before its documented end it signs alice in', speaksFor(before, 'alice'), before),
    requirement(`after ${inWords(lifetimeMs + 2 * marginOf(lifetimeMs))} it signs nobody in`, anonymous(after), after),
  ]);
