import {
  every,
  not,
  speaksFor,
  type Exchange,
  type Identifier,
  type Lab,
  type Sighting,
  type Truth,
} from '../../harness/index.ts';

type Person = 'alice' | 'bob';
export type Comer = readonly [own: Person, at: Lab['alice']];

/** Two sign-ins at the same time, and whom each brought in; null where it brought nobody. */
export interface AtOnce {
  readonly overlapped: Truth;
  readonly entered: readonly { readonly own: Person; readonly seen: Sighting | null }[];
  /** Whether both were issued the same identifier. */
  readonly same: boolean;
}

/** Whether one was sent before the other was answered, and the other way round. */
const overlap = (one: Exchange | null, two: Exchange | null): Truth => {
  if (one?.sentAt === undefined || two?.sentAt === undefined) return 'unknown';
  return one.sentAt < two.sentAt + two.ms && two.sentAt < one.sentAt + one.ms ? 'yes' : 'no';
};

export const atOnce = async (comers: readonly [Comer, Comer], probe: Lab['probe']): Promise<AtOnce> => {
  // Of two who begin with the same, the later one may rightly be sent back.
  const issued = await Promise.all(comers.map(([, person]) => person.signIn().catch((): Identifier | null => null)));
  const [first, second] = comers.map(([, person]) => person.answer);
  const entered: AtOnce['entered'][number][] = [];
  for (const [at, [own]] of comers.entries()) {
    const identifier = issued[at] ?? null;
    entered.push({ own, seen: identifier === null || identifier.empty ? null : await probe(identifier) });
  }
  const [one, two] = issued;
  const same = one != null && two != null && !one.empty && one.sameAs(two);
  return { overlapped: overlap(first ?? null, second ?? null), entered, same };
};

const seenIn = (rounds: readonly AtOnce[]) =>
  rounds.flatMap(({ entered }) => entered.flatMap(({ own, seen }) => (seen === null ? [] : [{ own, seen }])));

export const sightings = (rounds: readonly AtOnce[]): readonly Sighting[] => seenIn(rounds).map(({ seen }) => seen);

/** Whether everybody who was let in is known as who they are. */
export const owned = (rounds: readonly AtOnce[]): Truth =>
  every(seenIn(rounds).map(({ own, seen }) => speaksFor(seen, own)));

/** Whether nobody is the other; who is nobody is not. */
export const themselves = (rounds: readonly AtOnce[]): Truth =>
  every(seenIn(rounds).map(({ own, seen }) => not(speaksFor(seen, own === 'alice' ? 'bob' : 'alice'))));
