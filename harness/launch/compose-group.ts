import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { HarnessError, messageOf } from '../errors.ts';
import type { Env } from '../model/target.ts';
import type { TimedService } from './clock-control.ts';
import { credentialsOf } from './compose-credentials.ts';
import { companionsOf, isDelivered, oneShots, type ComposeFile } from './compose-file.ts';
import type { ServiceImage } from './compose-images.ts';
import { aliasesOf, behind, planCompose } from './compose-plan.ts';
import type { ComposeProgram } from './compose-program.ts';
import { composeProject } from './compose-project.ts';
import type { ContainerClock } from './container-clock.ts';
import { removeNetwork } from './docker-objects.ts';
import { faultControl, type FaultyService } from './faults.ts';
import type { Ledger } from './ledger.ts';
import { startRelay, type Relay } from './relay.ts';
import { makeNetwork } from './private-network.ts';
import { portsOf, READY_MS, readIn, runIn, type ServiceGroup, type Store } from './service-group.ts';
import { kindOf as nameOfKind, serviceKind, type Run, type ServiceKind } from './services.ts';
import { STORE_READERS, TooMany, type ReadStore } from './store-readers.ts';
import { STORE_WRITES } from './store-writes.ts';
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
  readonly env: Env;
  readonly clock: ContainerClock | null;
  readonly faulty: boolean;
}

/** The services of a compose file on a private network, and the app's container as compose made it, which is never started. */
export interface ComposeGroup extends ServiceGroup {
  readonly like: Docker.ContainerInspectInfo;
}

type Started = FaultyService & { readonly timed: TimedService; readonly store: Store };

const CREATE_MS = 60_000;

export const startCompose = async (parts: ComposeParts): Promise<ComposeGroup> => {
  const { docker, ledger, program, file, app, images, clock } = parts;
  const network = await makeNetwork(parts);
  const project = composeProject(docker, network.name);
  const companions = companionsOf(file, app);
  const relays = new Map<string, Relay>();
  const folder = await makeTemporaryFolder(ledger, 'compose');
  const close = async (): Promise<void> => {
    await Promise.all([...relays.values()].map((relay) => relay.close()));
    await project.remove();
    await removeNetwork(docker, network.id);
    ledger.remove({ kind: 'network', id: network.id });
    folder.remove();
  };

  try {
    const ports = parts.faulty ? await relayedPorts(parts, companions) : new Map<string, readonly number[]>();
    const relayed = new Set(ports.keys());
    const clocked =
      clock === null
        ? null
        : {
            bind: `${clock.folder}:${clock.mountedAt}`,
            env: (name: string) => clock.env(images.get(name)?.architecture ?? 'amd64'),
          };
    const plan = planCompose(file, { ...parts, network: network.name, labels: ledger.labels, relayed, clock: clocked });
    await writeFile(join(folder.path, 'compose.json'), JSON.stringify(plan), { mode: 0o600 });
    const standIn = async ([name, listened]: readonly [string, readonly number[]]): Promise<void> => {
      const aliases = aliasesOf(file, app, name);
      const order = { docker, ledger, network: network.name, name, aliases, host: behind(name), ports: listened };
      relays.set(name, await startRelay(order));
    };
    const place = { project: network.name, folder: folder.path, relayed, relays };
    const [begun, ...standing] = await Promise.allSettled([
      companions.length === 0 ? [] : startCompanions(parts, place),
      ...[...ports].map(standIn),
    ]);
    for (const one of [begun, ...standing]) if (one.status === 'rejected') throw one.reason;
    const services = begun.status === 'fulfilled' ? begun.value.map((find) => find()) : [];
    const create = ['-p', network.name, '-f', 'compose.json', 'up', '--no-start', '--no-deps', '--no-build', app];
    await program.run(create, { folder: folder.path, env: parts.env, limitMs: CREATE_MS });
    const like = deliveredOf(await (await project.container(app)).inspect());
    const faults = parts.faulty && services.length > 0 ? faultControl(docker, network.name, services) : null;
    const stores = services.map(({ store }) => store);
    return { network: network.name, services: services.map(({ timed }) => timed), stores, faults, like, close };
  } catch (thrown) {
    await close();
    if (thrown instanceof HarnessError) throw thrown;
    throw new HarnessError(
      'LAUNCH',
      `The services of "${parts.shown}" did not get ready: ${messageOf(thrown).trim()}\n` +
        `See whether they do by hand (\`${program.name} -f ${parts.shown} up\`). ` +
        'Folders of this machine are mounted read-only here: what a service writes belongs into a volume.',
      { cause: thrown },
    );
  }
};

interface Place {
  readonly project: string;
  readonly folder: string;
  readonly relayed: ReadonlySet<string>;
  readonly relays: ReadonlyMap<string, Relay>;
}

/** Starts all but the app, and waits until each is ready. What it returns is asked once their relays stand too. */
const startCompanions = async (
  { docker, program, file, app, images, env }: ComposeParts,
  { project: name, folder, relayed, relays }: Place,
): Promise<readonly (() => Started)[]> => {
  const project = composeProject(docker, name);
  const { library } = await loadTestcontainers(docker);
  const companions = companionsOf(file, app);
  const ending = companions.filter((one) => oneShots(file).has(one));
  const staying = companions.filter((one) => !ending.includes(one));
  const nameOf = (one: string): string => (relayed.has(one) ? behind(one) : one);
  const kindOf = (one: string): ServiceKind => serviceKind(images.get(one)?.name ?? '');
  const environment = new library.DockerComposeEnvironment(folder, 'compose.json')
    .withProjectName(name)
    .withStartupTimeout(READY_MS)
    .withEnvironment(env as Record<string, string>)
    .withClientOptions({ executable: executableOf(program), commandOptions: ['--no-build'] });
  for (const one of staying) {
    const { ready } = kindOf(one);
    if (ready === null || file.services[one]?.['healthcheck'] !== undefined) continue;
    // The one is how the program names containers today, the other how it did before its second version.
    environment.withWaitStrategy(`${nameOf(one)}-1`, ready(library.Wait));
    environment.withWaitStrategy(`${name}_${nameOf(one)}_1`, ready(library.Wait));
  }
  const up = await environment.up(companions.map(nameOf));
  await Promise.all(ending.map((one) => project.completed(nameOf(one), READY_MS)));
  return Promise.all(
    staying.map(async (one) => {
      const { Id: id, Name, Config } = await project.stays(nameOf(one));
      const known = Name.startsWith(`/${name}-`) ? Name.slice(name.length + 2) : Name.slice(1);
      const [container, credentials] = [up.getContainer(known), credentialsOf(Config)];
      const run = runIn(container, one, credentials);
      const { time, plant, readOnly } = await letIn(kindOf(one), run);
      const reading = readIn(container, one, credentials);
      const image = nameOfKind(images.get(one)?.name ?? '');
      const reader = await readerIn(STORE_READERS[image], reading);
      const count = reader === null ? undefined : STORE_WRITES[image];
      const store = {
        name: one,
        records: reader === null ? null : () => reader(reading),
        writes: count === undefined ? null : () => count(reading),
      };
      const timed = {
        name: one,
        time: time === null ? null : () => time(run),
        plant: plant === null ? null : () => plant(run, `sessionspec:${randomUUID()}`),
      };
      return () => ({ id, host: nameOf(one), relay: relays.get(one) ?? null, readOnly, run, timed, store });
    }),
  );
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
  for (const name of names.filter((one) => !oneShots(file).has(one))) {
    const exposed = (file.services[name]?.expose ?? []).map((port) => Number.parseInt(String(port), 10));
    const ports = [...new Set([...exposed, ...(await portsOf(docker, images.get(name)?.name ?? ''))])];
    if (ports.length > 0) found.set(name, ports);
  }
  return found;
};

const executableOf = ({ command, first }: ComposeProgram) =>
  first.length === 0 ? ({ standalone: true, executablePath: command } as const) : { executablePath: command };

/** Null: it has none, or does not let it in. One that holds too much is let in. */
const readerIn = async (reader: ReadStore | undefined, run: Run): Promise<ReadStore | null> => {
  if (reader === undefined) return null;
  return reader(run).then(
    () => reader,
    (thrown: unknown) => (thrown instanceof TooMany ? reader : null),
  );
};

/** A service that does not let our programs in is one of which nothing is known. */
const letIn = async (kind: ServiceKind, run: Run): Promise<ServiceKind> => {
  const nothing = { ...kind, time: null, plant: null, readOnly: null };
  if (kind.time === null) return nothing;
  return kind.time(run).then(
    (ms) => (Number.isFinite(ms) ? kind : nothing),
    () => nothing,
  );
};
