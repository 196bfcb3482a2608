import { HarnessError } from '../errors.ts';
import { HttpClient } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import type { Transcript } from '../http/transcript.ts';
import type { Exchange } from '../model/exchange.ts';
import { samePart, type Identifier, type IdentifierShape, type Part, type PartShape } from '../model/identifier.ts';
import type { Person } from '../model/subject.ts';
import type { Account, PlainSignIn, SignIn, TargetDefinition } from '../model/target.ts';
import type { Tokens } from '../model/token-rule.ts';
import { discoverSignIn, discoverSignOut, oracleCandidates } from '../signin/discovery.ts';
import { entryPath } from '../signin/entry-path.ts';
import { findOracles, whole, type FoundOracle, type PassedOver } from '../signin/find-oracle.ts';
import { WayInError } from '../signin/find-way-in.ts';
import type { Candidate } from '../signin/oracle-candidates.ts';
import { calibrate, sampleOf, type Names, type Oracle } from '../signin/oracle.ts';
import { signIn, type SignInTaken } from '../signin/sign-in.ts';
import { browse, type Browsed, type BrowserWay } from './browse.ts';
import { isRefusal, notSignedIn, notTold, notWithoutBrowser, rotating, unreachable } from './diagnosis.ts';
import { foundSentences } from './found-sentences.ts';
import { ask, judgeCandidates, type Promising } from './judge-candidates.ts';
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
  const browsed = definition.signIn !== undefined || browser === null ? null : await withBrowser(browser, entry);
  if (browsed !== null && browsed.found === null) throw nothingTells(browsed.candidates, passedOver, account);
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
  let hers: Entered | null = null;
  let his: Entered | null = null;

  // Whoever signs in next shows whether it works without a browser: bob where there is one, to spare a sign-in.
  let first: Promising | null = null;
  if (browsed !== null && browsed.found !== null) {
    const found = await asVisitorToo(network, names, browsed.found, visitor);
    const shown = async (person: Account, how: SignIn): Promise<Promising | null> => {
      const entered = await enter(person, how).catch((error: unknown) => {
        if (how.kind === 'browser' || !(error instanceof HarnessError) || error.code !== 'SIGN_IN') throw error;
        return null;
      });
      const who = person === account ? 'alice' : 'bob';
      const joined = entered === null ? null : await recognisedToo(network, names, found, entered.client, who);
      if (who === 'alice') hers = entered;
      else his = entered;
      if (entered === null || joined === null) return null;
      return { found: joined, client: entered.client };
    };
    first = await shown(second ?? account, recipe);
    // A question may be of one person only, or bob may not get in: that is told apart once alice has tried.
    if (first === null && second !== null) first = await shown(account, recipe);
    if (first === null && recipe.kind !== 'browser' && network.inBrowser !== null) {
      // What a plain client is given is not what the browser was: then the browser signs everybody in.
      recipe = { kind: 'browser', path: browsed.recording.entry };
      learn({ signIn: recipe });
      first = await shown(second ?? account, recipe);
    }
    if (first === null) throw notWithoutBrowser(found.question, account);
  } else hers = await enter(account, recipe);

  const landing = landingOf(hers, browsed);
  let candidates =
    declared ??
    browsed?.candidates ??
    oracleCandidates(landing.page, entry).map((path): Candidate => ({ method: 'GET', path, why: 'a page of hers' }));

  async function* promising(): AsyncGenerator<Promising> {
    if (first !== null) yield first;
    hers ??= await enter(account, recipe);
    const { client } = hers;
    const alice = (path: string): readonly (readonly Part[])[] => {
      const all = client.holds(path);
      const cookies = all.filter(({ carrier }) => carrier === 'cookie');
      // Any long string of a JSON answer might be a token; cookies are tried without them first.
      return tokens !== 'any' || cookies.length === all.length ? [all] : [cookies, all];
    };
    const rest = candidates.filter((one) => one !== first?.found.question);
    const given = {
      network,
      names,
      candidates: rest,
      alice,
      visitor: (path: string) => visitor.holds(path),
      strangers,
    };
    for await (const found of findOracles(given, passedOver)) yield { found, client };
  }
  const bob = second === null ? null : async () => (his ??= await enter(second, recipe)).client;
  let { best, failure } = await judgeCandidates(network, names, promising(), bob);
  // What plain requests do not show of a declared sign-in, a browser may.
  const unseen = definition.signIn !== undefined && declared === null ? browser : null;
  let looked = browsed;
  if (best === null && unseen !== null && mayTryOn(hers, passedOver, account)) {
    looked = await lookAround(unseen, null);
    if (looked !== null && looked.found !== null) {
      ({ candidates } = looked);
      ({ best, failure } = await judgeCandidates(network, names, promising(), bob));
    }
  }
  if (best === null) {
    if (failure !== null) throw failure;
    const taken = (hers as Entered | null)?.taken ?? null;
    if (browsed === null && taken !== null && turning(passedOver, account) === null)
      learn({ refused: isRefusal(taken) });
    throw browsed === null && taken !== null
      ? (turning(passedOver, account) ?? notSignedIn(candidates, taken, account))
      : nothingTells(candidates, passedOver, account);
  }

  const { oracle, shape, question, client } = best;
  for (const one of [hers, his] as (Entered | null)[]) {
    if (one !== null) issuedTo.push(one.client.identifier(shape, question.path));
  }
  if (browsed?.found) issuedTo.push(client.knownAmong(browsed.found.held, shape));
  // What is no part of the session is not sent either: a bad token may be worse than none.
  const bearing = shape.flat().some(({ carrier }) => carrier !== 'cookie');
  if (tokens === 'any' && !bearing) learn({ tokens: 'none' });
  learn({ oracle, shape, issued: lines(client, shape), landingPath: landing.path });
  // Tokens that identify nobody matter where something does not work without them.
  const carrying = typeof tokens === 'string' ? tokens : tokens.filter((rule) => isIn(shape, rule));
  const spare = definition.tokens === undefined && carrying.length < tokens.length;
  const offered = browsed === null && landing.page !== null ? discoverSignOut(landing.page) : null;
  if (looked === null && offered === null && unseen !== null && definition.signOut === undefined)
    looked = await lookAround(unseen, question);
  const signOut = await settleSignOut({
    declared: definition.signOut ?? null,
    pressed: offered === null ? (looked?.leaving ?? null) : null,
    found: offered,
    clients: [...(spare ? [client.copy(shape, carrying)] : []), client.copy(shape)],
    oracle,
    names,
    account,
    shape,
    landingPath: landing.path,
  });
  if (spare && !signOut.takesTokens) learn({ tokens: carrying });
  // The way out was tried on her.
  if (typeof looked?.leaving === 'object' && signOut.recipe !== null)
    await network.keeper.closed('left', client.identifier(shape, question.path).parts);
  const held = client.holds(question.path);
  const sentences = foundSentences({
    definition,
    browsed: looked,
    recipe,
    best,
    passedOver,
    held,
    signOut,
    transcript,
  });
  learn({ signOut: signOut.recipe, discovered: { ...sentences, cost: NO_COST } });
  return client;

  /** A browser signs in once more, or else is given the cookies of somebody who did. Null: neither shows anything. */
  async function lookAround(way: BrowserWay, known: Candidate | null): Promise<Browsed | null> {
    const given = { ...parts, browser: way, names, declared: known === null ? null : [known], strangers, passedOver };
    const unlessLost = (error: unknown): null => {
      if (error instanceof HarnessError && /^(SIGN_IN|BROWSER|UNREACHABLE)$/.test(error.code)) return null;
      throw error;
    };
    const begin = entryPath(recipe) ?? start;
    const seen = recipe.kind === 'custom' ? null : await browse({ ...given, start: begin }).catch(unlessLost);
    if (seen !== null) return seen;
    const { lines: set } = (await enter(account, recipe)).client;
    const handed = [...new Map(set.map((one) => [one.line.name, one])).values()].filter(({ line }) => !line.deletes);
    if (handed.length === 0) return null;
    return browse({ ...given, start: landing.path ?? start, handed }).catch(unlessLost);
  }

  async function withBrowser(way: BrowserWay, answer: Exchange): Promise<Browsed | null> {
    try {
      return await browse({ ...parts, browser: way, start, names, declared, strangers, passedOver });
    } catch (error) {
      // A browser says no more of an endless redirect than that nothing came.
      await new HttpClient(network).follow(answer);
      // A browser that breaks, or that will not send a form without a button, is no reason not to send it over HTTP.
      if (error instanceof HarnessError && error.code === 'BROWSER') return null;
      if (!(error instanceof WayInError) || error.obstacle !== 'not-sent') throw error;
      await discoverSignIn(new HttpClient(network), start).catch(() => Promise.reject(error));
      return null;
    }
  }
};

/** Not where the credentials were refused, nor where nothing can be learned. */
const mayTryOn = (hers: Entered | null, passedOver: readonly PassedOver<Candidate>[], account: Account): boolean =>
  turning(passedOver, account) === null && (hers === null || !isRefusal(hers.taken));

interface Entered {
  readonly client: HttpClient;
  readonly taken: SignInTaken;
}

const isIn = (shape: IdentifierShape, part: PartShape): boolean => shape.flat().some((one) => samePart(one, part));

/** Where a visitor begins: the path of the URL that was given. */
export const startPath = ({ launch, url }: TargetDefinition): string => {
  const given = url === undefined ? null : URL.parse(url);
  return given === null ? (launch?.readyPath ?? '/') : given.pathname + given.search;
};

/** What was learned with the browser, joined with what somebody's plain client is answered; null where that is nobody. */
const recognisedToo = async (
  network: Network,
  names: Names,
  { question, samples }: FoundOracle<Candidate>,
  client: HttpClient,
  who: Person,
): Promise<FoundOracle<Candidate> | null> => {
  const held = client.holds(question.path);
  if (held.length === 0) return null;
  const more = (await ask(network, whole(held), question, 2)).map((exchange) => sampleOf(exchange, names));
  const joined = { ...samples, [who]: [...samples[who], ...more] };
  const oracle = calibrate(question, joined);
  return oracle === null ? null : { question, oracle, held, samples: joined };
};

/** A visitor is a stranger all the same; where that spoils the oracle, it is told by the checks that look at it. */
const asVisitorToo = async (
  network: Network,
  names: Names,
  found: FoundOracle<Candidate>,
  visitor: HttpClient,
): Promise<FoundOracle<Candidate>> => {
  const { question, samples } = found;
  const held = visitor.holds(question.path);
  if (held.length === 0) return found;
  const more = (await ask(network, whole(held), question, 1)).map((exchange) => sampleOf(exchange, names));
  const joined = { ...samples, anonymous: [...samples.anonymous, ...more] };
  const oracle = calibrate(question, joined);
  return oracle === null ? found : { ...found, oracle, samples: joined };
};

const landingOf = (
  hers: Entered | null,
  browsed: Browsed | null,
): { readonly page: Exchange | null; readonly path: string | null } => {
  const page = hers?.taken.landing ?? null;
  const url = browsed?.recording.landing ?? page?.url ?? null;
  return { page, path: url === null ? null : url.pathname + url.search };
};

const turning = (passedOver: readonly PassedOver<Candidate>[], account: Account): HarnessError | null => {
  const one = passedOver.find(({ why }) => why === 'rotates');
  return one === undefined ? null : rotating(one.question, account);
};

const nothingTells = (
  candidates: readonly Candidate[],
  passedOver: readonly PassedOver<Candidate>[],
  account: Account,
): HarnessError => turning(passedOver, account) ?? notTold(candidates, account);

const partialOracle = (
  request: NonNullable<TargetDefinition['whoAmI']>,
  strangers: readonly Exchange[],
  names: Names,
): Oracle | null =>
  calibrate(request, { anonymous: strangers.map((exchange) => sampleOf(exchange, names)), alice: [], bob: [] });

const lines = (client: HttpClient, shape: IdentifierShape): IssuedLine[] =>
  client.lines.map(({ path, line }) => ({
    name: line.name,
    path,
    attributes: line.attributes,
    deletes: line.deletes,
    identifies: shape.flat().some(({ carrier, name }) => carrier === 'cookie' && name === line.name),
  }));
