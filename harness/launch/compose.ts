import { messageOf, HarnessError } from '../errors.ts';
import { variableOf } from '../model/target.ts';
import { startApp } from './app-container.ts';
import { clockControl } from './clock-control.ts';
import { companionsOf, composeEnv, composeLaunchOf, isDelivered, oneShots, readCompose } from './compose-file.ts';
import { imagesFor, tagsOf, type ImagesAsked, type ServiceImage } from './compose-images.ts';
import { startCompose, type ComposeGroup } from './compose-group.ts';
import { planCompose } from './compose-plan.ts';
import type { ComposeProgram } from './compose-program.ts';
import { makeContainerClock, type ContainerClock } from './container-clock.ts';
import { lookAtDelivered } from './delivered-stores.ts';
import type { BootRequest, Launcher } from './deployment.ts';
import { dockerfileOf } from './dockerfile.ts';
import type { Engine } from './engine.ts';
import { withEngine } from './engine-trouble.ts';
import type { Ledger } from './ledger.ts';
import { makeLauncher, type Store } from './make-launcher.ts';
import { onFreePort } from './on-free-port.ts';
import { searchImage } from './search-image.ts';
import { bindOf, BOUND_AT, secretFile } from './secret-file.ts';
import { flawedCommand, readyPathOf, settingsFor, underClock } from './settings.ts';
import { sharedBy } from './store-key.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface ComposeStore extends Store {
  readonly group: ComposeGroup;
  readonly clock: ContainerClock | null;
  /** What the app is to read, of each of its starts. */
  readonly mounts: TemporaryFolder;
}
export type ComposeSubject = Pick<BootRequest, 'definition' | 'folder' | 'flaw'>;

/** What is the same for every start: the file as it was read, and the images it asks for. */
interface Prepared {
  readonly tags: Readonly<Record<string, string>>;
  readonly images: ReadonlyMap<string, ServiceImage>;
  readonly app: ServiceImage;
}

const BUILD_MS = 600_000;

/**
 * Starts targets out of a compose file: its services by the compose program, as they are delivered; the app as a container
 * like the one that compose makes of it, so that every start can have settings of its own.
 */
export const composeLauncher = async (
  engine: Engine,
  program: ComposeProgram,
  ledger: Ledger,
  subject: ComposeSubject,
): Promise<Launcher> => {
  const { definition, flaw } = subject;
  const { docker } = engine;
  const launch = composeLaunchOf(definition, flaw);
  const file = await readCompose(program, subject);
  const companions = companionsOf(file, launch.service).filter((name) => !oneShots(file).has(name));
  const dockerfile = flaw === null ? null : dockerfileOf(definition, flaw);
  const asked: ImagesAsked = { target: definition.name, file, app: launch.service, dockerfile };
  const env = composeEnv(definition, engine);

  const build = async (services: readonly string[], tags: Prepared['tags']): Promise<void> => {
    const place = await makeTemporaryFolder(ledger, 'compose');
    try {
      const { service: app } = launch;
      const parts = { app, network: 'none', labels: {}, tags, dockerfile, relayed: new Set<string>(), clock: null };
      await writeFile(join(place.path, 'compose.json'), JSON.stringify(planCompose(file, parts)), { mode: 0o600 });
      const order = ['-p', 'sessionspec', '-f', 'compose.json', 'build', ...services];
      await program.run(order, { folder: place.path, env, limitMs: BUILD_MS });
    } catch (thrown) {
      const names = services.map((name) => `"${name}"`).join(', ');
      throw new HarnessError(
        'LAUNCH',
        `${program.version} could not build ${names} of "${launch.file}": ${messageOf(thrown).trim()}`,
        { cause: thrown },
      );
    } finally {
      place.remove();
    }
  };
  const prepare = async (): Promise<Prepared> => {
    const tags = tagsOf(asked);
    const images = await imagesFor(docker, asked, tags, (services) => build(services, tags));
    const app = images.get(launch.service);
    if (app === undefined) throw new Error(`service "${launch.service}" has no image`);
    return { tags, images, app };
  };
  let preparing: Promise<Prepared> | null = null;
  const prepared = (): Promise<Prepared> => {
    preparing ??= prepare();
    preparing.catch(() => (preparing = null)); // the next boot may have better luck
    return withEngine(definition.name, 'its images were made ready', () => preparing ?? prepare());
  };

  const openStore = async (request: BootRequest): Promise<ComposeStore> => {
    const { tags, images } = await prepared();
    const clock = request.clock === null ? null : await makeContainerClock(ledger, request.clock);
    const mounts = await makeTemporaryFolder(ledger, 'mounts');
    const removeFolders = (): void => {
      mounts.remove();
      clock?.remove();
    };
    try {
      const faulty = request.faulty === true;
      const { service: app, file: shown } = launch;
      const parts = { docker, ledger, program, file, shown, app, tags, dockerfile, images, env, clock, faulty };
      const group = await startCompose(parts);
      const close = async (): Promise<void> => {
        await group.close();
        removeFolders();
      };
      return { group, clock, mounts, close };
    } catch (thrown) {
      removeFolders();
      throw thrown;
    }
  };

  return {
    ...makeLauncher<ComposeStore>({
      kind: 'compose',
      storeKey: sharedBy,
      openStore: (request) => withEngine(definition.name, 'its services were started', () => openStore(request)),
      async settle(request, { group, clock, mounts }) {
        const { app } = await prepared();
        const preload = (group.like.Config.Env ?? []).find((line) => line.startsWith('LD_PRELOAD='));
        const given =
          preload === undefined || clock === null ? {} : { LD_PRELOAD: preload.slice('LD_PRELOAD='.length) };
        return {
          clock: clock === null ? null : clockControl(clock.file, group.services),
          faults: group.faults,
          stores: group.stores,
          used: { engine: engine.version, services: group.services.map(({ name }) => name), image: app.id },
          start: (restart, wish) =>
            withEngine(definition.name, 'its container was started', async () => {
              const secret = secretFile(request, restart, BOUND_AT);
              const binds = secret === null ? [] : [await bindOf(secret, mounts.path)];
              const own = { ...given, ...settingsFor(request, launch.env, restart), ...secret?.env };
              return onFreePort(`The container of target "${definition.name}"`, wish, (port) =>
                startApp(docker, ledger, {
                  image: app.name,
                  like: group.like,
                  command: flawedCommand(request),
                  env: clock === null ? own : underClock(own, clock.env(app.architecture)),
                  containerPort: launch.port,
                  port,
                  network: group.network,
                  file: null,
                  binds: clock === null ? binds : [...binds, `${clock.folder}:${clock.mountedAt}:ro`],
                  labels: ledger.labels,
                  readyPath: readyPathOf(request),
                  patienceMs: request.patienceMs,
                }),
              );
            }),
        };
      },
    }),
    services: companions,
    delivers: Object.entries(file.services[launch.service]?.environment ?? {}).flatMap(([name, value]) =>
      isDelivered(value) ? [name] : [],
    ),
    imageEnv: async () => (await prepared()).app.env,
    lookAtDelivered: (wanted) =>
      withEngine(definition.name, 'the stores that it is delivered with were started', () =>
        lookAtDelivered(docker, ledger, wanted),
      ),
    searchImage: () =>
      withEngine(definition.name, 'its image was searched', async () => {
        const variable = definition.secret === undefined ? '' : variableOf(definition.secret);
        return searchImage(docker, ledger, { image: (await prepared()).app.name, variable });
      }),
  };
};
