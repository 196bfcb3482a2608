import { HarnessError } from '../errors.ts';
import type { Env } from '../model/target.ts';
import type { BootRequest } from './deployment.ts';

const flawEnv = ({ definition, flaw }: BootRequest): Env => {
  if (flaw === null) return {};
  const found = definition.flaws?.find(({ id }) => id === flaw);
  if (found !== undefined) return found.env ?? {};
  const known = (definition.flaws ?? []).map(({ id }) => id).join(', ');
  throw new HarnessError(
    'DEFINITION',
    `Target "${definition.name}" has no flaw "${flaw}". It has: ${known || 'none'}.`,
  );
};

/** The app's settings: the launcher's, the mode's, the flaw's, the boot's and a restart's, the later over the earlier. */
export const settingsFor = (request: BootRequest, launch: Env | undefined, restart: Env): Env => ({
  ...launch,
  ...request.definition[request.mode]?.env,
  ...flawEnv(request),
  ...request.env,
  ...restart,
});

/** The flawed entry's command, or null when the healthy one is to be started. */
export const flawedCommand = ({ definition, flaw }: BootRequest): readonly string[] | null => {
  if (flaw === null) return null;
  if (definition.flawed !== undefined) return [...definition.flawed.process, flaw];
  throw new HarnessError(
    'DEFINITION',
    `Flaw "${flaw}" cannot be started: target "${definition.name}" declares no flawed entry. Add \`flawed: { process: […] }\`.`,
  );
};

export const readyPathOf = ({ definition }: BootRequest): string => definition.launch?.readyPath ?? '/';

/** What is set, without what is taken away. */
export const present = (env: Env): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** Puts an app under the clock without taking away another library that it preloads, as Ruby images do with jemalloc. */
export const underClock = (env: Env, clock: Readonly<Record<string, string>>): Env => {
  const preloads = [clock['LD_PRELOAD'], env['LD_PRELOAD']].filter((path) => path !== undefined && path !== '');
  return preloads.length === 0 ? env : { ...env, ...clock, LD_PRELOAD: preloads.join(':') };
};
