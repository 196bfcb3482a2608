import { mkdtempSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { clockEnv, createClockFile, shimPath, type ClockFile } from '../clock/clock-file.ts';
import { HarnessError } from '../errors.ts';
import type { Env, ProcessLaunch } from '../model/target.ts';
import { clockControl } from './clock-control.ts';
import type { BootRequest, Launcher } from './deployment.ts';
import type { Ledger } from './ledger.ts';
import { makeLauncher, type Store } from './make-launcher.ts';
import { onFreePort } from './on-free-port.ts';
import { secretFile } from './secret-file.ts';
import { flawedCommand, present, readyPathOf, settingsFor, underClock } from './settings.ts';
import { systemEnv } from './system-env.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { startProcess } from './start-process.ts';

interface ProcessStore extends Store {
  readonly data: TemporaryFolder;
  /** Null where no secret is delivered by a file. */
  readonly secrets: TemporaryFolder | null;
  readonly clock: { readonly file: ClockFile; readonly env: Readonly<Record<string, string>> } | null;
}

const openStore = async (ledger: Ledger, { definition, clock: mode }: BootRequest): Promise<ProcessStore> => {
  const shim = mode === null ? null : shimPath(process.platform, process.arch);
  const data = await makeTemporaryFolder(ledger, 'data');
  const secrets = definition.secret?.file === undefined ? null : await makeTemporaryFolder(ledger, 'secrets');
  const below = mode === null || shim === null ? null : await makeTemporaryFolder(ledger, 'clock');
  const close = (): Promise<void> => {
    data.remove();
    secrets?.remove();
    below?.remove();
    return Promise.resolve();
  };
  if (mode === null || shim === null || below === null) return { data, secrets, clock: null, close };
  const file = await createClockFile(below.path, mode);
  // LD_PRELOAD splits at spaces and colons, which the path of a checkout may have.
  const copy = join(below.path, basename(shim));
  await copyFile(shim, copy);
  return { data, secrets, clock: { file, env: clockEnv(copy, file.path) }, close };
};

const launchOf = ({ definition }: BootRequest): ProcessLaunch => {
  const launch = definition.launch?.process;
  if (launch !== undefined) return launch;
  throw new HarnessError(
    'DEFINITION',
    `Target "${definition.name}" says nothing about a launch as a process. Add \`launch: { process: { command: […] } }\`.`,
  );
};

/** Starts targets as processes of this machine: where there is no Docker, and where a start must take a moment only. */
export const processLauncher = (ledger: Ledger): Launcher =>
  makeLauncher<ProcessStore>({
    kind: 'process',
    storeKey: ({ dataKey, clock }) => (dataKey === undefined ? null : `${String(clock)} ${dataKey}`),
    openStore: (request) => openStore(ledger, request),
    async settle(request, { data, secrets, clock }) {
      const launch = launchOf(request);
      const command = flawedCommand(request) ?? launch.command;
      // Boots that share a store need not share a secret.
      const folder = secrets === null ? '' : mkdtempSync(join(secrets.path, 'boot-'));
      const settings = (port: number, restart: Env): Record<string, string> => {
        const secret = secretFile(request, restart, folder);
        if (secret !== null) writeFileSync(secret.path, secret.content, { mode: 0o600 });
        const own = {
          ...systemEnv(),
          ...settingsFor(request, launch.env, restart),
          ...secret?.env,
          PORT: String(port),
        };
        const held = launch.dataDirEnv === undefined ? own : { ...own, [launch.dataDirEnv]: data.path };
        return present(clock === null ? held : underClock(held, clock.env));
      };
      return Promise.resolve({
        clock: clock === null ? null : clockControl(clock.file, []),
        faults: null,
        used: { engine: null, services: [], image: null },
        start: (restart, wish) =>
          onFreePort(`"${command.join(' ')}" of target "${request.definition.name}"`, wish, (port) =>
            startProcess(ledger, {
              command,
              cwd: request.folder,
              env: settings(port, restart),
              port,
              readyPath: readyPathOf(request),
              patienceMs: request.patienceMs,
            }),
          ),
      });
    },
  });
