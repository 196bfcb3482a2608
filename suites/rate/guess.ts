import {
  anonymous,
  control,
  inWords,
  type Identifier,
  type Policy,
  type Promised,
  type Sighting,
  type Statement,
  type Strength,
  type Tried,
  type Truth,
  type Try,
  type World,
} from '../../harness/index.ts';
import { isSlow, isTaken, takenOtherwise } from './taken.ts';

type Persona = World['alice'];
type At = (n: number, series: number) => readonly [Persona, Try?];

/** How often the right password is tried before there were enough wrong ones, and for the first time after how many. */
const MOST_LOOKS = 3;
/** Most limits are lower, and many an app rightly does not tell that it has locked an account. */
const FIRST_LOOK = 10;

/** So many wrong passwords are allowed, and who says so: the owner where fewer are promised than the policy allows. */
export const limitOf = (
  { triesAtSignIn }: Promised,
  { signIn }: Policy,
): { readonly tries: number; readonly strength: Strength; readonly whose: string } =>
  triesAtSignIn !== null && triesAtSignIn <= signIn.tries
    ? { tries: triesAtSignIn, strength: 'must', whose: 'promised' }
    : { ...signIn, whose: 'that the policy allows' };

/** What became of wrong passwords for one account, and of the right one after them. */
export interface Guessed {
  /** The session of bob, who signed in before, elsewhere. */
  readonly live: Identifier;
  readonly before: Sighting;
  /** For whom the client spoke after the first wrong one. */
  readonly refused: Sighting;
  /** The wrong ones in a row, since the right one was last taken. */
  readonly series: readonly Tried[];
  readonly right: Tried;
  readonly seen: Sighting;
}

/**
 * Tries wrong passwords for bob until they are taken otherwise than the first, or there is one more than the limit; then the
 * right one. Where that still signs in, which begins a count anew, so does the series. `at`: the client of the nth try in that
 * series, and what it sends.
 */
export const guess = async (world: World, tries: number, at: At): Promise<Guessed> => {
  const live = await world.bob.another().signIn();
  const before = await world.probe(live);
  let refused: Sighting | null = null;
  for (let n = 0, looks = 1; ; looks += 1) {
    const series: Tried[] = [];
    const most = looks === 1 ? Math.min(FIRST_LOOK, tries) : tries;
    while (series.length <= most && series.every(isTaken) && !(looks <= MOST_LOOKS && takenOtherwise(series))) {
      const [client, how] = at(n, looks);
      series.push(await client.tryToSignIn({ ...how, wrong: n }));
      refused ??= await client.use();
      n += 1;
    }
    const [client, how] = at(n, looks);
    const right = await client.tryToSignIn(how);
    const seen = await client.use();
    n += 1;
    const guessed = { live, before, refused: refused ?? seen, series, right, seen };
    if (series.length > tries || !series.every(isTaken) || isLimited(guessed) !== 'no') return guessed;
  }
};

/** Bob's name from one client, as a browser does it; who was let in begins with another. */
export const keepingItsCookies = ({ bob }: World): At => {
  const clients: Persona[] = [];
  return (_, series) => [(clients[series] ??= bob.another())];
};

/** Whether the right password signs nobody in any more, or only after a while. */
export const isLimited = ({ series, right, seen }: Guessed): Truth =>
  anonymous(seen) === 'no' && isSlow(right, series[0]) ? 'yes' : anonymous(seen);

/** What has to be so for it to say anything. `how`: the way of trying. */
export const guessing = ({ refused, series }: Guessed, how = ''): Statement[] => [
  control(`a wrong one signs nobody in${how}`, anonymous(refused), refused),
  control(
    `each wrong one is answered, and with no error of the server${how}`,
    series.every(isTaken),
    series.every(isTaken) ? null : `the one after ${series.length - 1} was not`,
    answers(series),
  ),
];

/** The first and the last of them, for the evidence. */
const answers = (series: readonly Tried[]) => [series[0]?.answer, series.at(-1)?.answer];

/** What a claim about the right one rests on. */
export const evidence = ({ series, right, seen }: Guessed) => [
  seen,
  isSlow(right, series[0]) ? `it was answered after ${inWords(right.answer?.ms ?? 0)}` : null,
  answers([...series, right]),
];
