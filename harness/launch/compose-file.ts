import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { HarnessError, messageOf } from '../errors.ts';
import type { ComposeLaunch, Env, TargetDefinition } from '../model/target.ts';
import type { ComposeProgram } from './compose-program.ts';
import { reachOf } from './compose-reach.ts';
import type { BootRequest } from './deployment.ts';
import type { Engine } from './engine.ts';
import { parseQuietly } from './quiet-yaml.ts';
import { present } from './settings.ts';

/** A service as the program resolves it: of its many entries those that are looked at here. */
export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly context?: string; readonly dockerfile?: string; readonly [entry: string]: unknown };
  readonly depends_on?: Readonly<Record<string, { readonly condition?: string }>> | readonly string[];
  readonly volumes?: readonly (
    | string
    | { readonly type?: string; readonly source?: string; readonly [entry: string]: unknown }
  )[];
  readonly networks?: unknown;
  readonly network_mode?: string;
  readonly environment?: Readonly<Record<string, string | number | boolean | null>>;
  readonly expose?: readonly (string | number)[];
  readonly [entry: string]: unknown;
}
/** A compose file with its variables filled in and its paths whole. */
export interface ComposeFile {
  readonly version?: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes?: Readonly<
    Record<string, { readonly external?: unknown; readonly [entry: string]: unknown } | null>
  >;
  readonly [entry: string]: unknown;
}

const LIMIT_MS = 30_000;
/** Stands for the secret in `${…}` while the file is read; each boot then has its own. */
const PLACEHOLDER = 'made-by-the-suite-at-each-start-0a1b2c3d4e5f';
/** Whether the file itself says what this is, and did not ask for it. */
export const isDelivered = (value: unknown): boolean => value !== PLACEHOLDER;

/** With the file of a flaw that has its own. */
export const composeLaunchOf = ({ name, launch, flaws }: TargetDefinition, flaw: string | null): ComposeLaunch => {
  const own = flaws?.find(({ id }) => id === flaw)?.compose;
  if (launch?.compose !== undefined) return own === undefined ? launch.compose : { ...launch.compose, file: own };
  throw new HarnessError('DEFINITION', `Target "${name}" cannot be launched by compose: it has no \`launch.compose\`.`);
};

/** What `${…}` in the file stands for: this machine's environment, the definition's, and a secret. */
export const variablesOf = (definition: TargetDefinition): Env => ({
  ...process.env,
  ...definition.launch?.compose?.env,
  ...present(definition.production?.env ?? {}),
  ...(definition.secret?.env === undefined ? {} : { [definition.secret.env]: PLACEHOLDER }),
});

/** The same, and by which engine the program is to work: left to itself it follows the owner's current context. */
export const composeEnv = (definition: TargetDefinition, { address }: Pick<Engine, 'address'>): Env => ({
  ...variablesOf(definition),
  DOCKER_HOST: address,
  DOCKER_CONTEXT: undefined,
});

/** The services that depend on this one, through whatever others: to start them would start it. */
export const dependents = (services: ComposeFile['services'], on: string): ReadonlySet<string> => {
  const found = new Set([on]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const [name, service] of Object.entries(services)) {
      if (dependsOn(service).some(([other]) => found.has(other))) found.add(name);
    }
  }
  found.delete(on);
  return found;
};

/** Those that are started with the app: all but it, but those that would start it, and but those that a profile asks for. */
export const companionsOf = ({ services }: ComposeFile, app: string): readonly string[] => {
  const above = dependents(services, app);
  return Object.entries(services).flatMap(([name, { profiles }]) =>
    name === app || above.has(name) || (Array.isArray(profiles) && profiles.length > 0) ? [] : [name],
  );
};

/** Service → what is waited for. */
export const dependsOn = ({ depends_on }: ComposeService): readonly (readonly [string, string])[] =>
  Array.isArray(depends_on)
    ? (depends_on as readonly string[]).map((name) => [name, 'service_started'] as const)
    : Object.entries((depends_on ?? {}) as Readonly<Record<string, { readonly condition?: string }>>).map(
        ([name, { condition }]) => [name, condition ?? 'service_started'] as const,
      );

/** Services that end by themselves before others begin: a migration. */
export const oneShots = ({ services }: ComposeFile): ReadonlySet<string> =>
  new Set(
    Object.values(services)
      .flatMap(dependsOn)
      .filter(([, condition]) => condition === 'service_completed_successfully')
      .map(([name]) => name),
  );

/** A program may quote all that stands beside what it asks for, passwords among it. */
const withoutValues = (said: string): string =>
  said.replace(/interpolating (\{.*\}|\[.*\]) in /gs, 'interpolating … in ');

/** Reads the file as the compose program does. Throws one error that says what to mend. */
export const readCompose = async (
  program: ComposeProgram,
  { definition, folder, flaw }: Pick<BootRequest, 'definition' | 'folder' | 'flaw'>,
): Promise<ComposeFile> => {
  const launch = composeLaunchOf(definition, flaw);
  const file = resolve(folder, launch.file);
  const refuse = (seen: string, advice: string, cause?: unknown): HarnessError =>
    new HarnessError(
      'LAUNCH',
      `Target "${definition.name}" cannot be launched by compose: ${seen}. ${advice}`,
      cause === undefined ? {} : { cause },
    );
  if (!existsSync(file)) {
    throw refuse(`there is no file "${launch.file}" beside its definition`, 'Correct `launch.compose.file`.');
  }
  let read: ComposeFile;
  try {
    const args = ['-p', 'sessionspec', '--project-directory', dirname(file), '-f', file, 'config'];
    const printed = await program.run(args, { folder: dirname(file), env: variablesOf(definition), limitMs: LIMIT_MS });
    read = parseQuietly(printed) as ComposeFile;
  } catch (thrown) {
    const seen = withoutValues(messageOf(thrown).trim());
    throw refuse(
      `${program.version} cannot use "${launch.file}":\n${seen}\n`,
      'Mend the file, or give what it asks for in `launch.compose.env`.',
      thrown,
    );
  }
  refuseUnusable(read, launch, refuse);
  return read;
};

const refuseUnusable = (
  read: ComposeFile,
  { file, service }: ComposeLaunch,
  refuse: (seen: string, advice: string) => HarnessError,
): void => {
  const { services, volumes = {} } = read;
  if (services[service] === undefined) {
    const known = Object.keys(services).map((name) => `"${name}"`);
    throw refuse(
      `"${file}" has no service "${service}": it has ${known.join(', ') || 'none'}`,
      'Correct `launch.compose.service`.',
    );
  }
  for (const [name, { network_mode: mode }] of Object.entries(services)) {
    if (mode === undefined || mode === 'bridge') continue;
    throw refuse(
      `service "${name}" of "${file}" has network_mode "${mode}", and each start gets a private network of its own`,
      'Take `network_mode` away, in a file for this if need be.',
    );
  }
  for (const name of [...companionsOf(read, service), service]) {
    const by = reachOf(services[name] ?? {});
    if (by === null) continue;
    throw refuse(
      `service "${name}" of "${file}" could act on this machine by ${by}`,
      name === service
        ? 'Take that away, in a file for this if need be.'
        : 'Leave it out by a profile (`profiles: [other]`), or take that away, in a file for this if need be.',
    );
  }
  for (const [name, volume] of Object.entries(volumes)) {
    if (volume?.external === undefined || volume.external === false) continue;
    throw refuse(
      `volume "${name}" of "${file}" is external, so that what you have in it would be written to`,
      'Name a file for this whose volumes are its own.',
    );
  }
};
