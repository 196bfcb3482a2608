import { HarnessError } from '../errors.ts';
import { HttpClient, present } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import type { Transcript } from '../http/transcript.ts';
import { withLaterTime } from '../http/time-field.ts';
import { presentElsewhere, type ElsewherePlace } from '../http/elsewhere.ts';
import { header, type Exchange } from '../model/exchange.ts';
import { Identifier, type IdentifierShape, type Part } from '../model/identifier.ts';
import { Secret } from '../model/secret.ts';
import type { Sighting } from '../model/subject.ts';
import type { Account, SignIn, SignOut } from '../model/target.ts';
import { meaningOf, type Finding } from '../randomness/meaning.ts';
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

/** Shows an identifier in another place than it travels in, alone or beside another in the right place. */
export const probeElsewhere = async (
  ground: Ground,
  identifier: Identifier,
  place: ElsewherePlace,
  beside: Identifier | null,
): Promise<SeenElsewhere> => {
  const { network, oracle, names, foreignPair } = ground;
  const answer = await presentElsewhere(network, identifier, place, beside, oracle);
  return { answer, sighting: sight(answer, oracle, names, foreignPair) };
};
export interface SeenElsewhere {
  readonly answer: Exchange;
  readonly sighting: Sighting;
}

/** What a client's cookies and tokens tell of their owner. */
export interface Told {
  /** Names of what was looked at. */
  readonly parts: readonly string[];
  readonly findings: readonly Finding[];
}

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

  /** What everything that the client was given and still holds tells of its owner, and to anybody who reads it. */
  async told(): Promise<Told> {
    const ground = await this.#ground();
    const { username, password } = await this.#account(ground);
    const client = this.#use(ground);
    const issued = new Map(client.lines.map(({ line }) => [line.name, line]));
    const cookies = [...issued.values()].filter(({ deletes }) => !deletes);
    const parts: Part[] = [
      ...cookies.map(({ name, value }) => ({ carrier: 'cookie' as const, name, value })),
      ...client.known(ground.shape, ground.oracle.path).parts.filter(({ carrier }) => carrier === 'bearer'),
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

  #use(ground: Ground): HttpClient {
    this.#client ??= new HttpClient(ground.network, ground.bearing);
    return this.#client;
  }
}
