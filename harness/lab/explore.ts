import { HarnessError } from '../errors.ts';
import { HttpClient, present } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import type { Transcript } from '../http/transcript.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Identifier, IdentifierShape, Part } from '../model/identifier.ts';
import type { Account, PlainSignIn, SignIn, TargetDefinition } from '../model/target.ts';
import type { Tokens } from '../model/token-rule.ts';
import { findCarriers } from '../signin/carriers.ts';
import { discoverSignIn, discoverSignOut, oracleCandidates } from '../signin/discovery.ts';
import { entryPath } from '../signin/entry-path.ts';
import { findOracles, isRecognised, whole, type FoundOracle, type PassedOver } from '../signin/find-oracle.ts';
import type { Candidate } from '../signin/oracle-candidates.ts';
import { asking, calibrate, isSignedIn, sampleOf, sight, type Names, type Oracle } from '../signin/oracle.ts';
import { signIn, type SignInTaken } from '../signin/sign-in.ts';
import { browse, type Browsed, type BrowserWay } from './browse.ts';
import { isRefusal, notSignedIn, notTold, rotating, unreachable } from './diagnosis.ts';
import { foundSentences } from './found-sentences.ts';
import type { IssuedLine, Preflight } from './protocol.ts';
import { settleSignOut } from './settle-sign-out.ts';

const REPEATS = 3;
/** Until all is done. */
const NO_COST = { requests: 0, signIns: 0, ms: 0 };

export interface Calibrators {
  readonly alice: Account;
  readonly bob: Account | null;
}

export interface Explored {
  readonly definition: TargetDefinition;
  readonly people: Calibrators;
  readonly network: Network;
  readonly transcript: Transcript;
  /** How a real browser signs in. Null: there is none, and the way in is looked for over HTTP. */
  readonly browser: BrowserWay | null;
  readonly learn: (more: Partial<Preflight>) => void;
  readonly issuedTo: Identifier[];
}

/** Finds what is not declared, and learns it piece by piece. Throws with the one diagnosis of what stands in the way. */
export const explore = async (parts: Explored): Promise<HttpClient> => {
  const { definition, people, network, transcript, browser, learn, issuedTo } = parts;
  const { alice: account, bob: second } = people;
  const names: Names = { alice: account.username, bob: second?.username ?? null };

  const start = startPath(definition);
  const entry = await new HttpClient(network).get(start);
  if (entry.status === 0) throw unreachable(network, entry);
  learn({ reachable: true });
  for (const person of [account, second]) {
    if (person !== null) await definition.people.register?.(new HttpClient(network), person);
  }

  // An oracle that is declared can tell a stranger before anybody has signed in: FIX-07 judges with that much.
  const strangers = definition.whoAmI === undefined ? [] : await ask(network, null, definition.whoAmI, REPEATS);
  if (definition.whoAmI !== undefined) learn({ oracle: partialOracle(definition.whoAmI, strangers, names) });
  const declared: readonly Candidate[] | null =
    definition.whoAmI === undefined ? null : [{ ...definition.whoAmI, why: 'declared' }];

  const passedOver: PassedOver<Candidate>[] = [];
  let browsed: Browsed | null = null;
  if (definition.signIn === undefined && browser !== null) {
    browsed = await browse({ ...parts, browser, start, names, declared, strangers, passedOver }).catch(
      (error: unknown) => {
        // A browser that breaks is no reason not to look: plain HTTP finds plain forms.
        if (error instanceof HarnessError && error.code === 'BROWSER') return null;
        throw error;
      },
    );
  }
  let recipe: SignIn = definition.signIn ?? browsed?.recipe ?? (await discoverSignIn(new HttpClient(network), start));
  const tokens: Tokens = definition.tokens ?? browsed?.carried.rules ?? 'any';
  if (definition.signIn === undefined) learn({ signIn: recipe as PlainSignIn });
  learn({ tokens });

  // Whoever merely opened the sign-in page may hold a session, and is a stranger all the same.
  const visitor = new HttpClient(network, 'none');
  const page = entryPath(recipe);
  if (page !== null) await visitor.follow(await visitor.get(page));

  const enter = async (person: Account, how: SignIn): Promise<Entered> => {
    const client = new HttpClient(network, tokens);
    const taken = await signIn(client, how, person, {});
    if (taken.answer !== null && taken.answer.status === 0) {
      throw new HarnessError(
        'SIGN_IN',
        `the sign-in request failed: ${taken.answer.failure}; see what the target logged`,
      );
    }
    return { client, taken };
  };
  let hers = await enter(account, recipe);

  let first: FoundOracle<Candidate> | null = browsed?.found ?? null;
  if (first !== null) {
    const joined = await recognisedToo(network, first, hers.client, names);
    if (joined === null && recipe.kind !== 'browser' && network.inBrowser !== null) {
      // What a plain client is given is not what the browser was: then the browser signs everybody in.
      recipe = { kind: 'browser', path: browsed?.recording.entry ?? start };
      learn({ signIn: recipe });
      hers = await enter(account, recipe);
      first = (await recognisedToo(network, first, hers.client, names)) ?? first;
    } else if (joined !== null) first = joined;
  }
  const { client: alice, taken } = hers;
  const candidates =
    declared ??
    browsed?.candidates ??
    oracleCandidates(taken.landing, entry).map((path): Candidate => ({ method: 'GET', path, why: 'a page of hers' }));

  const forAlice = (path: string): readonly (readonly Part[])[] => {
    const all = alice.holds(path);
    const cookies = all.filter(({ carrier }) => carrier === 'cookie');
    // Any long string of a JSON answer might be a token; cookies are tried without them first.
    return tokens !== 'any' || cookies.length === all.length ? [all] : [cookies, all];
  };
  const rest = candidates.filter((one) => one !== first?.question);
  const others = findOracles(
    { network, names, candidates: rest, alice: forAlice, visitor: (path) => visitor.holds(path), strangers },
    passedOver,
  );

  let bob: Entered | null = null;
  let best: Judged | null = null;
  let failure: HarnessError | null = null;
  for await (const found of inTurn(first, others)) {
    const { question, held, oracle: known, samples } = found;
    const shape = await findCarriers(held, (some) => isRecognised(network, known, names, some));
    if (shape.length === 0) {
      failure ??= new HarnessError(
        'SIGN_IN',
        `what alice's client holds after sign-in (${whole(held).toString()}) is not recognised when presented again: ` +
          'a session bound to the connection or to a script cannot be judged yet',
      );
      continue;
    }
    // A forged identifier is a stranger too, though some targets answer it in other words.
    const forged = await ask(network, alice.identifier(shape, question.path).forged(), question, 1);
    if (second !== null) bob ??= await enter(second, recipe);
    const bobs = bob === null ? [] : await ask(network, bob.client.identifier(shape, question.path), question, 2);
    const read = (exchange: Exchange) => sampleOf(exchange, names);
    const full = { ...samples, bob: bobs.map(read) };
    const oracle =
      calibrate(question, { ...full, anonymous: [...samples.anonymous, ...forged.map(read)] }) ??
      calibrate(question, full);
    if (oracle === null) {
      failure ??= second === null ? stopped(question) : bobIsNot(question, bobs);
      continue;
    }
    // An oracle that takes a made-up identifier for a person tells only that something was presented.
    if (forged.some((exchange) => isSignedIn(sight(exchange, oracle, names, null)))) continue;
    const tellsApart = second === null || (oracle.aliceWords.length > 0 && oracle.bobWords.length > 0);
    if (best === null || tellsApart) best = { question, oracle, shape };
    if (tellsApart) break;
  }
  if (best === null) {
    if (failure !== null) throw failure;
    const turning = passedOver.find(({ why }) => why === 'rotates');
    if (turning !== undefined) throw rotating(turning.question, account);
    if (browsed === null) learn({ refused: isRefusal(taken) });
    throw browsed === null ? notSignedIn(candidates, taken, account) : notTold(candidates, account);
  }

  const { oracle, shape, question } = best;
  issuedTo.push(alice.identifier(shape, question.path));
  if (bob !== null) issuedTo.push(bob.client.identifier(shape, question.path));
  // What is no part of the session is not sent either: a bad token may be worse than none.
  const bearing = shape.flat().some(({ carrier }) => carrier !== 'cookie');
  if (tokens === 'any' && !bearing) learn({ tokens: 'none' });
  learn({ oracle, shape, issued: lines(alice, shape), landingPath: landingOf(taken, browsed) });
  const signOut = await settleSignOut({
    declared: definition.signOut ?? null,
    pressed: browsed?.leaving ?? null,
    found: taken.landing === null ? null : discoverSignOut(taken.landing),
    client: alice.copy(shape),
    oracle,
    names,
    account,
    shape,
    landingPath: landingOf(taken, browsed),
  });
  learn({ signOut: signOut.recipe });
  // The way out was tried on her.
  if (typeof browsed?.leaving === 'object' && signOut.recipe !== null)
    await network.keeper.closed('left', alice.identifier(shape, question.path).parts);
  const sentences = foundSentences({
    definition,
    browsed,
    recipe,
    best,
    passedOver,
    held: alice.holds(question.path),
    signOut,
    transcript,
  });
  learn({ discovered: { ...sentences, cost: NO_COST } });
  return alice;
};

interface Entered {
  readonly client: HttpClient;
  readonly taken: SignInTaken;
}
export interface Judged {
  readonly question: Candidate;
  readonly oracle: Oracle;
  readonly shape: IdentifierShape;
}

/** Where a visitor begins: the path of the URL that was given. */
export const startPath = ({ launch, url }: TargetDefinition): string => {
  const given = url === undefined ? null : URL.parse(url);
  return given === null ? (launch?.readyPath ?? '/') : given.pathname + given.search;
};

async function* inTurn<Found>(first: Found | null, others: AsyncIterable<Found>): AsyncGenerator<Found> {
  if (first !== null) yield first;
  yield* others;
}

/** What was learned with the browser, joined with what a plain client of hers is answered; null where it is nobody. */
const recognisedToo = async (
  network: Network,
  found: FoundOracle<Candidate>,
  client: HttpClient,
  names: Names,
): Promise<FoundOracle<Candidate> | null> => {
  const { question, samples } = found;
  const held = client.holds(question.path);
  if (held.length === 0) return null;
  const more = (await ask(network, whole(held), question, 2)).map((exchange) => sampleOf(exchange, names));
  const joined = { anonymous: samples.anonymous, alice: [...samples.alice, ...more] };
  const oracle = calibrate(question, { ...joined, bob: [] });
  return oracle === null ? null : { question, oracle, held, samples: joined };
};

const landingOf = ({ landing }: SignInTaken, browsed: Browsed | null): string | null => {
  const url = browsed?.recording.landing ?? landing?.url ?? null;
  return url === null ? null : url.pathname + url.search;
};

const ask = async (
  network: Network,
  identifier: Identifier | null,
  request: Parameters<typeof present>[2],
  times: number,
): Promise<Exchange[]> => {
  const answers: Exchange[] = [];
  for (let count = 0; count < times; count += 1) answers.push(await present(network, identifier, request));
  return answers;
};

const partialOracle = (
  request: NonNullable<TargetDefinition['whoAmI']>,
  strangers: readonly Exchange[],
  names: Names,
): Oracle | null =>
  calibrate(request, { anonymous: strangers.map((exchange) => sampleOf(exchange, names)), alice: [], bob: [] });

const stopped = (question: Candidate): HarnessError =>
  new HarnessError('SIGN_IN', `${asking(question)} stopped telling alice from a stranger`);

const bobIsNot = (question: Candidate, bobs: readonly Exchange[]): HarnessError =>
  new HarnessError(
    'SIGN_IN',
    `bob could not sign in as alice could: ${asking(question)} answered him ${bobs.map(({ status }) => status).join(', ')}; ` +
      'check the second account (TARGET_USERNAME_2, TARGET_PASSWORD_2, or `people.bob`)',
  );

const lines = (client: HttpClient, shape: IdentifierShape): IssuedLine[] =>
  client.lines.map(({ path, line }) => ({
    name: line.name,
    path,
    attributes: line.attributes,
    deletes: line.deletes,
    identifies: shape.flat().some(({ carrier, name }) => carrier === 'cookie' && name === line.name),
  }));
