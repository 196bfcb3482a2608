import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import { messageOf } from '../errors.ts';
import { HttpClient } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import type { Transcript } from '../http/transcript.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Identifier, PartShape } from '../model/identifier.ts';
import type { Secret } from '../model/secret.ts';
import type { Account, SignIn } from '../model/target.ts';
import type { Tokens } from '../model/token-rule.ts';
import { assembled, sameForm, type Parted } from '../randomness/kinds.ts';
import type { Issued } from '../randomness/sample.ts';
import { signIn } from '../signin/sign-in.ts';
import { entryPath } from '../signin/entry-path.ts';
import type { Preflight } from './protocol.ts';

/** What is left of each part when its signature is off; parts that only sign others are left out. */
export type Unsigned = (identifier: Identifier) => readonly Secret[];

/** The place where identifiers are collected, and as whom. */
export interface Place {
  readonly network: Network;
  readonly transcript: Transcript;
  readonly preflight: Preflight;
  readonly signIn: SignIn;
  /** Nobody signs in where it is empty. */
  readonly people: readonly Account[];
  readonly unsigned: Unsigned;
}

const AT_A_TIME = 6;

/** Ends the collecting: what the target said instead of an identifier. */
class Stopped extends Error {}

/** Collects identifiers. What was taken stays in memory here; only figures leave. */
export class Sampler {
  readonly #place: Place;
  readonly #taken: Parted[] = [];
  readonly #set: readonly PartShape[];
  readonly #tokens: Tokens;
  #path: string;
  stopped: string | null = null;

  constructor(place: Place, set: readonly PartShape[]) {
    this.#place = place;
    this.#set = set;
    // What is not of this set is not sent.
    this.#tokens = set.some(({ carrier }) => carrier !== 'cookie') ? place.preflight.tokens : 'none';
    this.#path = entryPath(place.signIn) ?? '/';
  }

  /** In the order in which they came. */
  get taken(): readonly Issued[] {
    return assembled(this.#taken.toSorted((a, b) => a.receivedAt - b.receivedAt));
  }

  /** Whether a visit gets an identifier; the first shows on which page. */
  async visitorsGetOne(): Promise<boolean> {
    const client = this.#client();
    const sentAt = Date.now();
    await client.follow(await client.get(this.#path));
    const issuing = client.lines.find(({ line }) => this.#set.some(({ name }) => name === line.name));
    if (issuing === undefined || !this.#keep(client, sentAt, [])) return false;
    this.#path = issuing.path;
    return true;
  }

  /** Whether what was taken so far is written as what this client holds. */
  writtenAs(client: HttpClient): boolean {
    const held = new Sampler(this.#place, this.#set);
    return held.#keep(client, 0, []) && sameForm(this.taken, held.taken);
  }

  visits(count: number, pauseMs = 0): Promise<void> {
    return this.#repeat(count, pauseMs > 0 ? 1 : AT_A_TIME, async () => {
      const client = this.#client();
      const sentAt = Date.now();
      this.#mustDo(await client.get(this.#path), this.#keep(client, sentAt, []));
      if (pauseMs > 0) await wait(pauseMs);
    });
  }

  signIns(count: number, atATime: number): Promise<void> {
    const { people, signIn: recipe } = this.#place;
    return this.#repeat(count, atATime, async (at) => {
      const person = people[at % people.length];
      if (person === undefined) throw new Stopped('nobody is there to sign in');
      const client = this.#client();
      const sentAt = Date.now();
      const { answer } = await signIn(client, recipe, person);
      this.#mustDo(answer, this.#keep(client, sentAt, namesOf(person)));
    });
  }

  #client(): HttpClient {
    return new HttpClient(this.#place.network, this.#tokens);
  }

  #keep(client: HttpClient, sentAt: number, forWhom: readonly string[]): boolean {
    const receivedAt = Date.now();
    const { preflight, unsigned } = this.#place;
    const identifier = client.known([this.#set], preflight.oracle?.path ?? '/');
    if (!this.#set.every((part) => identifier.has(part))) return false;
    this.#taken.push({ values: unsigned(identifier), sentAt, receivedAt, forWhom });
    return true;
  }

  /** One that brings nothing ends the collecting: it may be a limit, and a limit is not to be run against. */
  #mustDo(answer: Exchange | null, kept: boolean): void {
    if (kept && (answer === null || (answer.status > 0 && answer.status !== 429 && answer.status < 500))) return;
    throw new Stopped(answer === null ? 'no identifier came' : `no identifier came with status ${answer.status}`);
  }

  async #repeat(count: number, atATime: number, once: (at: number) => Promise<void>): Promise<void> {
    const limit = pLimit(atATime);
    await Promise.all(
      Array.from({ length: count }, (_, at) =>
        limit(async () => {
          if (this.stopped !== null) return;
          try {
            await once(at);
          } catch (error) {
            this.stopped ??= this.#place.transcript.masker.text(messageOf(error));
          }
        }),
      ),
    );
  }
}

const namesOf = ({ username }: Account): readonly string[] => [
  ...new Set([username, username.toLowerCase(), username.split('@')[0] ?? username]),
];
