import { forge } from '../http/forge.ts';
import { HttpClient, present, type ClientState } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import type { Transcript } from '../http/transcript.ts';
import { withLaterTime } from '../http/time-field.ts';
import { presentElsewhere, type ElsewherePlace } from '../http/elsewhere.ts';
import { HarnessError } from '../errors.ts';
import type { Deed } from '../model/deed.ts';
import { header, type Exchange } from '../model/exchange.ts';
import { Identifier, samePart, type IdentifierShape, type Part } from '../model/identifier.ts';
import { Secret } from '../model/secret.ts';
import { speaksFor, truth, type Sighting, type Truth } from '../model/subject.ts';
import type { Tokens } from '../model/token-rule.ts';
import type {
  Account,
  ChangeSpec,
  CustomStep,
  RememberMe,
  RequestSpec,
  SignIn,
  SignOut,
  UnfinishedFlow,
} from '../model/target.ts';
import { meaningOf, type Finding } from '../randomness/meaning.ts';
import { notTested } from './check-definition.ts';
import { entryPath } from '../signin/entry-path.ts';
import { readPage, signInForm } from '../signin/forms.ts';
import { carryOut, deedOf, markersShown, secretsIn, shownAt } from './deeds.ts';
import { setOut, type InFlight } from './in-flight.ts';
import { lookAround } from './look-around.ts';
import { openSignIn } from '../signin/open-sign-in.ts';
import { isNamedIn, optionsOf, sight, type Names, type Oracle } from '../signin/oracle.ts';
import type { SlowRequest } from './slow-requests.ts';
import { signIn, signInByAddress } from '../signin/sign-in.ts';
import { perform, signOut } from '../signin/sign-out.ts';

/** What everybody in one deployment shares: the way there, and what preflight learned. */
export interface Ground {
  readonly network: Network;
  readonly transcript: Transcript;
  readonly signIn: SignIn;
  readonly signOut: SignOut | null;
  readonly rememberMe: RememberMe | null;
  readonly unfinished: readonly UnfinishedFlow[];
  readonly stepUp: CustomStep<void> | null;
  readonly surfaces: readonly RequestSpec[];
  readonly fill: RequestSpec | null;
  readonly change: ChangeSpec | null;
  readonly slow: readonly SlowRequest[];
  /** Declared pages and public paths. */
  readonly paths: readonly string[];
  readonly oracle: Oracle;
  readonly shape: IdentifierShape;
  readonly landingPath: string | null;
  readonly tokens: Tokens;
  readonly names: Names;
  readonly foreignPair: 'foreign-pair' | null;
  /** What the client holds at which alice was signed in once for all checks that only look; null where each may sign in. */
  readonly standing: () => Promise<ClientState | null>;
  /** Told of every client at which somebody signs in. */
  readonly entered: (client: HttpClient) => void;
}

/** Asks for whom an identifier speaks, without changing anything. Null asks as a stranger. */
export const ask = async (ground: Ground, identifier: Identifier | null): Promise<Answered> => {
  const { network, oracle, names, foreignPair } = ground;
  const answer = await present(network, identifier, oracle);
  const sighting = sight(answer, oracle, names, foreignPair);
  const { subject } = sighting;
  if (identifier !== null && subject !== 'unclear')
    await network.keeper.closed(subject === 'anonymous' ? 'ended' : 'alive', identifier.parts);
  return { answer, sighting: noted(ground, sighting) };
};

/** Somebody was seen to be signed in: no need to show by itself that signing in works. */
const noted = ({ transcript }: Ground, sighting: Sighting): Sighting => {
  if (sighting.subject !== 'anonymous' && sighting.subject !== 'unclear') transcript.spoke = true;
  return sighting;
};

/** Shows an identifier in another place than it travels in, alone or beside another in the right place. */
export const probeElsewhere = async (
  ground: Ground,
  identifier: Identifier,
  place: ElsewherePlace,
  beside: Identifier | null,
): Promise<Answered> => {
  const { network, oracle, names, foreignPair } = ground;
  const answer = await presentElsewhere(network, identifier, place, beside, oracle);
  return { answer, sighting: sight(answer, oracle, names, foreignPair) };
};
/** An answer, and for whom it speaks. */
export interface Answered {
  readonly answer: Exchange;
  readonly sighting: Sighting;
}

/** What a client's cookies and tokens tell of their owner. */
export interface Told {
  /** Names of what was looked at. */
  readonly parts: readonly string[];
  readonly findings: readonly Finding[];
}

/** One try to sign in. */
export interface Try {
  /** Which of the wrong passwords; left out: the right one. */
  readonly wrong?: number;
  /** Headers that claim where the client is. */
  readonly claims?: Readonly<Record<string, string>>;
  /** Writes the person's name otherwise. */
  readonly spelt?: (name: string) => string;
}
/** How it was taken. Whether it signed in is for the oracle to tell. */
export interface Tried {
  /** The answer to the credentials, or to the last request where they could not be sent. Null: nothing was asked. */
  readonly answer: Exchange | null;
  /** The page at which it ended. */
  readonly landing: Exchange | null;
}

/** A person at a client of their own. */
export class Persona {
  readonly #ground: () => Promise<Ground>;
  readonly #account: (ground: Ground) => Promise<Account>;
  readonly #name: string;
  /** How many clients this person has; all of them know. */
  readonly #clients: { count: number };
  readonly #number: number;
  #client: HttpClient | null = null;
  #answer: Exchange | null = null;
  #landing: Exchange | null = null;
  #heldBefore: Identifier | null = null;

  constructor(
    name: string,
    ground: () => Promise<Ground>,
    account: (ground: Ground) => Promise<Account>,
    clients = { count: 0 },
  ) {
    this.#name = name;
    this.#ground = ground;
    this.#account = account;
    this.#clients = clients;
    this.#number = clients.count += 1;
  }

  /** The same person at another client. */
  another(): Persona {
    return new Persona(this.#name, this.#ground, this.#account, this.#clients);
  }

  /** Opens the sign-in page, with what its scripts ask for, or `path`. Returns the identifier that the client holds then; it may be empty. */
  async visit(path?: string): Promise<Identifier> {
    const ground = await this.#ground();
    const client = this.#use(ground);
    if (path === undefined) await openSignIn(client, ground.signIn);
    else await client.follow(await client.get(path));
    return client.known(ground.shape, ground.oracle.path);
  }

  /** Uses the app as its owner does: takes over whatever is issued anew. The answer tells for whom it spoke. */
  async use(): Promise<Sighting> {
    const ground = await this.#ground();
    const { oracle, names, foreignPair } = ground;
    const answer = await this.#use(ground).request(oracle.method, oracle.path, optionsOf(oracle));
    return noted(ground, sight(answer, oracle, names, foreignPair));
  }

  /** Plain requests of this person, for what visits and sign-ins do not cover. */
  async get(path: string): Promise<Exchange> {
    return this.#use(await this.#ground()).get(path);
  }

  /** Looks around: the page where the sign-in ended, declared ones, and what they link to; `most` in all, nothing that may change something. */
  async lookAround(most: number): Promise<readonly Exchange[]> {
    const ground = await this.#ground();
    const { oracle, surfaces, paths, landingPath } = ground;
    const landing = this.#landing?.url.pathname ?? landingPath;
    const asked = [oracle, ...surfaces].filter(({ method }) => method === 'GET').map(({ path }) => path);
    const first = [...(landing === null ? [] : [landing]), ...asked, ...paths];
    return lookAround(this.#use(ground), first, most);
  }

  /** The question who is signed in, as a script of the app sends it. */
  async script(): Promise<Exchange> {
    const ground = await this.#ground();
    const { oracle } = ground;
    return this.#use(ground).request(oracle.method, oracle.path, {
      ...optionsOf(oracle),
      headers: { ...oracle.headers, accept: 'application/json', 'x-requested-with': 'XMLHttpRequest' },
    });
  }

  /**
   * Opens the page at which the sign-in (of `whose`) ended once more, as a browser does, and whether that leads to the
   * sign-in page. Null where people sign in on no page, or it ended at none.
   */
  async reopen(whose: Persona = this): Promise<{ readonly page: Exchange; readonly asksToSignIn: Truth } | null> {
    const ground = await this.#ground();
    const landing = whose.#landing;
    const entry = entryPath(ground.signIn);
    const isPage = /\bx?html\b/i.test(landing === null ? '' : (header(landing, 'content-type') ?? ''));
    if (entry === null || landing === null || (ground.signIn.kind !== 'form' && !isPage)) return null;
    const client = this.#use(ground);
    const page = await client.follow(await client.get(landing.url.pathname + landing.url.search));
    if (page.status === 0 || page.status === 429 || page.status >= 500) return { page, asksToSignIn: 'unknown' };
    const there = page.url.pathname === ground.network.resolve(entry).pathname;
    return { page, asksToSignIn: truth(there || signInForm(readPage(page.body, page.url)) !== undefined) };
  }

  /**
   * Signs in and returns what the client holds then. `as`: with another person's account, at this client.
   * `remember`: asks to be remembered, as the definition says.
   */
  async signIn({ as = this, remember = false }: { as?: Persona; remember?: boolean } = {}): Promise<Identifier> {
    const ground = await this.#ground();
    const client = this.#use(ground);
    ground.entered(client);
    const { rememberMe } = ground;
    const recipe = remember ? (rememberMe?.signIn ?? ground.signIn) : ground.signIn;
    const taken = await signIn(client, recipe, await as.#account(ground), remember ? rememberMe?.fields : {});
    this.#answer = taken.answer;
    this.#landing = taken.landing;
    this.#heldBefore = taken.heldBefore === null ? null : client.knownAmong(taken.heldBefore, ground.shape);
    return client.identifier(ground.shape, ground.oracle.path);
  }

  /**
   * Sends this person's name with the right password or a wrong one, however it is taken. Ends the check as not tested
   * where only a browser can.
   */
  async tryToSignIn({ wrong, claims = {}, spelt = (name) => name }: Try = {}): Promise<Tried> {
    const ground = await this.#ground();
    if (ground.signIn.kind === 'browser') {
      return notTested(
        'to test it, declare the sign-in as requests (form, json or steps): a browser is too slow to try so many passwords',
      );
    }
    const client = this.#use(ground);
    client.guess(claims);
    const { username, password } = await this.#account(ground);
    const account = {
      username: spelt(username),
      password: wrong === undefined ? password : `no-such-password-${wrong}`,
    };
    const { exchanges } = ground.transcript;
    const before = exchanges.length;
    try {
      const { answer, landing } = await signIn(client, ground.signIn, account);
      const last = exchanges.slice(before).at(-1) ?? null;
      return { answer: answer ?? last, landing: landing ?? last };
    } catch (error) {
      // A page without its form any more, or a step of the definition's own that had nothing to go on.
      const lost = error instanceof HarnessError ? error.code === 'SIGN_IN' : ground.signIn.kind === 'custom';
      if (!lost) throw error;
      const answer = exchanges.slice(before).at(-1) ?? null;
      return { answer, landing: answer };
    }
  }

  /**
   * Signed in, for a check that only looks: on a target that others use too, with the one sign-in that all such checks
   * share, for as long as it lives.
   */
  async signedIn(): Promise<Identifier> {
    const ground = await this.#ground();
    const shared = await ground.standing();
    if (shared === null) return this.signIn();
    const client = this.#use(ground);
    client.resume(shared);
    const identifier = client.identifier(ground.shape, ground.oracle.path);
    if (speaksFor((await ask(ground, identifier)).sighting, 'alice') === 'yes') return identifier;
    this.#client = null;
    return this.signIn();
  }

  /** The answer to the credentials of the last sign-in. Null for a custom sign-in. */
  get answer(): Exchange | null {
    return this.#answer;
  }

  /** The identifier that the client held when it sent the credentials; null where that was not seen. */
  get heldBefore(): Identifier | null {
    return this.#heldBefore;
  }

  /** The page at which the last sign-in ended. */
  get landing(): Exchange | null {
    return this.#landing;
  }

  /** Signs out. Null when the step is a custom one. Ends the check as not tested where no way to sign out is known. */
  async signOut(): Promise<Exchange | null> {
    const ground = await this.#ground();
    if (ground.signOut === null) {
      return notTested(
        "to test it, declare how to sign out in a target definition, for example signOut: post('/logout'): none was found",
      );
    }
    const landing = this.#landing?.url.pathname ?? ground.landingPath;
    const client = this.#use(ground);
    await client.leave();
    const answer = await signOut(client, ground.signOut, await this.#account(ground), landing);
    // A browser goes on to where it is sent, and that page may be the one that takes the cookie away.
    const leads = answer === null ? undefined : header(answer, 'location');
    const within =
      answer !== null && leads !== undefined && URL.parse(leads, answer.url)?.origin === ground.network.origin;
    if (within) await client.follow(answer);
    return answer;
  }

  /**
   * Asks for a sign-in by an address that holds the credentials, as a link could. Null where the definition does not
   * show the request. Only for targets that may be written to: the password ends in their logs.
   */
  async signInByAddress(): Promise<Exchange | null> {
    const ground = await this.#ground();
    return signInByAddress(this.#use(ground), ground.signIn, await this.#account(ground));
  }

  /** Sends one of the requests that take their time, as `target.slow` lists them, and returns while it is under way. */
  async setOut(at: number): Promise<InFlight> {
    const ground = await this.#ground();
    return setOut(ground, this.#use(ground), at, this.#landing?.url.pathname ?? ground.landingPath);
  }

  /** Does the declared action that makes the session hold more; null where none is declared, else whether it was taken. */
  async fill(): Promise<boolean | null> {
    const ground = await this.#ground();
    if (ground.fill === null) return null;
    const landing = this.#landing?.url.pathname ?? ground.landingPath;
    const { status } = await perform(this.#use(ground), ground.fill, landing);
    return status >= 200 && status < 400;
  }

  /** What a browser of this person's would send now to do something that shows; null where no such thing is known. */
  async deed(): Promise<Deed | null> {
    const ground = await this.#ground();
    const landing = this.#landing?.url.pathname ?? ground.landingPath;
    const deed = await deedOf(ground, this.#use(ground), await this.#account(ground), landing);
    for (const text of deed === null ? [] : secretsIn(deed)) ground.transcript.masker.know(new Secret(text), 'secret');
    return deed;
  }

  /** Sends it from this client, as a page of the target's own would but for what its headers say. */
  async carryOut(deed: Deed): Promise<Exchange> {
    return carryOut(this.#use(await this.#ground()), deed);
  }

  /** Where a change of hers shows; null where none is declared. */
  async showsAt(): Promise<string | null> {
    const { change } = await this.#ground();
    return change === null ? null : shownAt(change);
  }

  /** Which of these words of declared changes are shown to this person. */
  async shows(markers: readonly string[]): ReturnType<typeof markersShown> {
    const ground = await this.#ground();
    if (ground.change === null) throw new HarnessError('LAB', 'no change is declared');
    return markersShown(ground.change, this.#use(ground), markers);
  }

  /** Begins the declared flow for somebody, at this client. Its last answer; null where it asked for nothing. */
  async begin(flow: string, { for: person }: { for: Persona }): Promise<Exchange | null> {
    const ground = await this.#ground();
    const step = ground.unfinished.find(({ name }) => name === flow)?.start;
    return this.#take(ground, step, await person.#account(ground));
  }

  /** Does what was missing of a flow that was begun for somebody at this client, and signs in by it. */
  async finish(flow: string, { for: person }: { for: Persona }): Promise<Exchange | null> {
    const ground = await this.#ground();
    const step = ground.unfinished.find(({ name }) => name === flow)?.finish;
    ground.entered(this.#use(ground));
    return this.#take(ground, step, await person.#account(ground));
  }

  /** Proves once more who the person is, in the declared way. The last answer; null where it asked for nothing. */
  async stepUp(): Promise<Exchange | null> {
    const ground = await this.#ground();
    return this.#take(ground, ground.stepUp ?? undefined, await this.#account(ground));
  }

  /** Whether the page names this person, by the name that they sign in with. */
  async isNamedIn(page: Exchange): Promise<Truth> {
    return isNamedIn(page, (await this.#account(await this.#ground())).username);
  }

  /** What the client holds that is no part of the session's identifier; it may be nothing. */
  async holdsBesides(): Promise<Identifier> {
    const ground = await this.#ground();
    const session = ground.shape.flat();
    const held = this.#use(ground).holds(ground.oracle.path);
    return freely(held.filter((part) => !session.some((one) => samePart(one, part))));
  }

  /** The cookies that the client holds and that a neighbouring host could set: `__Host-` alone forbids it. */
  async plantable(): Promise<Identifier> {
    const ground = await this.#ground();
    const held = this.#use(ground).holds(ground.oracle.path);
    return freely(held.filter(({ carrier, name }) => carrier === 'cookie' && !/^__Host-/i.test(name)));
  }

  /** What the client holds now. */
  async holds(): Promise<Identifier> {
    const ground = await this.#ground();
    return this.#use(ground).identifier(ground.shape, ground.oracle.path);
  }

  /** Everything that the client holds, with ten years more in every part that reads as a time; null where none does. */
  async holdsWithLaterTimes(): Promise<Identifier | null> {
    const ground = await this.#ground();
    const held = new Identifier(this.#use(ground).holds(ground.oracle.path), ground.shape, (value) => value, []);
    const later = held.parts.flatMap((part) => withLaterTime(part, Date.now()) ?? []);
    return later.length === 0 ? null : later.reduce((identifier, part) => identifier.withPart(part), held);
  }

  /** What everything that the client was given and still holds tells of its owner, and to anybody who reads it. */
  async told(): Promise<Told> {
    const ground = await this.#ground();
    const { username, password } = await this.#account(ground);
    const client = this.#use(ground);
    const issued = new Map(client.lines.map(({ line }) => [line.name, line]));
    const cookies = [...issued.values()].filter(({ deletes }) => !deletes);
    const parts: Part[] = [
      ...cookies.map(({ name, value }) => ({ carrier: 'cookie' as const, name, value })),
      ...client.known(ground.shape, ground.oracle.path).parts.filter(({ carrier }) => carrier !== 'cookie'),
    ];
    return {
      parts: parts.map(({ carrier, name }) => `${carrier} ${name}`),
      findings: meaningOf(parts, { username, password: new Secret(password) }),
    };
  }

  /** An attacker puts an identifier into this person's browser. */
  async plant(identifier: Identifier): Promise<void> {
    this.#use(await this.#ground()).plant(identifier);
  }

  /** Cookie lines that this client was sent, in order. */
  get lines(): HttpClient['lines'] {
    return this.#client?.lines ?? [];
  }

  /** Takes a declared step at this client. */
  async #take(ground: Ground, step: CustomStep<void> | undefined, account: Account): Promise<Exchange | null> {
    const { exchanges } = ground.transcript;
    const before = exchanges.length;
    await step?.run(this.#use(ground), account);
    return exchanges.slice(before).at(-1) ?? null;
  }

  #use(ground: Ground): HttpClient {
    const by = this.#number === 1 ? this.#name : `${this.#name} (${this.#number})`;
    this.#client ??= new HttpClient(ground.network, ground.tokens, by);
    return this.#client;
  }
}

/** Parts that are no known identifier: together they are the same or not. */
const freely = (parts: Identifier['parts']): Identifier => new Identifier(parts, [], forge, []);
