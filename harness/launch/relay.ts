import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type Docker from 'dockerode';
import { pack } from 'tar-stream';
import { HarnessError, messageOf } from '../errors.ts';
import { removeContainer } from './docker-objects.ts';
import { ensureImage } from './image.ts';
import type { Ledger } from './ledger.ts';
import type { RelayMode, RelayOrder } from './relay-program.ts';

/** The image that runs it: any Node that strips types will do. */
const IMAGE = 'node:24-bookworm-slim';
const PROGRAM = new URL('relay-program.ts', import.meta.url);
const CONTROL = 18_377;
const READY_MS = 15_000;
const POLL_MS = 25;

/** Stands under a service's name on the private network, and passes on to the service. */
export interface Relay {
  set(mode: RelayMode): Promise<void>;
  close(): Promise<void>;
}

export interface RelayParts {
  readonly docker: Docker;
  readonly ledger: Ledger;
  readonly network: string;
  /** The name by which apps know the service. */
  readonly name: string;
  /** Other names by which they do. */
  readonly aliases?: readonly string[];
  /** The name of the service itself. */
  readonly host: string;
  readonly ports: readonly number[];
}

const program = async (): Promise<ReturnType<typeof pack>> => {
  const archive = pack();
  archive.entry({ name: 'relay.mts' }, await readFile(PROGRAM));
  archive.finalize();
  return archive;
};

export const startRelay = async ({
  docker,
  ledger,
  network,
  name,
  aliases = [],
  host,
  ports,
}: RelayParts): Promise<Relay> => {
  await ensureImage(docker, IMAGE);
  const order: RelayOrder = { host, ports, control: CONTROL, token: randomUUID() };
  const inside = `${String(CONTROL)}/tcp`;
  const container = await docker.createContainer({
    Image: IMAGE,
    Cmd: ['node', '/relay.mts'],
    Env: [`RELAY_ORDER=${JSON.stringify(order)}`],
    ExposedPorts: { [inside]: {} },
    Labels: { ...ledger.labels },
    HostConfig: { Init: true, NetworkMode: network, PortBindings: { [inside]: [{ HostIp: '127.0.0.1' }] } },
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [name, ...aliases] } } },
  });
  const entry = { kind: 'container', id: container.id } as const;
  ledger.add(entry);
  const close = async (): Promise<void> => {
    await removeContainer(docker, container.id);
    ledger.remove(entry);
  };

  try {
    await container.putArchive(await program(), { path: '/' });
    await container.start();
    const { NetworkSettings } = await container.inspect();
    const port = NetworkSettings.Ports[inside]?.[0]?.HostPort ?? '0';
    const set = async (mode: RelayMode): Promise<void> => {
      const url = `http://127.0.0.1:${port}/${order.token}`;
      const { status } = await fetch(url, { method: 'POST', body: JSON.stringify(mode) });
      if (status !== 204) throw new Error(`it answered ${String(status)}`);
    };
    await ready(() => set({ kind: 'pass' }), name);
    return { set, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
};

const ready = async (ask: () => Promise<void>, name: string): Promise<void> => {
  for (const deadline = performance.now() + READY_MS; ; await delay(POLL_MS)) {
    try {
      return await ask();
    } catch (thrown) {
      if (performance.now() < deadline) continue;
      throw new HarnessError(
        'LAUNCH',
        `The relay before service "${name}" (image "${IMAGE}") did not get ready: ${messageOf(thrown)}. ` +
          `Try \`docker run --rm ${IMAGE} node --version\`: it needs Node 24.`,
        { cause: thrown },
      );
    }
  }
};
