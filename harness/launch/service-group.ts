import { randomUUID } from 'node:crypto';
import type Docker from 'dockerode';
import { HarnessError, messageOf } from '../errors.ts';
import { BoundedText, lastLines } from './bounded-text.ts';
import type { TimedService } from './clock-control.ts';
import type { ContainerClock } from './container-clock.ts';
import { removeContainer, removeNetwork } from './docker-objects.ts';
import { ensureImage } from './image.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerEntry } from './ledger-file.ts';
import { serviceKind, type Run } from './services.ts';
import { loadTestcontainers } from './testcontainers.ts';

const READY_MS = 30_000;

/** The services of a target on their private network. */
export interface ServiceGroup {
  readonly network: string;
  readonly services: readonly TimedService[];
  close(): Promise<void>;
}

export interface GroupParts {
  readonly docker: Docker;
  readonly ledger: Ledger;
  readonly clock: ContainerClock | null;
  /** Host name → image. */
  readonly images: Readonly<Record<string, string>>;
}

interface StartedService {
  readonly id: string;
  readonly timed: TimedService;
}

const startService = async (
  parts: GroupParts,
  network: string,
  name: string,
  image: string,
): Promise<StartedService> => {
  const { docker, ledger, clock } = parts;
  const [runtime, { architecture }] = await Promise.all([loadTestcontainers(docker), ensureImage(docker, image)]);
  const { GenericContainer, Wait } = runtime.library;
  const kind = serviceKind(image);
  const log = new BoundedText();
  const service = new GenericContainer(image)
    .withNetworkMode(network)
    .withNetworkAliases(name)
    .withLabels(ledger.labels)
    .withEnvironment({ ...kind.env, ...clock?.env(architecture) })
    .withStartupTimeout(READY_MS)
    // A service that does not get ready is removed with its log: read along.
    .withLogConsumer((stream) => stream.on('data', (line: string | Buffer) => log.append(Buffer.from(line))));
  if (clock !== null) service.withBindMounts([{ source: clock.folder, target: clock.mountedAt, mode: 'ro' }]);
  if (kind.ready !== null) service.withWaitStrategy(kind.ready(Wait));
  const started = await service.start().catch((thrown: unknown) => {
    throw new HarnessError(
      'LAUNCH',
      `Service "${name}" (image "${image}") did not get ready: ${messageOf(thrown)}. Its last lines:\n` +
        `${lastLines(log.toString())}\nTry \`docker run --rm ${image}\`.`,
      { cause: thrown },
    );
  });
  ledger.add({ kind: 'container', id: started.getId() });

  const run: Run = async (command) => {
    const { exitCode, stdout, output } = await started.exec([...command]);
    if (exitCode === 0) return stdout;
    throw new HarnessError(
      'CLOCK',
      `"${command.join(' ')}" in service "${name}" failed with ${String(exitCode)}: ${output.trim()}`,
    );
  };
  const { time, plant } = kind;
  return {
    id: started.getId(),
    timed: {
      name,
      time: time === null ? null : () => time(run),
      plant: plant === null ? null : () => plant(run, `sessionspec:${randomUUID()}`),
    },
  };
};

const makeNetwork = async ({ docker, ledger }: GroupParts): Promise<{ name: string; id: string }> => {
  const name = `sessionspec-${randomUUID()}`;
  const { id } = await docker.createNetwork({ Name: name, Driver: 'bridge', Labels: { ...ledger.labels } });
  ledger.add({ kind: 'network', id });
  return { name, id };
};

/** Starts all services of a target and waits until each is ready. */
export const startServices = async (parts: GroupParts): Promise<ServiceGroup> => {
  const { docker, ledger, images } = parts;
  const [network] = await Promise.all([makeNetwork(parts), loadTestcontainers(docker)]);
  const starting = Object.entries(images).map(([name, image]) => startService(parts, network.name, name, image));
  const settled = await Promise.allSettled(starting);
  const started = settled.flatMap((service) => (service.status === 'fulfilled' ? [service.value] : []));

  const close = async (): Promise<void> => {
    await Promise.all(started.map(({ id }) => removeContainer(docker, id)));
    await removeNetwork(docker, network.id);
    const gone: LedgerEntry[] = [{ kind: 'network', id: network.id }];
    for (const { id } of started) gone.push({ kind: 'container', id });
    gone.forEach((entry) => ledger.remove(entry));
  };

  const failed = settled.find((service) => service.status === 'rejected');
  if (failed === undefined) return { network: network.name, services: started.map(({ timed }) => timed), close };
  await close();
  throw failed.reason;
};
