import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { HarnessError, messageOf } from '../errors.ts';
import { lastLines } from './bounded-text.ts';
import { credentialsOf } from './compose-credentials.ts';
import { dependsOn, isDelivered, type ComposeFile } from './compose-file.ts';
import type { ServiceImage } from './compose-images.ts';
import { behind, companionsOf, planCompose } from './compose-plan.ts';
import type { ComposeProgram } from './compose-program.ts';
import type { ContainerClock } from './container-clock.ts';
import { removeContainer, removeNetwork, removeVolume } from './docker-objects.ts';
import { faultControl, type FaultyService } from './faults.ts';
import type { Ledger } from './ledger.ts';
import { startRelay, type Relay } from './relay.ts';
import { makeNetwork, portsOf, READY_MS, runIn, type ServiceGroup } from './service-group.ts';
import { serviceKind, type ServiceKind } from './services.ts';
import type { TimedService } from './clock-control.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { loadTestcontainers } from './testcontainers.ts';

export interface ComposeParts {
  readonly docker: Docker;
  readonly ledger: Ledger;
  readonly program: ComposeProgram;
  readonly file: ComposeFile;
  /** As the definition names it. */
  readonly shown: string;
  readonly app: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly dockerfile: string | null;
  readonly images: ReadonlyMap<string, ServiceImage>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: ContainerClock | null;
  readonly faulty: boolean;
}

/** The services of a compose file on a private network, and the app's container as compose made it, which is never started. */
export interface ComposeGroup extends ServiceGroup {
  readonly like: Docker.ContainerInspectInfo;
}

const PROJECT = 'com.docker.compose.project';
const SERVICE = 'com.docker.compose.service';
const CREATE_MS = 60_000;

/** Services that end by themselves before others begin: a migration. */
export const oneShots = ({ services }: ComposeFile): ReadonlySet<string> =>
  new Set(
    Object.values(services)
      .flatMap(dependsOn)
      .filter(([, condition]) => condition === 'service_completed_successfully')
      .map(([name]) => name),
  );

export const startCompose = async (parts: ComposeParts): Promise<ComposeGroup> => {
  const { docker, ledger, program, file, app, images, clock } = parts;
  const [network, { library }] = await Promise.all([makeNetwork(parts), loadTestcontainers(docker)]);
  const project = network.name;
  const companions = companionsOf(file, app);
  const staying = companions.filter((name) => !oneShots(file).has(name));
  const ports = parts.faulty ? await relayedPorts(parts, staying) : new Map<string, readonly number[]>();
  const relayed = new Set(ports.keys());
  const nameOf = (name: string): string => (relayed.has(name) ? behind(name) : name);
  const folder = await makeTemporaryFolder(ledger, 'compose');
  const relays = new Map<string, Relay>();

  const of = async (filters: string[]): Promise<readonly Docker.ContainerInfo[]> =>
    docker.listContainers({ all: true, filters: { label: filters.map(String) } });
  const ofService = async (name: string): Promise<Docker.Container> => {
    const [one] = await of([`${PROJECT}=${project}`, `${SERVICE}=${name}`]);
    if (one !== undefined) return docker.getContainer(one.Id);
    throw new Error(`${program.version} made no container for service "${name}"`);
  };
  const close = async (): Promise<void> => {
    await Promise.all([...relays.values()].map((relay) => relay.close()));
    await Promise.all((await of([`${PROJECT}=${project}`])).map(({ Id }) => removeContainer(docker, Id)));
    const { Volumes } = await docker.listVolumes({ filters: JSON.stringify({ label: [`${PROJECT}=${project}`] }) });
    await Promise.all(Volumes.map(({ Name }) => removeVolume(docker, Name)));
    await removeNetwork(docker, network.id);
    ledger.remove({ kind: 'network', id: network.id });
    folder.remove();
  };

  const startAll = async (): Promise<readonly (FaultyService & { readonly timed: TimedService })[]> => {
    const started = new library.DockerComposeEnvironment(folder.path, 'compose.json')
      .withProjectName(project)
      .withStartupTimeout(READY_MS)
      .withEnvironment(parts.env as Record<string, string>)
      .withClientOptions({ executable: executableOf(program), commandOptions: ['--no-build'] });
    for (const name of staying) {
      const { ready } = serviceKind(images.get(name)?.name ?? '');
      if (ready === null || file.services[name]?.['healthcheck'] !== undefined) continue;
      // The one is how the program names containers today, the other how it did before its second version.
      started.withWaitStrategy(`${nameOf(name)}-1`, ready(library.Wait));
      started.withWaitStrategy(`${project}_${nameOf(name)}_1`, ready(library.Wait));
    }
    const [up, ...standing] = await Promise.allSettled([
      started.up(companions.map(nameOf)),
      ...[...ports].map(async ([name, listened]) => {
        const order = { docker, ledger, network: network.name, name, host: behind(name), ports: listened };
        relays.set(name, await startRelay(order));
      }),
    ]);
    const failed = [up, ...standing].find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    if (up.status === 'rejected') throw up.reason;
    await Promise.all(
      companions
        .filter((name) => !staying.includes(name))
        .map(async (name) => hasCompleted(await ofService(nameOf(name)), name)),
    );
    return Promise.all(
      staying.map(async (name) => {
        const found = await ofService(nameOf(name));
        const { Name, Config } = await found.inspect();
        const at = Name.startsWith(`/${project}-`) ? Name.slice(project.length + 2) : Name.slice(1);
        const run = runIn(up.value.getContainer(at), name, credentialsOf(Config));
        const kind = await letIn(serviceKind(images.get(name)?.name ?? ''), run);
        const { time, plant, readOnly } = kind;
        const timed = {
          name,
          time: time === null ? null : () => time(run),
          plant: plant === null ? null : () => plant(run, `sessionspec:${randomUUID()}`),
        };
        return { id: found.id, host: behind(name), relay: relays.get(name) ?? null, readOnly, run, timed };
      }),
    );
  };

  try {
    const clocked = clock === null ? null : { bind: `${clock.folder}:${clock.mountedAt}`, env: clockOf(clock, images) };
    const plan = planCompose(file, { ...parts, network: network.name, labels: ledger.labels, relayed, clock: clocked });
    await writeFile(join(folder.path, 'compose.json'), JSON.stringify(plan), { mode: 0o600 });
    const services = companions.length === 0 ? [] : await startAll();
    const create = ['-p', project, '-f', 'compose.json', 'up', '--no-start', '--no-deps', '--no-build', app];
    await program.run(create, { folder: folder.path, env: parts.env, limitMs: CREATE_MS });
    const like = deliveredOf(await (await ofService(app)).inspect());
    const faults = parts.faulty && services.length > 0 ? faultControl(docker, network.name, services) : null;
    return { network: network.name, services: services.map(({ timed }) => timed), faults, like, close };
  } catch (thrown) {
    await close();
    if (thrown instanceof HarnessError) throw thrown;
    throw new HarnessError(
      'LAUNCH',
      `The services of "${parts.shown}" did not get ready: ${messageOf(thrown).trim()}\n` +
        `See whether they do by hand (\`${program.version.replace(/ \S+$/, '')} -f ${parts.shown} up\`). ` +
        'Folders of this machine are mounted read-only here: what a service writes belongs into a volume.',
      { cause: thrown },
    );
  }
};

/** Without what stood for a secret while the file was read: a start that gives none is to have none. */
const deliveredOf = (made: Docker.ContainerInspectInfo): Docker.ContainerInspectInfo => {
  const env = (made.Config.Env ?? []).filter((line) => isDelivered(line.slice(line.indexOf('=') + 1)));
  return { ...made, Config: { ...made.Config, Env: env } };
};

/** Service → the TCP ports at which a relay can stand in for it. */
const relayedPorts = async (
  { docker, file, images }: ComposeParts,
  names: readonly string[],
): Promise<Map<string, readonly number[]>> => {
  const found = new Map<string, readonly number[]>();
  for (const name of names) {
    const exposed = (file.services[name]?.expose ?? []).map((port) => Number.parseInt(String(port), 10));
    const ports = [...new Set([...exposed, ...(await portsOf(docker, images.get(name)?.name ?? ''))])];
    if (ports.length > 0) found.set(name, ports);
  }
  return found;
};

const clockOf =
  (clock: ContainerClock, images: ReadonlyMap<string, ServiceImage>) =>
  (name: string): Readonly<Record<string, string>> =>
    clock.env(images.get(name)?.architecture ?? 'amd64');

const executableOf = ({ command, first }: ComposeProgram) =>
  first.length === 0 ? ({ standalone: true, executablePath: command } as const) : { executablePath: command };

/** A service that does not let our programs in is one of which nothing is known. */
const letIn = async (kind: ServiceKind, run: Parameters<NonNullable<ServiceKind['time']>>[0]): Promise<ServiceKind> => {
  const nothing = { ...kind, time: null, plant: null, readOnly: null };
  if (kind.time === null) return nothing;
  return kind.time(run).then(
    (ms) => (Number.isFinite(ms) ? kind : nothing),
    () => nothing,
  );
};

const hasCompleted = async (container: Docker.Container, name: string): Promise<void> => {
  const ended = await Promise.race([
    container.wait() as Promise<{ StatusCode: number }>,
    new Promise<null>((resolve) => setTimeout(resolve, READY_MS, null).unref()),
  ]);
  if (ended?.StatusCode === 0) return;
  const log = await container.logs({ stdout: true, stderr: true, tail: 12 });
  const how =
    ended === null ? `did not end within ${String(READY_MS / 1000)} s` : `ended with code ${String(ended.StatusCode)}`;
  throw new Error(`service "${name}" ${how}. Its last lines:\n${lastLines(log.toString('utf8'))}`);
};
