import { HarnessError } from '../errors.ts';
import { variableOf, type ContainerLaunch, type Env } from '../model/target.ts';
import { startApp } from './app-container.ts';
import { builtImage } from './build-image.ts';
import { clockControl } from './clock-control.ts';
import { makeContainerClock, type ContainerClock } from './container-clock.ts';
import { lookAtDelivered } from './delivered-stores.ts';
import type { BootRequest, Launcher } from './deployment.ts';
import { buildContextOf } from './dockerfile.ts';
import type { Engine } from './engine.ts';
import { withEngine } from './engine-trouble.ts';
import { ensureImage, type LocalImage } from './image.ts';
import type { Ledger } from './ledger.ts';
import { makeLauncher, type Store } from './make-launcher.ts';
import { onFreePort } from './on-free-port.ts';
import { searchImage } from './search-image.ts';
import { startServices, type ServiceGroup } from './service-group.ts';
import { MOUNTED_AT, secretFile } from './secret-file.ts';
import { flawedCommand, readyPathOf, settingsFor, underClock } from './settings.ts';
import { sharedBy } from './store-key.ts';

interface ContainerStore extends Store {
  readonly group: ServiceGroup | null;
  readonly clock: ContainerClock | null;
}

const launchOf = ({ definition }: Pick<BootRequest, 'definition'>): ContainerLaunch => {
  const launch = definition.launch?.container;
  if (launch !== undefined && (launch.image === undefined) !== (launch.build === undefined)) return launch;
  throw new HarnessError(
    'DEFINITION',
    `Target "${definition.name}" cannot be launched in a container: \`launch.container\` needs a port and either an image or a build.`,
  );
};

const imageFor = async (
  { docker }: Pick<Engine, 'docker'>,
  request: Pick<BootRequest, 'definition' | 'folder' | 'flaw'>,
): Promise<{ name: string } & LocalImage> => {
  const context = buildContextOf(request);
  const name =
    context === null ? (launchOf(request).image ?? '') : await builtImage(docker, request.definition.name, context);
  return { name, ...(await ensureImage(docker, name)) };
};

const openStore = async ({ docker }: Engine, ledger: Ledger, request: BootRequest): Promise<ContainerStore> => {
  const images = launchOf(request).services ?? {};
  // Under way while the services start; whether it can be had is said where it is asked for.
  imageFor({ docker }, request).catch(() => undefined);
  const clock = request.clock === null ? null : await makeContainerClock(ledger, request.clock);
  try {
    const group =
      Object.keys(images).length === 0
        ? null
        : await startServices({ docker, ledger, clock, images, faulty: request.faulty === true });
    const close = async (): Promise<void> => {
      await group?.close();
      clock?.remove();
    };
    return { group, clock, close };
  } catch (thrown) {
    clock?.remove();
    throw thrown;
  }
};

// What the image preloads itself, which the clock must not take away.
const preloadOf = ({ env }: LocalImage): Env => {
  const name = 'LD_PRELOAD=';
  const line = env.find((variable) => variable.startsWith(name));
  return line === undefined ? {} : { LD_PRELOAD: line.slice(name.length) };
};

/** Starts targets as containers: the image that ships, with the services it ships with. */
export const containerLauncher = (engine: Engine, ledger: Ledger): Launcher => ({
  ...bootLauncher(engine, ledger),
  imageEnv: async (request) => (await imageFor(engine, request)).env,
  lookAtDelivered: (request) =>
    withEngine(request.definition.name, 'the stores that it is delivered with were started', () =>
      lookAtDelivered(engine.docker, ledger, request),
    ),
  searchImage: (request) =>
    withEngine(request.definition.name, 'its image was searched', async () => {
      const { name } = await imageFor(engine, request);
      const { secret } = request.definition;
      const variable = secret === undefined ? '' : variableOf(secret);
      return searchImage(engine.docker, ledger, { image: name, variable });
    }),
});

const bootLauncher = (engine: Engine, ledger: Ledger): Launcher =>
  makeLauncher<ContainerStore>({
    kind: 'container',
    storeKey: sharedBy,
    openStore: (request) =>
      withEngine(request.definition.name, 'its services were started', () => openStore(engine, ledger, request)),
    async settle(request, { group, clock }) {
      const { definition } = request;
      const launch = launchOf(request);
      const image = await withEngine(definition.name, 'its image was made ready', () => imageFor(engine, request));
      const preload = clock === null ? {} : preloadOf(image);
      const services = group?.services ?? [];
      return {
        clock: clock === null ? null : clockControl(clock.file, services),
        faults: group?.faults ?? null,
        stores: group?.stores ?? [],
        used: { engine: engine.version, services: services.map(({ name }) => name), image: image.id },
        start: (restart, wish) =>
          withEngine(definition.name, 'its container was started', () => {
            const secret = secretFile(request, restart, MOUNTED_AT);
            const settings = { ...settingsFor(request, launch.env, restart), ...secret?.env };
            const own = { PORT: String(launch.port), ...preload, ...settings };
            return onFreePort(`The container of target "${definition.name}"`, wish, (port) =>
              startApp(engine.docker, ledger, {
                image: image.name,
                like: null,
                command: flawedCommand(request) ?? launch.command ?? null,
                env: clock === null ? own : underClock(own, clock.env(image.architecture)),
                containerPort: launch.port,
                port,
                network: group?.network ?? null,
                file: secret,
                binds: clock === null ? [] : [`${clock.folder}:${clock.mountedAt}:ro`],
                labels: ledger.labels,
                readyPath: readyPathOf(request),
                patienceMs: request.patienceMs,
              }),
            );
          }),
      };
    },
  });
