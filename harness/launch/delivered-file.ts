import { parseQuietly } from './quiet-yaml.ts';
import { kindOf } from './services.ts';

/** One service of a compose file, as far as a neighbour of it would care. */
export interface DeliveredService {
  readonly name: string;
  /** Null: it is built, and of no image that is known. */
  readonly image: string | null;
  /** As services.ts names kinds. */
  readonly kind: string;
  readonly command: readonly string[] | null;
  readonly entrypoint: readonly string[] | null;
  readonly env: Readonly<Record<string, string>>;
  /** Files with more of it, in the compose file's folder; what stands in `env` goes over them. */
  readonly envFiles: readonly string[];
  /** Variables that it is filled in with, and of which nothing says what they stand for. */
  readonly wanting: readonly string[];
  /** Files of the owner's that it reads: path in the compose file's folder → path inside. */
  readonly files: readonly (readonly [from: string, to: string])[];
  /** Ports that it opens on all interfaces of whatever machine it runs on, as the file writes them. */
  readonly published: readonly string[];
}

type Entries = Readonly<Record<string, unknown>>;
type Variables = Readonly<Record<string, string | undefined>>;

const isEntries = (value: unknown): value is Entries =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const entriesOf = (value: unknown): Entries => (isEntries(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const textOf = (value: unknown): string =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value as string | number | boolean) : '';

/** What `${NAME}`, `${NAME:-default}`, `${NAME:?why}` and `$NAME` stand for; `$$` is a dollar. */
const filled = (text: string, variables: Variables, wanting: Set<string>): string =>
  text.replaceAll(
    /\$\$|\$\{(\w+)(?:(:?[-?+])([^}]*))?\}|\$(\w+)/g,
    (whole: string, braced?: string, how: string = '', other: string = '', plain?: string) => {
      if (whole === '$$') return '$';
      const value = variables[braced ?? plain ?? ''];
      const isThere = value !== undefined && (value !== '' || !how.startsWith(':'));
      if (how.endsWith('+')) return isThere ? other : '';
      if (isThere) return value;
      if (!how.endsWith('-')) wanting.add(braced ?? plain ?? '');
      return how.endsWith('-') ? other : '';
    },
  );

const fill = (value: unknown, variables: Variables, wanting: Set<string>): unknown => {
  if (typeof value === 'string') return filled(value, variables, wanting);
  if (Array.isArray(value)) return value.map((one) => fill(one, variables, wanting));
  if (!isEntries(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one, variables, wanting)]));
};

/** A command as a list, or as a shell would split it. */
const wordsOf = (value: unknown): readonly string[] | null => {
  if (Array.isArray(value)) return value.map(textOf);
  if (typeof value !== 'string') return null;
  const words = value.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'));
};

const environmentOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Array.isArray(value)
      ? value.map(textOf).map((line) => [line.replace(/=.*$/s, ''), line.replace(/^[^=]*=?/, '')])
      : Object.entries(entriesOf(value)).map(([name, one]) => [name, textOf(one)]),
  );

/** One, a list, or a list of entries with a `path`. */
const envFilesOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value])
    .map((one: unknown) => textOf(isEntries(one) ? one['path'] : one))
    .filter((path) => path !== '');

const EVERYWHERE = new Set(['', '0.0.0.0', '::', '[::]', '*']);

/** `6379:6379`, `6379` and the long form alike open a port on all interfaces, unless they name an address. */
const opened = (port: unknown): string | null => {
  if (isEntries(port)) {
    const { host_ip: address, published, target } = port;
    return EVERYWHERE.has(textOf(address)) ? `${textOf(published ?? '')}:${textOf(target)}` : null;
  }
  const text = textOf(port);
  const address = /^(\[[^\]]*\]|[^:[]+):[^:]*:[^:]+$/.exec(text)?.[1] ?? '';
  return text === '' || !EVERYWHERE.has(address) ? null : text;
};

const filesOf = (service: Entries, secrets: Entries): readonly (readonly [string, string])[] => {
  const volumes = listOf(service['volumes']).map((volume): readonly [string, string] => {
    if (isEntries(volume)) {
      const { type, source, target } = volume;
      return type === 'bind' ? [textOf(source), textOf(target)] : ['', ''];
    }
    const [source = '', target = ''] = textOf(volume).split(':');
    return [source, target];
  });
  const asked = listOf(service['secrets']).map((secret): readonly [string, string] => {
    const name = isEntries(secret) ? textOf(secret['source']) : textOf(secret);
    const to = isEntries(secret) ? textOf(secret['target'] ?? name) : name;
    return [textOf(entriesOf(secrets[name])['file']), to.startsWith('/') ? to : `/run/secrets/${to}`];
  });
  // What has no path of its own is a volume, which is empty at first.
  return [...volumes, ...asked].filter(([from, to]) => /^\.{0,2}\//.test(from) && to !== '');
};

const serviceOf = (
  name: string,
  service: Entries,
  secrets: Entries,
  wanting: ReadonlySet<string>,
): DeliveredService => {
  const image = typeof service['image'] === 'string' ? service['image'] : null;
  const onHost = service['network_mode'] === 'host' ? ['all, by network_mode: host'] : [];
  return {
    name,
    image,
    kind: kindOf(image ?? ''),
    command: wordsOf(service['command']),
    entrypoint: wordsOf(service['entrypoint']),
    env: environmentOf(service['environment']),
    envFiles: envFilesOf(service['env_file']),
    wanting: [...wanting],
    files: filesOf(service, secrets),
    published: [...onHost, ...listOf(service['ports']).flatMap((port) => opened(port) ?? [])],
  };
};

/** All services of a compose file but the app, with its variables filled in. Throws where it is no YAML. */
export const deliveredServices = (text: string, app: string, variables: Variables): readonly DeliveredService[] => {
  // Not all at once: a variable that only the app wants need not be known.
  const file = entriesOf(parseQuietly(text));
  const secrets = entriesOf(fill(file['secrets'], variables, new Set()));
  return Object.entries(entriesOf(file['services']))
    .filter(([name]) => name !== app)
    .map(([name, service]) => {
      const wanting = new Set<string>();
      return serviceOf(name, entriesOf(fill(service, variables, wanting)), secrets, wanting);
    });
};

/** Whether more services stand in other files, which it takes in. */
export const includesOthers = (text: string): boolean => entriesOf(parseQuietly(text))['include'] !== undefined;
