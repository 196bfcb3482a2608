import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import {
  createMessageConnection,
  generateRandomPipeName,
  ResponseError,
  SocketMessageReader,
  SocketMessageWriter,
  type RequestType,
  type RequestType0,
} from 'vscode-jsonrpc/node';
import { findChromium } from '../browser/find-chromium.ts';
import { openBrowser, type SpecimenBrowser } from '../browser/specimen.ts';
import { HarnessError, messageOf } from '../errors.ts';
import { closeOnExit, openLedger, type Ledger } from '../launch/launchers.ts';
import type { Deployment } from '../launch/deployment.ts';
import { CLOSINGS } from '../model/closing.ts';
import { Masker } from '../model/masking.ts';
import { NO_COST } from '../model/record.ts';
import { loadTarget } from './definitions.ts';
import { absentFacts, brokenFacts } from './facts.ts';
import type { LendingManner } from './lending.ts';
import { Memo } from './memo.ts';
import { NOTHING_KNOWN } from './preflight.ts';
import * as protocol from './protocol.ts';
import { runSettings, type RunSettings } from '../settings.ts';
import type { Spent } from './deployments.ts';
import type { LabKeeper } from './lab-keeper.ts';
import { forgeFound, mint, signAnew } from './sealed.ts';
import { fromWire, toWire } from '../signature/index.ts';
import { TargetLab } from './target-lab.ts';
import type { Timeline } from './timeline.ts';

/**
 * Owns all that lives during a run. Workers come and go; each check holds one connection, and whatever it held
 * is given back when that connection ends, however the worker died.
 */
export class LabServer {
  readonly pipe: string;
  readonly #server: Server;
  readonly #ledger: Ledger;
  readonly #maskKey = randomBytes(16).toString('hex');
  readonly #targets = new Memo<TargetLab>();
  readonly #browsers = new Memo<SpecimenBrowser | null>();
  readonly #sockets = new Set<Socket>();
  #judged = 0;
  /** What was said once of a target, and need not be said again. */
  readonly #said = new Set<string>();
  readonly #refused: string | null;

  private constructor(pipe: string, server: Server, ledger: Ledger, refused: string | null) {
    this.pipe = pipe;
    this.#server = server;
    this.#ledger = ledger;
    this.#refused = refused;
  }

  /** `refused`: why this run must not judge anything; every check will say so. */
  static async start(refused: string | null): Promise<LabServer> {
    const ledger = await openLedger();
    closeOnExit(ledger);
    // A pipe in a folder of this user's own: nobody else on the machine can ask the lab.
    const pipe = generateRandomPipeName();
    const server = createServer();
    const lab = new LabServer(pipe, server, ledger, refused);
    server.on('connection', (socket) => lab.#serve(socket));
    server.listen({ path: pipe });
    await once(server, 'listening');
    return lab;
  }

  /** How many checks came to a verdict. */
  get judged(): number {
    return this.#judged;
  }

  /** Ends all that the run brought to life; one thing that does not end keeps no other from it. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    const targets = await this.#targets.settled();
    const browsers = await this.#browsers.settled();
    const closings = await Promise.all(targets.map(async (one) => [one.name, await one.signOutAll()] as const));
    process.env[CLOSINGS] = JSON.stringify(Object.fromEntries(closings.filter(([, closing]) => closing !== null)));
    const ended = await Promise.allSettled([
      ...targets.map((target) => target.deployments.close()),
      ...browsers.map((browser) => browser?.close()),
    ]);
    await this.#ledger.closeAll();
    const failed = ended.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  #target(name: string): Promise<TargetLab> {
    return this.#targets.get(name, async () => {
      const settings: RunSettings = runSettings();
      const masker = new Masker(this.#maskKey);
      const browser = () => this.#browsers.get('one', launchBrowser);
      return TargetLab.create({ name, loaded: await loadTarget(name), settings, masker, browser }, this.#ledger);
    });
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    const connection = createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket));
    const spent: Spent = { cost: NO_COST };
    const held = new Map<
      string,
      { deployment: Deployment; timeline: Timeline | null; leave: () => PromiseLike<void> | void }
    >();
    const returns: (() => void)[] = [];
    const pairs = new Memo<protocol.Lent>();
    let lab: TargetLab | null = null;
    let named = '';
    let by = '';
    let keeper: LabKeeper | null = null;
    let count = 0;
    let ended = false;
    let underWay: Promise<unknown> = Promise.resolve();

    // The worker's masker does not know what was typed and issued here.
    const told = (error: unknown): string => lab?.masker.text(messageOf(error)) ?? messageOf(error);

    // A HarnessError keeps its code on the way to the worker.
    const handle = <Given, Answer>(
      type: RequestType<Given, Answer, void> | RequestType0<Answer, void>,
      handler: (given: Given) => Answer | Promise<Answer>,
    ): void => {
      const answer = async (given: Given): Promise<unknown> => {
        try {
          return await handler(given);
        } catch (error) {
          throw new ResponseError(1, told(error), error instanceof HarnessError ? error.code : 'LAB');
        }
      };
      connection.onRequest<unknown, void>(type.method, answer);
    };

    // After what is still under way: the next holder must not see a step that this one began.
    const giveBack = (leave: () => PromiseLike<void> | void): void => {
      void underWay.then(leave).catch((error: unknown) => {
        process.stderr.write(`the lab could not end a deployment: ${told(error)}\n`);
      });
    };

    // One pair a connection, whoever asks: a check that waited for a second one would wait for itself.
    const lend = (manner: LendingManner): Promise<protocol.Lent> =>
      pairs.get(manner, async () => {
        const owner = target();
        const { lending } = owner;
        const lent = await owner.lend(manner);
        if (ended) void lending.giveBack(lent, manner);
        else returns.push(() => void lending.giveBack(lent, manner));
        return lent;
      });
    const target = (): TargetLab => {
      if (lab === null) throw new HarnessError('LAB', 'the lab was asked before it was told the target');
      return lab;
    };
    const holding = (id: string) => {
      const one = held.get(id);
      if (one === undefined) throw new HarnessError('LAB', `the lab holds no deployment "${id}"`);
      return one;
    };
    const hold = (
      deployment: Deployment,
      timeline: Timeline | null,
      leave: () => PromiseLike<void> | void,
    ): protocol.Opened => {
      const id = String((count += 1));
      held.set(id, { deployment, timeline, leave });
      if (ended) giveBack(leave);
      const { address, outcome, replicas, faults } = deployment;
      return { id, address, outcome, replicas, faults: faults?.kinds ?? [] };
    };

    const kept = (): LabKeeper => (keeper ??= target().keeper(by));
    handle(protocol.hello, async ({ target: name, check }) => {
      named = name;
      by = check;
      try {
        if (this.#refused !== null) throw new HarnessError('DEFINITION', this.#refused);
        lab = await this.#target(name);
        return { facts: lab.facts(), maskKey: this.#maskKey };
      } catch (error) {
        const absent = error instanceof HarnessError && error.code === 'ABSENT';
        return { facts: (absent ? absentFacts : brokenFacts)(name, messageOf(error)), maskKey: this.#maskKey };
      }
    });
    handle(protocol.shared, async () => {
      const deployment = await target().deployments.shared(spent);
      return { id: 'shared', address: deployment.address, outcome: deployment.outcome, replicas: [], faults: [] };
    });
    handle(protocol.preflight, async () => {
      try {
        const { preflight } = await target().preflight(spent);
        const lost = target().signInLost;
        return lost === null ? preflight : { ...preflight, diagnosis: preflight.diagnosis ?? lost };
      } catch (error) {
        return { ...NOTHING_KNOWN, diagnosis: told(error) };
      }
    });
    handle(protocol.specimen, () => target().specimen(spent));
    handle(protocol.issuePoints, () => target().issuePoints(spent, () => lend('alone')));
    handle(protocol.replay, (steps) => target().replay(steps, spent));
    handle(protocol.visitInBrowser, () => target().visitInBrowser(spent));
    handle(protocol.standing, async () => {
      const shared = await target().standing(spent);
      return shared === null ? null : { ...shared, tokens: toWire(shared.tokens) };
    });
    handle(protocol.told, (asked) => target().told(asked, spent));
    handle(protocol.fromElsewhere, (asked) => target().fromElsewhere(asked, spent));
    handle(protocol.forgedElsewhere, (asked) => target().forgedElsewhere(asked, spent));
    handle(protocol.image, () => target().image());
    handle(protocol.knownSecret, () => target().knownSecret(spent));
    handle(protocol.mint, (parts) => mint(parts, target().configured));
    handle(protocol.signAnew, ({ live, forged }) => signAnew(live, forged, target().configured));
    handle(protocol.forgeFound, (models) => forgeFound(models, target().foundSecret));
    handle(protocol.signInBrowser, ({ address, ...entry }) => {
      const inBrowser = target().inBrowser(address, spent);
      if (inBrowser === null) throw new HarnessError('BROWSER', 'no Chromium was found: run `npm run setup`');
      return inBrowser(entry);
    });
    handle(protocol.sample, () => target().sample(spent));
    handle(protocol.boot, (settings) => target().deployments.boot(settings, spent));
    handle(protocol.open, async (settings) => {
      const deployment = await target().deployments.open(settings, spent);
      return hold(deployment, null, () => deployment[Symbol.asyncDispose]());
    });
    handle(protocol.restart, ({ id, settings }) =>
      target().deployments.restart(holding(id).deployment, settings, spent),
    );
    handle(protocol.bounce, ({ id, signal }) => target().deployments.bounce(holding(id).deployment, signal, spent));
    handle(protocol.running, (id) => holding(id).deployment.running());
    handle(protocol.delivered, () => target().delivered());
    handle(protocol.stored, (id) => storedIn(holding(id).deployment));
    handle(protocol.crowd, ({ id, ...asked }) => target().deployments.crowd(holding(id).deployment, asked, spent));
    handle(protocol.faulty, async () => {
      const { deployment, leave } = await target().deployments.faulty(spent);
      return hold(deployment, null, leave);
    });
    handle(protocol.befall, async ({ id, fault }) => {
      const { faults } = holding(id).deployment;
      const step = (fault === null ? faults?.undo() : faults?.cause(fault)) ?? Promise.resolve();
      underWay = Promise.allSettled([underWay, step]);
      await step;
    });
    handle(protocol.timeline, async (mode) => {
      const { timeline, leave } = await target().deployments.timeline(mode, spent);
      return hold(timeline.deployment, timeline, leave);
    });
    handle(protocol.advance, async ({ id, ms }) => {
      const step = holding(id).timeline?.advance(ms) ?? Promise.resolve();
      underWay = Promise.allSettled([underWay, step]);
      await step;
    });
    handle(protocol.settle, (id) => {
      const { timeline } = holding(id);
      if (timeline === null) throw new HarnessError('LAB', `deployment "${id}" has no clock`);
      const settling = timeline.settle();
      underWay = Promise.allSettled([underWay, settling]);
      return settling;
    });
    connection.onNotification(protocol.leave, (id) => {
      const one = held.get(id);
      held.delete(id);
      if (one !== undefined) giveBack(one.leave);
    });
    handle(protocol.lend, lend);
    handle(protocol.mayRequest, () => kept().request());
    handle(protocol.maySignIn, () => kept().signIn());
    handle(protocol.limited, (answer) => kept().limited(answer));
    handle(protocol.sessionOpened, ({ parts, ...one }) => kept().opened({ ...one, parts: fromWire(parts) }));
    handle(protocol.sessionRenewed, ({ parts, ...one }) => kept().renewed({ ...one, parts: fromWire(parts) }));
    handle(protocol.sessionClosed, ({ how, parts }) => kept().closed(how, fromWire(parts)));
    handle(protocol.signInLost, (words) => target().loseSignIn(words));
    connection.onNotification(protocol.judged, () => {
      this.#judged += 1;
    });
    handle(protocol.firstOf, (what) => {
      const said = `${what} ${named}`;
      const first = !this.#said.has(said);
      this.#said.add(said);
      return first;
    });
    handle(protocol.account, () => ({
      cost: spent.cost,
      used: lab === null ? NOTHING_USED : lab.used(),
      origin: lab?.deployments.origin ?? null,
      discovery: lab?.discovery ?? null,
    }));
    connection.onError(() => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      ended = true;
      this.#sockets.delete(socket);
      for (const { leave } of held.values()) giveBack(leave);
      held.clear();
      for (const giveAccounts of returns) giveAccounts();
      connection.dispose();
    });
    connection.listen();
  }
}

const storedIn = ({ stores }: Deployment): Promise<readonly protocol.StoredSeen[]> =>
  Promise.all(
    stores.map(async ({ name, records, writes }) => ({
      service: name,
      records: records === null ? null : await records(),
      writes: writes === null ? null : await writes(),
    })),
  );

const launchBrowser = async (): Promise<SpecimenBrowser | null> => {
  const chromium = await findChromium();
  return chromium === null ? null : openBrowser(chromium.path);
};

const NOTHING_USED = { engine: null, clock: [], browser: null, services: [], image: null } as const;
