import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { StartedTestContainer } from 'testcontainers';
import { HarnessError, messageOf } from '../errors.ts';
import type { ComposeLaunch, Env } from '../model/target.ts';
import { settingsAmong } from './binds.ts';
import { variablesOf } from './compose-file.ts';
import { deliveredServices, includesOthers, type DeliveredService } from './delivered-file.ts';
import type { BootRequest } from './deployment.ts';
import { removeContainer, removeNetwork } from './docker-objects.ts';
import { ensureImage } from './image.ts';
import type { Ledger } from './ledger.ts';
import { NEIGHBOURS, type Entry, type Neighbour, type Reception } from './neighbour.ts';
import { makeNetwork, type PrivateNetwork } from './private-network.ts';
import { present } from './settings.ts';
import { loadTestcontainers } from './testcontainers.ts';

const READY_MS = 30_000;
const PAUSE_MS = 250;

/** How one store received a neighbour, started as it is delivered. */
export interface StoreReception {
  readonly service: string;
  readonly kind: string;
  /** Ports that the file opens on all interfaces. */
  readonly published: readonly string[];
  /** Whether it gave any answer. */
  readonly answers: boolean;
  /** Whether it talks without encryption. */
  readonly inTheClear: boolean;
  /** What let the neighbour in; null: nothing did. */
  readonly letIn: string | null;
  /** How many ways in were tried. */
  readonly tried: number;
  /** Whether the neighbour was let in at a store of its own. */
  readonly letInAtHome: boolean;
}
/** What a delivered stack shows its neighbours. Null: none is declared. */
export interface DeliveredStores {
  /** As the definition names it. */
  readonly file: string;
  readonly stores: readonly StoreReception[];
  /** Services of which it is not known how to talk to them. */
  readonly unknown: readonly string[];
  /** Stores that were not started, and the variables that they ask for, of which nothing says what they stand for. */
  readonly wanting: readonly { readonly service: string; readonly variables: readonly string[] }[];
  /** Whether it takes in other files, which were not looked at. */
  readonly includes: boolean;
}

const dotenv = async (path: string): Promise<Env> => {
  if (!existsSync(path)) return {};
  const lines = (await readFile(path, 'utf8')).matchAll(/^\s*(?:export\s+)?(\w+)\s*=\s*(.*?)\s*$/gm);
  return Object.fromEntries(
    [...lines].map(([, name = '', value = '']) => [name, value.replace(/^(["'])(.*)\1$/, '$2')]),
  );
};

interface DeliveredStack {
  readonly file: string;
  readonly folder: string;
  readonly services: readonly DeliveredService[];
  readonly includes: boolean;
}

/** The services of the compose file that the definition names, or that of its flaw. */
export const readDelivered = async (
  { definition, folder, flaw }: Pick<BootRequest, 'definition' | 'folder' | 'flaw'>,
  launch: ComposeLaunch,
): Promise<DeliveredStack> => {
  const file = definition.flaws?.find(({ id }) => id === flaw)?.compose ?? launch.file;
  const path = resolve(folder, file);
  try {
    const variables = { ...(await dotenv(resolve(dirname(path), '.env'))), ...variablesOf(definition) };
    const text = await readFile(path, 'utf8');
    const services = deliveredServices(text, launch.service, variables);
    return { file, folder: dirname(path), services, includes: includesOthers(text) };
  } catch (thrown) {
    throw new HarnessError(
      'DEFINITION',
      `The compose file "${file}" of target "${definition.name}" cannot be read: ${messageOf(thrown)}. Correct \`launch.compose.file\`, or the file.`,
      { cause: thrown },
    );
  }
};

/** A private network with what is started on it; all of it goes with `close`. */
class Quarter implements AsyncDisposable {
  readonly #docker: Docker;
  readonly #ledger: Ledger;
  readonly #network: PrivateNetwork;
  readonly #started: string[] = [];

  private constructor(docker: Docker, ledger: Ledger, network: PrivateNetwork) {
    this.#docker = docker;
    this.#ledger = ledger;
    this.#network = network;
  }

  static async open(docker: Docker, ledger: Ledger): Promise<Quarter> {
    return new Quarter(docker, ledger, await makeNetwork({ docker, ledger }));
  }

  async start(
    alias: string,
    {
      image,
      command,
      entrypoint,
      env,
      files,
    }: Pick<DeliveredService, 'command' | 'entrypoint' | 'env' | 'files'> & { readonly image: string },
    folder: string,
  ): Promise<StartedTestContainer> {
    const [{ library }] = await Promise.all([loadTestcontainers(this.#docker), ensureImage(this.#docker, image)]);
    const { Config } = await this.#docker.getImage(image).inspect();
    const binds = files.map(([from, to]) => ({ source: resolve(folder, from), target: to, mode: 'ro' as const }));
    const container = new library.GenericContainer(image)
      .withNetworkMode(this.#network.name)
      .withNetworkAliases(alias)
      .withLabels(this.#ledger.labels)
      .withEnvironment(env)
      .withBindMounts([...settingsAmong(binds, Object.keys(Config.Volumes ?? {}))]);
    // Whether it serves is for its neighbour to find out.
    if (command !== null) container.withCommand([...command]);
    if (entrypoint !== null) container.withEntrypoint([...entrypoint]);
    const started = await container.start();
    this.#started.push(started.getId());
    this.#ledger.add({ kind: 'container', id: started.getId() });
    return started;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#started.map((id) => removeContainer(this.#docker, id)));
    await removeNetwork(this.#docker, this.#network.id);
    for (const id of this.#started) this.#ledger.remove({ kind: 'container', id });
    this.#ledger.remove({ kind: 'network', id: this.#network.id });
  }
}

const NEIGHBOUR = 'neighbour';

const receptionOf = async (
  quarter: Quarter,
  { name, kind, published, image, ...how }: DeliveredService & { readonly image: string },
  neighbour: Neighbour,
  folder: string,
): Promise<StoreReception> => {
  const { own, entries, received } = neighbour;
  const host = `${name}-${NEIGHBOUR}`;
  // It has a store of the same kind, and with it the programs that talk to one.
  const start = { image, command: null, entrypoint: null, env: present(own.env), files: [] };
  const next = await quarter.start(host, start, folder);
  await quarter.start(name, { image, ...how }, folder);
  const enter = async ({ command, env }: Entry): Promise<Reception> =>
    received((await next.exec([...command], { env: present(env) })).output);
  /** Both may still be starting. */
  const patiently = async (ways: readonly Entry[]): Promise<readonly Reception[]> => {
    for (const deadline = performance.now() + READY_MS; ; await delay(PAUSE_MS)) {
      const seen = await Promise.all(ways.map(enter));
      if (seen.some((one) => one !== 'silent') || performance.now() > deadline) return seen;
    }
  };
  const [known] = await patiently([own.entry(host)]);
  const ways = { clear: entries(name, 'clear', how.env), tls: entries(name, 'tls', how.env) };
  await patiently([...ways.clear.slice(0, 1), ...ways.tls.slice(0, 1)]);
  // Whoever answers by the one may have been too early for the other.
  const [clear = 'silent', tls = 'silent'] = await Promise.all(
    [...ways.clear.slice(0, 1), ...ways.tls.slice(0, 1)].map(enter),
  );
  let letIn: string | null = null;
  for (const way of clear === 'silent' ? (tls === 'silent' ? [] : ways.tls) : ways.clear) {
    if ((await enter(way)) !== 'in') continue;
    letIn = way.how;
    break;
  }
  return {
    service: name,
    kind,
    published,
    answers: clear !== 'silent' || tls !== 'silent',
    inTheClear: clear !== 'silent',
    letIn,
    tried: ways.clear.length,
    letInAtHome: known === 'in',
  };
};

/**
 * Starts the stores of a delivered stack on a network of their own, each with a neighbour that tries to come in. The app
 * is not started: what a store asks for does not depend on it.
 */
export const lookAtDelivered = async (
  docker: Docker,
  ledger: Ledger,
  request: Pick<BootRequest, 'definition' | 'folder' | 'flaw'>,
): Promise<DeliveredStores | null> => {
  const launch = request.definition.launch?.compose;
  if (launch === undefined) return null;
  const { file, folder, services, includes } = await readDelivered(request, launch);
  const stores: StoreReception[] = [];
  const unknown: string[] = [];
  const wanting: DeliveredStores['wanting'][number][] = [];
  await using quarter = await Quarter.open(docker, ledger);
  for (const service of services) {
    const neighbour = NEIGHBOURS[service.kind];
    const { image } = service;
    if (neighbour === undefined || image === null) unknown.push(service.name);
    else if (service.wanting.length > 0) wanting.push({ service: service.name, variables: service.wanting });
    else {
      const files = await Promise.all(service.envFiles.map((path) => dotenv(resolve(folder, path))));
      const env = { ...present(Object.assign({}, ...files) as Env), ...service.env };
      stores.push(await receptionOf(quarter, { ...service, image, env }, neighbour, folder));
    }
  }
  return { file, stores, unknown, wanting, includes };
};
