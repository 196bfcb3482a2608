import { HarnessError, messageOf } from '../errors.ts';
import { HttpClient, present } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import type { Transcript } from '../http/transcript.ts';
import { Identifier, type IdentifierShape } from '../model/identifier.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Account, PlainSignIn, TargetDefinition } from '../model/target.ts';
import type { Sighting } from '../model/subject.ts';
import { entryPath } from '../signin/entry-path.ts';
import { findCarriers } from '../signin/carriers.ts';
import { discoverSignIn, discoverSignOut, oracleCandidates } from '../signin/discovery.ts';
import { asking, calibrate, sampleOf, sight, type Names, type Oracle, type Sample } from '../signin/oracle.ts';
import { signIn } from '../signin/sign-in.ts';
import { notSignedIn, unreachable } from './diagnosis.ts';
import type { IssuedLine, Preflight } from './protocol.ts';

const REPEATS = 3;

/** Before anything was asked. */
export const NOTHING_KNOWN: Preflight = {
  diagnosis: null,
  reachable: false,
  signIn: null,
  signOut: null,
  oracle: null,
  shape: [],
  landingPath: null,
  issued: [],
  https: false,
  loopback: false,
  tokens: 'any',
  discovered: {
    signIn: [],
    oracle: [],
    identifier: [],
    signOut: [],
    cost: { requests: 0, signIns: 0, ms: 0 },
  },
};

export interface Calibrators {
  readonly alice: Account;
  readonly bob: Account | null;
}

export interface PreflightSeen {
  readonly preflight: Preflight;
  /** Alice's client, whose cookie lines are the specimen. */
  readonly alice: HttpClient | null;
  /** What alice and bob were issued. */
  readonly identifiers: readonly Identifier[];
  /** All that was asked, by whomever. */
  readonly exchanges: readonly Exchange[];
}

/**
 * Finds the way in, the oracle and the identifier, by effect. Throws nothing: what stands in the way is the diagnosis.
 * Costs two sign-ins and about twenty requests.
 */
export const runPreflight = async (
  definition: TargetDefinition,
  people: Calibrators,
  network: Network,
  transcript: Transcript,
): Promise<PreflightSeen> => {
  const blank: Preflight = {
    ...NOTHING_KNOWN,
    https: network.origin.startsWith('https:'),
    loopback: /^https?:\/\/(localhost|127\.[\d.]+|\[::1\])(:|$)/.test(network.origin),
  };
  let known = blank;
  let alice: HttpClient | null = null;
  const identifiers: Identifier[] = [];
  const learn = (more: Partial<Preflight>) => {
    known = { ...known, ...more };
  };
  try {
    alice = await explore(definition, people, network, transcript, learn, identifiers);
    return { preflight: known, alice, identifiers, exchanges: transcript.exchanges };
  } catch (error) {
    const diagnosis = transcript.masker.text(messageOf(error));
    return { preflight: { ...known, diagnosis }, alice, identifiers, exchanges: [] };
  }
};

const explore = async (
  definition: TargetDefinition,
  { alice: account, bob: second }: Calibrators,
  network: Network,
  transcript: Transcript,
  learn: (more: Partial<Preflight>) => void,
  issuedTo: Identifier[],
): Promise<HttpClient> => {
  const names: Names = { alice: account.username, bob: second?.username ?? null };

  const start = startPath(definition);
  const entry = await new HttpClient(network).get(start);
  if (entry.status === 0) throw unreachable(network, entry);
  learn({ reachable: true });
  for (const person of [account, second]) {
    if (person !== null) await definition.people.register?.(new HttpClient(network), person);
  }

  const recipe = definition.signIn ?? (await discoverSignIn(new HttpClient(network), start));
  if (definition.signIn === undefined) learn({ signIn: recipe as PlainSignIn });
  // An oracle that is declared can tell a stranger before anybody has signed in: FIX-07 judges with that much.
  const strangers = definition.whoAmI === undefined ? [] : await ask(network, null, definition.whoAmI, REPEATS);
  if (definition.whoAmI !== undefined) learn({ oracle: partialOracle(definition.whoAmI, strangers, names) });

  // Whoever merely opened the sign-in page may hold a session, and is a stranger all the same.
  const visitor = new HttpClient(network);
  const page = entryPath(recipe);
  if (page !== null) await visitor.follow(await visitor.get(page));

  const alice = new HttpClient(network);
  const taken = await signIn(alice, recipe, account);
  if (taken.answer !== null && taken.answer.status === 0) {
    throw new HarnessError(
      'SIGN_IN',
      `the sign-in request failed: ${taken.answer.failure}; see what the target logged`,
    );
  }

  const candidates =
    definition.whoAmI === undefined
      ? oracleCandidates(taken.landing, entry).map((path) => ({ method: 'GET', path }))
      : [definition.whoAmI];
  const found = await findOracle(network, { alice, visitor }, candidates, strangers, names);
  if (found === null) throw notSignedIn(candidates, taken, account);
  const { held, samples, request } = found;
  const recognised = async (parts: Identifier['parts']): Promise<boolean> => {
    // One bad moment of the target must not make a part look needed that is not.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const sighting = sight(await present(network, whole(parts), request), found.oracle, names, null);
      if (sighting.subject !== 'unclear') return isSignedIn(sighting);
    }
    return false;
  };
  const shape = await findCarriers(held, recognised);
  if (shape.length === 0) {
    throw new HarnessError(
      'SIGN_IN',
      `what alice's client holds after sign-in (${whole(held).toString()}) is not recognised when presented again: ` +
        'a session bound to the connection or to a script cannot be judged yet',
    );
  }
  const issued = lines(alice, shape);
  const landingPath = taken.landing === null ? null : taken.landing.url.pathname + taken.landing.url.search;
  const offered = definition.signOut === undefined && taken.landing !== null ? discoverSignOut(taken.landing) : null;
  const signOut = offered === null ? null : { kind: 'request' as const, ...offered };
  learn({ shape, issued, landingPath, signOut });

  // A forged identifier is a stranger too, though some targets answer it in other words.
  issuedTo.push(alice.identifier(shape, request.path));
  const forged = await ask(network, alice.identifier(shape, request.path).forged(), request, 1);
  const bobs: Exchange[] = [];
  if (second !== null) {
    const bob = new HttpClient(network, shape.flat().some(({ carrier }) => carrier === 'bearer') ? 'any' : 'none');
    await signIn(bob, recipe, second);
    issuedTo.push(bob.identifier(shape, request.path));
    bobs.push(...(await ask(network, bob.identifier(shape, request.path), request, 2)));
  }
  const read = (exchange: Exchange) => sampleOf(exchange, names);
  const full = { ...samples, bob: bobs.map(read) };
  const oracle =
    calibrate(request, { ...full, anonymous: [...samples.anonymous, ...forged.map(read)] }) ?? calibrate(request, full);
  // An oracle that takes a made-up identifier for a person tells only that something was presented.
  const fooled = oracle !== null && forged.some((exchange) => isSignedIn(sight(exchange, oracle, names, null)));
  if (fooled) throw notSignedIn(candidates, taken, account);
  if (oracle === null) {
    throw new HarnessError(
      'SIGN_IN',
      second === null
        ? `${asking(request)} stopped telling alice from a stranger`
        : `bob could not sign in as alice could: ${asking(request)} answered him ${bobs.map(({ status }) => status).join(', ')}; ` +
            'check the second account (TARGET_USERNAME_2, TARGET_PASSWORD_2, or `people.bob`)',
    );
  }
  learn({ oracle });
  return alice;
};

/** Where a visitor begins: the path of the URL that was given. */
export const startPath = ({ launch, url }: TargetDefinition): string => {
  const given = url === undefined ? null : URL.parse(url);
  return given === null ? (launch?.readyPath ?? '/') : given.pathname + given.search;
};

const isSignedIn = ({ subject }: Sighting): boolean => subject !== 'anonymous' && subject !== 'unclear';

const whole = (parts: Identifier['parts']): Identifier => new Identifier(parts, [], (value) => value, []);

const ask = async (
  network: Network,
  identifier: Identifier | null,
  request: { readonly method: string; readonly path: string },
  times: number,
): Promise<Exchange[]> => {
  const answers: Exchange[] = [];
  for (let count = 0; count < times; count += 1) answers.push(await present(network, identifier, request));
  return answers;
};

const partialOracle = (
  request: { method: string; path: string },
  strangers: readonly Exchange[],
  names: Names,
): Oracle | null =>
  calibrate(
    { method: request.method, path: request.path },
    { anonymous: strangers.map((exchange) => sampleOf(exchange, names)), alice: [], bob: [] },
  );

/** The first candidate that answers alice otherwise than a stranger, three times each. */
const findOracle = async (
  network: Network,
  { alice, visitor }: { readonly alice: HttpClient; readonly visitor: HttpClient },
  candidates: readonly { readonly method: string; readonly path: string }[],
  strangers: readonly Exchange[],
  names: Names,
) => {
  const read = (exchange: Exchange) => sampleOf(exchange, names);
  for (const { method, path } of candidates) {
    const request = { method, path };
    // Any long string of a JSON answer might be a token; cookies are tried without them first.
    const all = alice.holds(path);
    const cookies = all.filter(({ carrier }) => carrier === 'cookie');
    const none = strangers.length > 0 ? strangers : await ask(network, null, request, REPEATS);
    const visiting = visitor.holds(path).length === 0 ? [] : await ask(network, whole(visitor.holds(path)), request, 1);
    const asStranger = [...none, ...visiting].map(read);
    for (const held of cookies.length === 0 || cookies.length === all.length ? [all] : [cookies, all]) {
      const asAlice = (await ask(network, whole(held), request, REPEATS)).map(read);
      const samples: { anonymous: Sample[]; alice: Sample[] } = { anonymous: asStranger, alice: asAlice };
      const oracle = calibrate(request, { ...samples, bob: [] });
      if (oracle !== null) return { oracle, held, samples, request };
    }
  }
  return null;
};

const lines = (client: HttpClient, shape: IdentifierShape): IssuedLine[] =>
  client.lines.map(({ path, line }) => ({
    name: line.name,
    path,
    attributes: line.attributes,
    deletes: line.deletes,
    identifies: shape.flat().some(({ carrier, name }) => carrier === 'cookie' && name === line.name),
  }));
