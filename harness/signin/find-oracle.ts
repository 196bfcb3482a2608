import { present } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import { Identifier, type Part } from '../model/identifier.ts';
import type { Exchange } from '../model/exchange.ts';
import { calibrate, sampleOf, sight, type Names, type Oracle, type Question, type Sample } from './oracle.ts';

/** What may be asked, and with what in hand it is asked as alice, as a visitor, and as nobody. */
export interface Asking<Asked extends Question> {
  readonly network: Network;
  readonly names: Names;
  readonly candidates: readonly Asked[];
  /** What alice holds, as it would be sent to a path: one way after the other is tried, the surest first. */
  readonly alice: (path: string) => readonly (readonly Part[])[];
  /** What somebody holds who merely opened the sign-in page: a stranger all the same. */
  readonly visitor: (path: string) => readonly Part[];
  /** Answers that strangers were given to the first candidate before. */
  readonly strangers?: readonly Exchange[];
}

export interface FoundOracle<Asked extends Question> {
  readonly question: Asked;
  readonly oracle: Oracle;
  /** Alice's parts, with which it was asked. */
  readonly held: readonly Part[];
  readonly samples: {
    readonly anonymous: readonly Sample[];
    readonly alice: readonly Sample[];
    readonly bob: readonly Sample[];
  };
}

/** Why a candidate is none, for a reader. `rotates`: it knew alice once, and never again with the same identifier. */
export interface PassedOver<Asked extends Question> {
  readonly question: Asked;
  readonly why: 'alike' | 'unsteady' | 'rotates';
}

const REPEATS = 3;

export const whole = (parts: readonly Part[]): Identifier => new Identifier(parts, [], (value) => value, []);

/** Oracles among the candidates, one by one as they are asked for; those that are none are put on the list. */
export async function* findOracles<Asked extends Question>(
  { network, names, candidates, alice, visitor, strangers = [] }: Asking<Asked>,
  passedOver: PassedOver<Asked>[],
): AsyncGenerator<FoundOracle<Asked>> {
  const read = (exchange: Exchange) => sampleOf(exchange, names);
  for (const question of candidates) {
    const ask = (parts: readonly Part[] | null) => present(network, parts === null ? null : whole(parts), question);
    const known = question === candidates[0] ? strangers : [];
    const ways = alice(question.path).filter((held, at) => held.length > 0 || at === 0);
    let why: PassedOver<Asked>['why'] | null = 'alike';
    const none: Exchange[] = [...known];
    let visiting: Exchange[] | null = null;
    for (const held of ways) {
      if (none.length === 0) none.push(await ask(null));
      const one = await ask(held);
      // Most candidates are none, and two answers show it.
      if (sameSample(read(none[0] as Exchange), read(one))) continue;
      const two = await ask(held);
      while (none.length < REPEATS) none.push(await ask(null));
      // Times, counters and replicas in turn cannot follow this order: stranger, her, her, stranger, stranger, her.
      const asAlice = [one, two, await ask(held)].map(read);
      const parts = visitor(question.path);
      visiting ??= parts.length === 0 ? [] : [await ask(parts)];
      const samples = { anonymous: [...none, ...visiting].map(read), alice: asAlice, bob: [] };
      const oracle = calibrate(question, samples);
      if (oracle !== null) {
        yield { question, oracle, held, samples };
        why = null;
        break;
      }
      why =
        replaced(one, held) &&
        asAlice.slice(1).every((sample) => samples.anonymous.some((stranger) => sameSample(stranger, sample)))
          ? 'rotates'
          : 'unsteady';
    }
    if (why !== null) passedOver.push({ question, why });
  }
}

const sameSample = (one: Sample, other: Sample): boolean => {
  if (one.key !== other.key) return false;
  const [a, b] = [new Set(one.words), new Set(other.words)];
  return a.size === b.size && a.isSubsetOf(b);
};

/** Whether the answer gave another value for something that was presented. */
const replaced = ({ cookies }: Exchange, held: readonly Part[]): boolean =>
  cookies.some((line) =>
    held.some(({ carrier, name, value }) => carrier === 'cookie' && name === line.name && !line.value.equals(value)),
  );

/** Whether these parts are taken for somebody. An answer that proves nothing is asked for once more. */
export const isRecognised = async (
  network: Network,
  oracle: Oracle,
  names: Names,
  parts: readonly Part[],
): Promise<boolean> => {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const { subject } = sight(await present(network, whole(parts), oracle), oracle, names, null);
    if (subject !== 'unclear') return subject !== 'anonymous';
  }
  return false;
};
