import type { MessageConnection } from 'vscode-jsonrpc/node';
import { HarnessError } from '../errors.ts';
import type { ElsewherePlace } from '../http/elsewhere.ts';
import { HttpClient } from '../http/http-client.ts';
import { Network } from '../http/network.ts';
import type { Transcript } from '../http/transcript.ts';
import type { Address, BootOutcome } from '../launch/deployment.ts';
import type { Identifier } from '../model/identifier.ts';
import { Secret } from '../model/secret.ts';
import type { Sighting } from '../model/subject.ts';
import type { TargetDefinition } from '../model/target.ts';
import { Memo } from './memo.ts';
import { Persona, probe, probeElsewhere, type Ground, type SeenElsewhere } from './persona.ts';
import * as protocol from './protocol.ts';

/** One deployment with the people in it. */
export interface World {
  readonly alice: Persona;
  readonly bob: Persona;
  /** The attacker: an account of that name does not exist. */
  readonly mallory: Persona;
  probe(identifier: Identifier | null): Promise<Sighting>;
  /** Shows an identifier in another place than it travels in, alone or beside another in the right place. */
  probeElsewhere(identifier: Identifier, place: ElsewherePlace, beside?: Identifier): Promise<SeenElsewhere>;
}
/** A deployment of the check's own. */
export interface OwnWorld extends World {
  readonly outcome: BootOutcome;
  restart(settings: protocol.BootSettings): Promise<BootOutcome>;
}
/** A deployment whose time goes forward. */
export interface TimedWorld extends World {
  advance(ms: number): Promise<void>;
  /** Lets the clock's own controls look, after the last step. */
  settle(): Promise<protocol.ClockEvidence>;
}

/** Makes worlds for one check: knows the lab, the definition and the pair of people that was lent. */
export class Worlds implements AsyncDisposable {
  readonly #lab: MessageConnection;
  readonly #definition: TargetDefinition;
  readonly #transcript: Transcript;
  readonly #settings: { readonly origins: readonly string[]; readonly ca: string | null };
  readonly #networks: Network[] = [];
  readonly #once = new Memo<protocol.Lent>();

  constructor(
    lab: MessageConnection,
    definition: TargetDefinition,
    transcript: Transcript,
    settings: { readonly origins: readonly string[]; readonly ca: string | null },
  ) {
    this.#lab = lab;
    this.#definition = definition;
    this.#transcript = transcript;
    this.#settings = settings;
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
    };
  }

  /** Runs a scenario on the deployment whose time goes forward, alone. */
  async timed<Result>(mode: 'wall' | 'all', scenario: (world: TimedWorld) => Promise<Result>): Promise<Result> {
    const opened = await this.#lab.sendRequest(protocol.timeline, mode);
    try {
      return await scenario({
        ...this.#world(() => Promise.resolve(opened.address)),
        advance: (ms) => this.#lab.sendRequest(protocol.advance, { id: opened.id, ms }),
        settle: () => this.#lab.sendRequest(protocol.settle, opened.id),
      });
    } finally {
      await this.#lab.sendNotification(protocol.leave, opened.id);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const network of this.#networks) await network[Symbol.asyncDispose]();
  }

  #world(address: () => Promise<Address>): World {
    const grounds = new Memo<Ground>();
    const ground = () => grounds.get('ground', async () => this.#ground(this.#network(await address())));
    const lent = async () => (await this.#lend()).pair;
    return {
      alice: new Persona(ground, async () => (await lent()).alice),
      bob: new Persona(ground, async () => {
        const { bob } = await lent();
        if (bob === null) throw new HarnessError('SIGN_IN', 'there is no second account');
        return bob;
      }),
      // A wrong password for a made-up name: no real account is brought nearer to a lockout.
      mallory: new Persona(ground, () => Promise.resolve({ username: 'mallory-0', password: 'no-such-password-0' })),
      probe: async (identifier) => probe(await ground(), identifier),
      probeElsewhere: async (identifier, place, beside) =>
        probeElsewhere(await ground(), identifier, place, beside ?? null),
    };
  }

  #network(address: Address): Network {
    const ca = [address.ca, this.#settings.ca].filter((pem) => pem !== null).join('\n');
    const network = new Network(
      { origin: address.origin, dial: address.dial, ca: ca === '' ? null : ca, origins: this.#settings.origins },
      this.#transcript,
    );
    this.#networks.push(network);
    return network;
  }

  async #ground(network: Network): Promise<Ground> {
    const preflight = await this.#lab.sendRequest(protocol.preflight);
    const recipe = this.#definition.signIn ?? preflight.signIn;
    if (recipe === null || preflight.oracle === null) {
      throw new HarnessError('SIGN_IN', preflight.diagnosis ?? 'no way to sign in is known');
    }
    const { pair, calibrated } = await this.#lend();
    for (const person of [pair.alice, pair.bob]) {
      if (person !== null) await this.#definition.people.register?.(new HttpClient(network), person);
    }
    const discovered = preflight.signOut === null ? null : { kind: 'request' as const, ...preflight.signOut };
    return {
      network,
      transcript: this.#transcript,
      signIn: recipe,
      signOut: this.#definition.signOut ?? discovered,
      oracle: preflight.oracle,
      shape: preflight.shape,
      landingPath: preflight.landingPath,
      bearing: preflight.shape.length === 0 || preflight.shape.flat().some(({ carrier }) => carrier === 'bearer'),
      names: { alice: pair.alice.username, bob: pair.bob?.username ?? null },
      foreignPair: calibrated ? null : 'foreign-pair',
    };
  }

  #lend(): Promise<protocol.Lent> {
    return this.#once.get('pair', async () => {
      const lent = await this.#lab.sendRequest(protocol.lend);
      for (const person of [lent.pair.alice, lent.pair.bob]) {
        if (person !== null) this.#transcript.masker.know(new Secret(person.password), 'password');
      }
      return lent;
    });
  }
}
