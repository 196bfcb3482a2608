import { HarnessError } from '../errors.ts';
import { HttpClient, present } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import type { Transcript } from '../http/transcript.ts';
import { withLaterTime } from '../http/time-field.ts';
import { header, type Exchange } from '../model/exchange.ts';
import { Identifier, type IdentifierShape } from '../model/identifier.ts';
import { truth, type Sighting, type Truth } from '../model/subject.ts';
import type { Account, SignIn, SignOut } from '../model/target.ts';
import { readPage, signInForm } from '../signin/forms.ts';
import { sight, type Names, type Oracle } from '../signin/oracle.ts';
import { signIn } from '../signin/sign-in.ts';
import { signOut } from '../signin/sign-out.ts';

/** What everybody in one deployment shares: the way there, and what preflight learned. */
export interface Ground {
  readonly network: Network;
  readonly transcript: Transcript;
  readonly signIn: SignIn;
  readonly signOut: SignOut | null;
  readonly oracle: Oracle;
  readonly shape: IdentifierShape;
  readonly landingPath: string | null;
  /** Whether a bearer header is part of the identifier. */
  readonly bearing: boolean;
  readonly names: Names;
  readonly foreignPair: 'foreign-pair' | null;
}

/** Asks for whom an identifier speaks, without changing anything. Null asks as a stranger. */
export const probe = async (ground: Ground, identifier: Identifier | null): Promise<Sighting> => {
  const { network, oracle, names, foreignPair } = ground;
  return sight(await present(network, identifier, oracle), oracle, names, foreignPair);
};

/** A person at a client of their own. */
export class Persona {
  readonly #ground: () => Promise<Ground>;
  readonly #account: (ground: Ground) => Promise<Account>;
  #client: HttpClient | null = null;
  #answer: Exchange | null = null;
  #landing: Exchange | null = null;
  #heldBefore: Identifier | null = null;

  constructor(ground: () => Promise<Ground>, account: (ground: Ground) => Promise<Account>) {
    this.#ground = ground;
    this.#account = account;
  }

  /** The same person at another client. */
  another(): Persona {
    return new Persona(this.#ground, this.#account);
  }

  /** Opens the sign-in page, or `path`. Returns the identifier that the client holds then; it may be empty. */
  async visit(path?: string): Promise<Identifier> {
    const ground = await this.#ground();
    const client = this.#use(ground);
    const start = ground.signIn.kind === 'form' ? ground.signIn.path : '/';
    await client.follow(await client.get(path ?? start));
    return client.known(ground.shape, ground.oracle.path);
  }

  /** Uses the app as its owner does: takes over whatever is issued anew. The answer tells for whom it spoke. */
  async use(): Promise<Sighting> {
    const ground = await this.#ground();
    const { oracle, names, foreignPair } = ground;
    return sight(await this.#use(ground).request(oracle.method, oracle.path), oracle, names, foreignPair);
  }

  /** Plain requests of this person, for what visits and sign-ins do not cover. */
  async get(path: string): Promise<Exchange> {
    return this.#use(await this.#ground()).get(path);
  }

  /** The question who is signed in, as a script of the app sends it. */
  async script(): Promise<Exchange> {
    const ground = await this.#ground();
    const { method, path } = ground.oracle;
    return this.#use(ground).request(method, path, {
      headers: { accept: 'application/json', 'x-requested-with': 'XMLHttpRequest' },
    });
  }

  /**
   * Opens the page at which the sign-in (of `whose`) ended once more, as a browser does, and whether that leads to the
   * sign-in page. Null where people do not sign in by a form.
   */
  async reopen(whose: Persona = this): Promise<{ readonly page: Exchange; readonly asksToSignIn: Truth } | null> {
    const ground = await this.#ground();
    const landing = whose.#landing;
    if (ground.signIn.kind !== 'form' || landing === null) return null;
    const client = this.#use(ground);
    const page = await client.follow(await client.get(landing.url.pathname + landing.url.search));
    if (page.status === 0 || page.status === 429 || page.status >= 500) return { page, asksToSignIn: 'unknown' };
    const there = page.url.pathname === ground.network.resolve(ground.signIn.path).pathname;
    return { page, asksToSignIn: truth(there || signInForm(readPage(page.body, page.url)) !== undefined) };
  }

  /** Signs in and returns what the client holds then. */
  async signIn(): Promise<Identifier> {
    const ground = await this.#ground();
    const client = this.#use(ground);
    ground.transcript.signIns += 1;
    const taken = await signIn(client, ground.signIn, await this.#account(ground));
    this.#answer = taken.answer;
    this.#landing = taken.landing;
    this.#heldBefore = taken.heldBefore === null ? null : client.knownAmong(taken.heldBefore, ground.shape);
    return client.identifier(ground.shape, ground.oracle.path);
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

  /** Signs out. Null when the step is a custom one. Throws SIGN_IN where no way to sign out is known. */
  async signOut(): Promise<Exchange | null> {
    const ground = await this.#ground();
    if (ground.signOut === null) {
      throw new HarnessError(
        'SIGN_IN',
        "no way to sign out was found: declare it in a target definition (TARGET), for example signOut: post('/logout')",
      );
    }
    const landing = this.#landing?.url.pathname ?? ground.landingPath;
    const client = this.#use(ground);
    const answer = await signOut(client, ground.signOut, await this.#account(ground), landing);
    // A browser goes on to where it is sent, and that page may be the one that takes the cookie away.
    const leads = answer === null ? undefined : header(answer, 'location');
    const within =
      answer !== null && leads !== undefined && URL.parse(leads, answer.url)?.origin === ground.network.origin;
    if (within) await client.follow(answer);
    return answer;
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

  /** An attacker puts an identifier into this person's browser. */
  async plant(identifier: Identifier): Promise<void> {
    this.#use(await this.#ground()).plant(identifier);
  }

  /** Cookie lines that this client was sent, in order. */
  get lines(): HttpClient['lines'] {
    return this.#client?.lines ?? [];
  }

  #use(ground: Ground): HttpClient {
    this.#client ??= new HttpClient(ground.network, ground.bearing);
    return this.#client;
  }
}
