import { randomUUID } from 'node:crypto';
import type Docker from 'dockerode';
import type { StartedTestContainer } from 'testcontainers';
import { HarnessError, messageOf } from '../errors.ts';
import { BoundedText, lastLines } from './bounded-text.ts';
import type { TimedService } from './clock-control.ts';
import type { ContainerClock } from './container-clock.ts';
import { removeContainer, removeNetwork } from './docker-objects.ts';
import { faultControl, type FaultControl, type FaultyService } from './faults.ts';
import { ensureImage } from './image.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerEntry } from './ledger-file.ts';
import { makeNetwork } from './private-network.ts';
import { startRelay } from './relay.ts';
import { kindOf, serviceKind, type Run } from './services.ts';
import { STORE_READERS } from './store-readers.ts';
import { STORE_WRITES, type Writes } from './store-writes.ts';
import type { StoredRecord } from './stored-record.ts';
import { loadTestcontainers } from './testcontainers.ts';

export const READY_MS = 30_000;

/** The services of a target on their private network. */
export interface ServiceGroup {
  readonly network: string;
  readonly services: readonly TimedService[];
  /** The same, as what they hold can be read. */
  readonly stores: readonly Store[];
  /** Null where no faults were asked for. */
  readonly faults: FaultControl | null;
  close(): Promise<void>;
}

export interface GroupParts {
  readonly docker: Docker;
  readonly ledger: Ledger;
  readonly clock: ContainerClock | null;
  /** Host name → image. */
  readonly images: Readonly<Record<string, string>>;
  /** Whether they can be made to fail: then a relay stands on the way to each. */
  readonly faulty: boolean;
}

/** A service that may keep sessions. */
export interface Store {
  readonly name: string;
  /** All that it holds. Null: a service of its kind cannot be read. */
  readonly records: (() => Promise<readonly StoredRecord[]>) | null;
  /** How often a content was written or taken away so far. Null: a service of its kind does not count it. */
  readonly writes: (() => Promise<Writes>) | null;
}

interface StartedService extends FaultyService {
  readonly timed: TimedService;
  readonly store: Store;
}

/** The ports that an image says its service listens on. */
export const portsOf = async (docker: Docker, image: string): Promise<readonly number[]> => {
  const { Config } = await docker.getImage(image).inspect();
  return Object.keys(Config.ExposedPorts ?? {})
    .filter((port) => !port.endsWith('/udp'))
    .map((port) => Number.parseInt(port, 10));
};

const startService = async (
  parts: GroupParts,
  network: string,
  name: string,
  image: string,
): Promise<StartedService> => {
  const { docker, ledger, clock, faulty } = parts;
  const [runtime, { architecture }] = await Promise.all([loadTestcontainers(docker), ensureImage(docker, image)]);
  const { GenericContainer, Wait } = runtime.library;
  const kind = serviceKind(image);
  const ports = faulty ? await portsOf(docker, image) : [];
  // Where no port is known, nothing can stand in between.
  const host = ports.length === 0 ? name : `${name}-itself`;
  const log = new BoundedText();
  const service = new GenericContainer(image)
    .withNetworkMode(network)
    .withNetworkAliases(host)
    .withLabels(ledger.labels)
    .withEnvironment({ ...kind.env, ...clock?.env(architecture) })
    .withStartupTimeout(READY_MS)
    // A service that does not get ready is removed with its log: read along.
    .withLogConsumer((stream) => stream.on('data', (line: string | Buffer) => log.append(Buffer.from(line))));
  if (clock !== null) service.withBindMounts([{ source: clock.folder, target: clock.mountedAt, mode: 'ro' }]);
  if (kind.ready !== null) service.withWaitStrategy(kind.ready(Wait));
  const relaying = ports.length === 0 ? null : startRelay({ docker, ledger, network, name, host, ports });
  const [begun, before] = await Promise.allSettled([service.start(), relaying]);
  if (begun.status === 'fulfilled') ledger.add({ kind: 'container', id: begun.value.getId() });
  if (before.status === 'rejected') {
    if (begun.status === 'fulfilled') await removeContainer(docker, begun.value.getId());
    throw before.reason;
  }
  if (begun.status === 'rejected') {
    await before.value?.close();
    throw new HarnessError(
      'LAUNCH',
      `Service "${name}" (image "${image}") did not get ready: ${messageOf(begun.reason)}. Its last lines:\n` +
        `${lastLines(log.toString())}\nTry \`docker run --rm ${image}\`.`,
      { cause: begun.reason },
    );
  }
  const started = begun.value;

  const run = runIn(started, name);
  const { time, plant } = kind;
  const [reader, count] = [STORE_READERS[kindOf(image)], STORE_WRITES[kindOf(image)]];
  return {
    id: started.getId(),
    host,
    relay: before.value,
    readOnly: kind.readOnly,
    run,
    timed: {
      name,
      time: time === null ? null : () => time(run),
      plant: plant === null ? null : () => plant(run, `sessionspec:${randomUUID()}`),
    },
    store: {
      name,
      records: reader === undefined ? null : () => reader(readIn(started, name)),
      writes: count === undefined ? null : () => count(readIn(started, name)),
    },
  };
};

type Executing = Pick<StartedTestContainer, 'exec'>;

/** Runs commands in a service's container, with the environment that its own programs want. */
export const runIn =
  (started: Executing, name: string, env: Record<string, string> = {}): Run =>
  async (command) => {
    const { exitCode, stdout, output } = await started.exec([...command], { env });
    if (exitCode === 0) return stdout;
    throw new HarnessError(
      'LAUNCH',
      `"${command.join(' ')}" in service "${name}" failed with ${String(exitCode)}: ${output.trim()}`,
    );
  };

/** The same to read what a service holds: what it printed until it failed is records, which no message may quote. */
export const readIn =
  (started: Executing, name: string, env: Record<string, string> = {}): Run =>
  async (command) => {
    const { exitCode, stdout } = await started.exec([...command], { env });
    if (exitCode === 0) return stdout;
    throw new HarnessError('LAUNCH', `What service "${name}" holds could not be read (exit ${String(exitCode)}).`);
  };

/** Starts all services of a target and waits until each is ready. */
export const startServices = async (parts: GroupParts): Promise<ServiceGroup> => {
  const { docker, ledger, images, faulty } = parts;
  const [network] = await Promise.all([makeNetwork(parts), loadTestcontainers(docker)]);
  const starting = Object.entries(images).map(([name, image]) => startService(parts, network.name, name, image));
  const settled = await Promise.allSettled(starting);
  const started = settled.flatMap((service) => (service.status === 'fulfilled' ? [service.value] : []));

  const close = async (): Promise<void> => {
    await Promise.all(started.flatMap(({ relay }) => (relay === null ? [] : [relay.close()])));
    await Promise.all(started.map(({ id }) => removeContainer(docker, id)));
    await removeNetwork(docker, network.id);
    const gone: LedgerEntry[] = [{ kind: 'network', id: network.id }];
    for (const { id } of started) gone.push({ kind: 'container', id });
    gone.forEach((entry) => ledger.remove(entry));
  };

  const failed = settled.find((service) => service.status === 'rejected');
  if (failed === undefined) {
    const faults = faulty ? faultControl(docker, network.name, started) : null;
    const services = started.map(({ timed }) => timed);
    return { network: network.name, services, stores: started.map(({ store }) => store), faults, close };
  }
  await close();
  throw failed.reason;
};
