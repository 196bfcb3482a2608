import type { Env } from '../model/target.ts';
import { bindSource, isThere } from './binds.ts';
import { companionsOf, dependsOn, type ComposeFile, type ComposeService } from './compose-file.ts';
import { present } from './settings.ts';

export interface PlanParts {
  /** The service that is the app. */
  readonly app: string;
  /** A private network, which is there. */
  readonly network: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Service → the tag of what is built of its `build`. */
  readonly tags: Readonly<Record<string, string>>;
  /** The Dockerfile of a flaw. */
  readonly dockerfile: string | null;
  /** Services before which a relay stands, under their name. */
  readonly relayed: ReadonlySet<string>;
  /** What puts a service under the clock; null: time is not moved. */
  readonly clock: { readonly bind: string; readonly env: (service: string) => Env } | null;
}

/** The name that a service has behind its relay. */
export const behind = (name: string): string => `${name}-itself`;

/**
 * The file as it is started here, any number of times side by side: on a private network, with volumes of its own, without
 * published ports and fixed names, and with nothing of this machine written to.
 */
export const planCompose = (file: ComposeFile, parts: PlanParts): ComposeFile => {
  const { version, configs, secrets } = file;
  const companions = companionsOf(file, parts.app);
  const nameOf = (name: string): string => (parts.relayed.has(name) ? behind(name) : name);
  const services = [...companions, parts.app].map((name) => {
    const service = file.services[name] ?? {};
    const kept = dependsOn(service).filter(([other]) => companions.includes(other));
    const after = kept.map(([other, condition]) => [nameOf(other), { condition }] as const);
    const aliases = parts.relayed.has(name) ? [] : aliasesOf(file, parts.app, name);
    const depends_on = Object.fromEntries(after);
    return [nameOf(name), { ...planned(name, service, parts, aliases), depends_on }] as const;
  });
  const volumes = Object.keys(file.volumes ?? {}).map((name) => [name, { labels: parts.labels }] as const);
  return {
    ...(version === undefined ? {} : { version }),
    ...(configs === undefined ? {} : { configs }),
    ...(secrets === undefined ? {} : { secrets }),
    services: Object.fromEntries(services),
    volumes: Object.fromEntries(volumes),
    networks: { default: { external: true, name: parts.network } },
  };
};

/** What would keep it from being started twice, or shows it to others. */
const OF_ITS_PLACE = new Set(
  'container_name ports networks network_mode links logging profiles restart deploy scale depends_on'.split(' '),
);

const planned = (
  name: string,
  service: ComposeService,
  parts: PlanParts,
  aliases: readonly string[],
): ComposeService => {
  const tag = parts.tags[name];
  const build = name === parts.app && parts.dockerfile !== null ? { dockerfile: parts.dockerfile } : {};
  // The app's clock is put on when it is started.
  const clock = name === parts.app ? null : parts.clock;
  return {
    ...Object.fromEntries(Object.entries(service).filter(([entry]) => !OF_ITS_PLACE.has(entry))),
    ...(tag === undefined ? {} : { image: tag, build: { ...service.build, ...build } }),
    environment: { ...service.environment, ...(clock === null ? {} : present(clock.env(name))) },
    labels: { ...labelsOf(service), ...parts.labels },
    volumes: [
      ...(service.volumes ?? []).filter(isKept).map(unwritten),
      ...(clock === null ? [] : [`${clock.bind}:ro`]),
    ],
    networks: { default: { aliases } },
    restart: 'no',
  };
};

/** Without what is not there: the engine would make it, in the owner's folders. */
const isKept = (volume: NonNullable<ComposeService['volumes']>[number]): boolean => {
  const source = bindSource(volume);
  return source === null || isThere(source);
};

/** A folder or file of this machine is read only; volumes are the start's own. */
const unwritten = (
  volume: NonNullable<ComposeService['volumes']>[number],
): NonNullable<ComposeService['volumes']>[number] => {
  if (typeof volume !== 'string') return volume.type === 'bind' ? { ...volume, read_only: true } : volume;
  const [source = '', target, mode = 'rw'] = volume.split(':');
  if (target === undefined || !/^[./~]/.test(source)) return volume;
  const flags = mode.split(',').filter((flag) => flag !== 'rw' && flag !== 'ro');
  return [source, target, ['ro', ...flags].join(',')].join(':');
};

type Networks = Readonly<Record<string, { readonly aliases?: readonly string[] } | null>>;
const namesIn = (list: unknown): readonly string[] => (Array.isArray(list) ? list.map(String) : []);

/** What the file calls a service besides, on any of its networks: aliases, its container's name, and what others link it as. */
export const aliasesOf = (file: ComposeFile, app: string, name: string): readonly string[] => {
  const { networks, container_name: fixed } = file.services[name] ?? {};
  const linked = [...companionsOf(file, app), app]
    .flatMap((one) => namesIn(file.services[one]?.['links']))
    .flatMap((link) => (link.startsWith(`${name}:`) ? [link.slice(name.length + 1)] : []));
  const lists = Array.isArray(networks) ? [] : Object.values((networks ?? {}) as Networks);
  const all = [...lists.flatMap((one) => one?.aliases ?? []), ...(typeof fixed === 'string' ? [fixed] : []), ...linked];
  // What one of them calls it may be another service's own name.
  return [...new Set(all)].filter((one) => file.services[one] === undefined);
};

const labelsOf = ({ labels }: ComposeService): Readonly<Record<string, string>> => {
  if (!Array.isArray(labels)) return (labels ?? {}) as Readonly<Record<string, string>>;
  return Object.fromEntries(
    (labels as readonly string[]).map((label): [string, string] => {
      const [name = '', ...value] = label.split('=');
      return [name, value.join('=')];
    }),
  );
};
