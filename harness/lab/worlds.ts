import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { HarnessError } from '../errors.ts';
import type { ElsewherePlace } from '../http/elsewhere.ts';
import { HttpClient, present } from '../http/http-client.ts';
import { freely, type Keeper } from '../http/keeper.ts';
import { Network } from '../http/network.ts';
import type { Transcript } from '../http/transcript.ts';
import type { Address, BootOutcome, EndSignal } from '../launch/deployment.ts';
import type { Fault, FaultKind } from '../launch/faults.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Identifier } from '../model/identifier.ts';
import { Secret } from '../model/secret.ts';
import type { Sighting } from '../model/subject.ts';
import type { TargetDefinition } from '../model/target.ts';
import type { LoadedTarget } from './definitions.ts';
import type { LendingManner } from './lending.ts';
import { Memo } from './memo.ts';
import type { Patience } from './patience.ts';
import { ask, Persona, probeElsewhere, type Answered, type Ground } from './persona.ts';
import { provoke, type Provoked } from './provoke.ts';
import { fromWire } from '../signature/index.ts';
import { learnSurfaces, type Surface } from './surfaces.ts';
import * as protocol from './protocol.ts';
import { slowRequests } from './slow-requests.ts';
import { skew } from './timeline.ts';
import { tooLong } from './over-time.ts';
import { until } from './until.ts';

/** Whole seconds, and the time that requests take: a wait of just MAX_WAIT is within it. */
const WAITING_SLACK_MS = 5_000;
type Turns = Pick<Patience, 'during'>;

/** One deployment with the people in it. */
export interface World {
  readonly alice: Persona;
  readonly bob: Persona;
  /** The attacker: an account of that name does not exist. */
  readonly mallory: Persona;
  probe(identifier: Identifier | null): Promise<Sighting>;
  /** The same, with the answer itself. */
  ask(identifier: Identifier | null): Promise<Answered>;
  /** Sends exactly this identifier to an address; null sends nothing that could be one. */
  present(identifier: Identifier | null, request: Request): Promise<Exchange>;
  /** The request that signs out; null where it is a function of the definition's own, or is not known. */
  signOutRequest(): Promise<Request | null>;
  /** The declared surfaces, each with its oracle: learned from what it answers this live session of alice's and a stranger. */
  surfaces(live: Identifier): Promise<readonly Surface[]>;
  /** Asks for errors, with malformed copies of this live identifier too, and for what should not be shown. */
  provoke(live: Identifier): Promise<readonly Provoked[]>;
  /** Shows an identifier in another place than it travels in, alone or beside another in the right place. */
  probeElsewhere(identifier: Identifier, place: ElsewherePlace, beside?: Identifier): Promise<Answered>;
}
/** A deployment of the check's own. */
export interface OwnWorld extends World {
  readonly outcome: BootOutcome;
  restart(settings: protocol.BootSettings): Promise<BootOutcome>;
  /** Ends it by the signal and starts the very same again: the same container, the same settings, the same data. */
  bounce(signal: EndSignal): Promise<BootOutcome>;
  /** Each instance by itself, with the same people; where one was asked for, that one. */
  readonly replicas: readonly Replica[];
}
export interface Replica extends World {
  readonly outcome: BootOutcome;
}
/** A deployment whose services can be made to fail, all at once. */
export interface FaultyWorld extends World {
  /** What they can suffer. */
  readonly faults: readonly FaultKind[];
  /** One fault at a time; null undoes it. */
  befall(fault: Fault | null): Promise<void>;
  /** Whether the app has not ended by itself. */
  running(): Promise<boolean>;
  readonly until: typeof until;
}
/** A deployment of which it can be read what its services hold. */
export interface StoredWorld {
  stored(): Promise<readonly protocol.StoredSeen[]>;
  /** So many strangers ask for these pages, each for one; how many were answered below 400. Their exchanges are not kept. */
  crowd(paths: readonly string[], count: number): Promise<number>;
}
/** Moved: the wall clock alone, or all clocks. Real: nothing is moved, time passes. */
export type TimeMode = 'wall' | 'all' | 'real';
/** A deployment whose time goes forward. */
export interface TimedWorld extends World, StoredWorld {
  readonly mode: TimeMode;
  /** Milliseconds of the target's time since the scenario began. */
  now(): number;
  advance(ms: number): Promise<void>;
  readonly until: typeof until;
  /** Lets the clock's own controls look, after the last step. */
  settle(): Promise<protocol.ClockEvidence>;
}

/** `by`: sent as a browser does for an image on another site's page, or for a link there; left out, as the person does. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly by?: 'image' | 'link';
}
/** Makes worlds for one check: knows the lab, the definition and the pair of people that was lent. */
export class Worlds implements AsyncDisposable {
  readonly #lab: MessageConnection;
  readonly #definition: TargetDefinition;
  readonly #transcript: Transcript;
  readonly #settings: { readonly origins: readonly string[]; readonly ca: string | null };
  readonly #headers: LoadedTarget['headers'];
  readonly #keeper: Keeper;
  readonly #networks: Network[] = [];
  readonly #clients = new Set<HttpClient>();
  readonly #once = new Memo<protocol.Lent>();
  readonly #patience: Turns;
  readonly #disposable: boolean;

  constructor(
    lab: MessageConnection,
    { definition, headers }: Pick<LoadedTarget, 'definition' | 'headers'>,
    transcript: Transcript,
    settings: { readonly origins: readonly string[]; readonly ca: string | null; readonly disposable: boolean },
    patience: Turns,
    keeper: Keeper = freely,
  ) {
    this.#disposable = settings.disposable;
    this.#lab = lab;
    this.#definition = definition;
    this.#headers = headers;
    this.#keeper = keeper;
    this.#transcript = transcript;
    this.#settings = settings;
    this.#patience = patience;
  }

  /** The deployment that many checks read at once; it is brought to life when somebody first acts in it. */
  shared(): World {
    return this.#world(async () => (await this.#lab.sendRequest(protocol.shared)).address);
  }

  async open(settings: protocol.BootSettings): Promise<OwnWorld> {
    const opened = await this.#lab.sendRequest(protocol.open, settings);
    return {
      ...this.#world(() => Promise.resolve(opened.address)),
      outcome: opened.outcome,
      restart: (next) => this.#lab.sendRequest(protocol.restart, { id: opened.id, settings: next }),
      bounce: (signal) => this.#lab.sendRequest(protocol.bounce, { id: opened.id, signal }),
      replicas: opened.replicas.map(({ address, outcome }) => ({
        ...this.#world(() => Promise.resolve(address)),
        outcome,
      })),
    };
  }

  /** Runs a scenario on the deployment whose services can be made to fail, alone. They are whole again afterwards. */
  async underFaults<Result>(scenario: (world: FaultyWorld) => Promise<Result>): Promise<Result> {
    await this.#lend('alone'); // first, as for time
    const opened = await this.#patience.during(this.#lab.sendRequest(protocol.faulty));
    try {
      return await scenario({
        ...this.#world(() => Promise.resolve(opened.address)),
        faults: opened.faults,
        befall: (fault) => this.#lab.sendRequest(protocol.befall, { id: opened.id, fault }),
        running: () => this.#lab.sendRequest(protocol.running, opened.id),
        until,
      });
    } finally {
      await this.#lab.sendNotification(protocol.leave, opened.id);
    }
  }

  /** Runs a scenario on the deployment whose time goes forward, alone. */
  async timed<Result>(
    how: 'wall' | 'all' | { readonly maxWaitMs: number },
    scenario: (world: TimedWorld) => Promise<Result>,
  ): Promise<Result> {
    if (typeof how !== 'string') return scenario(this.#waiting(how.maxWaitMs));
    // The pair first, then the timeline, as a check that acted before it asks for time: two that took them in different
    // orders would wait for each other.
    await this.#lend('alone');
    const opened = await this.#patience.during(this.#lab.sendRequest(protocol.timeline, how));
    const began = performance.now();
    let movedMs = 0;
    try {
      return await scenario({
        ...this.#world(() => Promise.resolve(opened.address)),
        mode: how,
        now: () => performance.now() - began + movedMs,
        advance: async (ms) => {
          await this.#lab.sendRequest(protocol.advance, { id: opened.id, ms });
          movedMs += ms;
        },
        settle: () => this.#lab.sendRequest(protocol.settle, opened.id),
        until,
        ...this.#stored(opened.id),
      });
    } finally {
      await this.#lab.sendNotification(protocol.leave, opened.id);
    }
  }

  #stored(id: string): StoredWorld {
    return {
      stored: () => this.#lab.sendRequest(protocol.stored, id),
      crowd: (paths, count) => this.#lab.sendRequest(protocol.crowd, { id, paths, count }),
    };
  }

  /** The shared deployment, whose time really passes. Sessions are parked side by side, so that all waits are one. */
  #waiting(maxWaitMs: number): TimedWorld {
    const address = async () => (await this.#lab.sendRequest(protocol.shared)).address;
    const path = this.#definition.whoAmI?.path ?? '/';
    const began = performance.now();
    const now = () => performance.now() - began;
    const looked = (async () => skew(this.#network(await address()), path))();
    return {
      ...this.#world(address, 'together'),
      mode: 'real',
      now,
      until,
      // Of what runs already nothing but its address is known.
      stored: () => Promise.resolve([]),
      crowd: () => Promise.resolve(0),
      advance: async (ms) => {
        await looked;
        if (now() + ms > maxWaitMs + WAITING_SLACK_MS) throw tooLong(now() + ms, maxWaitMs);
        await sleep(ms);
      },
      settle: async () => {
        const [before, after] = [await looked, await skew(this.#network(await address()), path)];
        return {
          mode: 'real',
          offsetMs: now(),
          dateMovedMs: before === null || after === null ? null : now() + after - before,
          servicesMoved: null,
          shortLivedDied: null,
        };
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A session that was used may have other values by now; the lab signs it out in the end.
    for (const client of this.#clients) await client.renewSignIn().catch(() => undefined);
    for (const network of this.#networks) await network[Symbol.asyncDispose]();
  }

  #world(address: () => Promise<Address>, manner: LendingManner = 'alone'): World {
    const grounds = new Memo<Ground>();
    const ground = () => grounds.get('ground', async () => this.#ground(this.#network(await address()), manner));
    const lent = async () => (await this.#lend(manner)).pair;
    return {
      alice: new Persona('alice', ground, async () => (await lent()).alice),
      bob: new Persona('bob', ground, async () => {
        const { bob } = await lent();
        if (bob === null) throw new HarnessError('SIGN_IN', 'there is no second account');
        return bob;
      }),
      // A wrong password for a made-up name: no real account is brought nearer to a lockout.
      mallory: new Persona('mallory', ground, () =>
        Promise.resolve({ username: 'mallory-0', password: 'no-such-password-0' }),
      ),
      probe: async (identifier) => (await ask(await ground(), identifier)).sighting,
      ask: async (identifier) => ask(await ground(), identifier),
      present: async (identifier, request) => present((await ground()).network, identifier, request),
      async signOutRequest() {
        const { signOut } = await ground();
        if (signOut?.kind === 'request') return { method: signOut.method, path: signOut.path };
        if (signOut?.kind !== 'steps') return null;
        const last = signOut.steps.at(-1);
        return last !== undefined && 'send' in last ? { method: last.send.method, path: last.send.path } : null;
      },
      surfaces: async (live) => learnSurfaces(await ground(), live),
      provoke: async (live) => provoke(await ground(), live, !this.#disposable),
      probeElsewhere: async (identifier, place, beside) =>
        probeElsewhere(await ground(), identifier, place, beside ?? null),
    };
  }

  #network(address: Address): Network {
    const ca = [address.ca, this.#settings.ca].filter((pem) => pem !== null).join('\n');
    const network = new Network(
      {
        origin: address.origin,
        dial: address.dial,
        ca: ca === '' ? null : ca,
        origins: this.#settings.origins,
        headers: this.#headers,
        keeper: this.#keeper,
        inBrowser: (entry) => this.#lab.sendRequest(protocol.signInBrowser, { ...entry, address }),
      },
      this.#transcript,
    );
    this.#networks.push(network);
    return network;
  }

  async #ground(network: Network, manner: LendingManner): Promise<Ground> {
    const preflight = await this.#lab.sendRequest(protocol.preflight);
    const recipe = this.#definition.signIn ?? preflight.signIn;
    if (recipe === null || preflight.oracle === null || preflight.refused) {
      throw new HarnessError('SIGN_IN', preflight.diagnosis ?? 'no way to sign in is known');
    }
    const { pair, calibrated } = await this.#lend(manner);
    for (const person of [pair.alice, pair.bob]) {
      if (person !== null) await this.#definition.people.register?.(new HttpClient(network), person);
    }
    return {
      network,
      transcript: this.#transcript,
      signIn: recipe,
      signOut: this.#definition.signOut ?? preflight.signOut,
      rememberMe: this.#definition.rememberMe ?? null,
      unfinished: this.#definition.unfinished ?? [],
      stepUp: this.#definition.stepUp ?? null,
      surfaces: this.#definition.surfaces ?? [],
      fill: this.#definition.fill ?? null,
      change: this.#definition.change ?? null,
      slow: slowRequests(this.#definition, this.#disposable),
      paths: [...(this.#definition.pages ?? []), ...(this.#definition.publicPaths ?? ['/'])],
      oracle: preflight.oracle,
      shape: preflight.shape,
      landingPath: preflight.landingPath,
      tokens: preflight.tokens,
      names: { alice: pair.alice.username, bob: pair.bob?.username ?? null },
      foreignPair: calibrated ? null : 'foreign-pair',
      standing: async () => {
        const shared = await this.#lab.sendRequest(protocol.standing);
        return shared === null ? null : { ...shared, tokens: fromWire(shared.tokens) };
      },
      entered: (client) => this.#clients.add(client),
    };
  }

  #lend(manner: LendingManner): Promise<protocol.Lent> {
    return this.#once.get('pair', async () => {
      const lent = await this.#patience.during(this.#lab.sendRequest(protocol.lend, manner));
      for (const person of [lent.pair.alice, lent.pair.bob]) {
        if (person !== null) this.#transcript.masker.know(new Secret(person.password), 'password');
      }
      return lent;
    });
  }
}
