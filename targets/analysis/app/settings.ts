import { readSecrets, type Env } from './secrets.ts';

const KINDS = ['memory', 'redis', 'postgres', 'mariadb', 'mongodb'] as const;

/** Where sessions are kept. */
export interface StorePlace {
  readonly kind: (typeof KINDS)[number];
  readonly url: string;
}

export interface Settings {
  readonly production: boolean;
  readonly host: string | undefined;
  readonly port: number;
  /** The first signs, all verify. */
  readonly secrets: readonly string[];
  /** Made up for this run, as only development does. */
  readonly madeUpSecret: boolean;
  readonly store: StorePlace;
}

export type Reading =
  | { readonly settings: Settings; readonly problems?: never }
  | { readonly settings?: never; readonly problems: readonly string[] };

const STORES = 'Set it to a URL: redis:, postgres:, mariadb: or mongodb:; memory: is for one instance that may forget.';

/** All settings, or all that is wrong with them. */
export const readSettings = (env: Env, takeSecrets: typeof readSecrets = readSecrets): Reading => {
  // Only the exact word makes anything easier.
  const production = env['NODE_ENV'] !== 'development';
  const problems: string[] = [];
  const settings: Settings = {
    production,
    ...takeSecrets(env, production, problems),
    store: readStore(env['STORE_URL'] ?? (production ? undefined : 'memory:'), problems),
    host: env['HOST'] || undefined,
    port: readPort(env['PORT'] ?? '3000', problems),
  };
  return problems.length === 0 ? { settings } : { problems };
};

const readStore = (given: string | undefined, problems: string[]): StorePlace => {
  const url = given?.trim() ?? '';
  const kind = KINDS.find((one) => url.startsWith(`${one}:`));
  if (kind !== undefined && URL.canParse(url)) return { kind, url };
  // Not quoted: the address of a store holds its password.
  if (given === undefined) problems.push(`STORE_URL is not set. ${STORES}`);
  else problems.push(`STORE_URL ${url === '' ? 'is set, but blank' : 'has a value that cannot be used'}. ${STORES}`);
  return { kind: 'memory', url: 'memory:' };
};

const readPort = (given: string, problems: string[]): number => {
  const port = Number(given);
  if (/^\d+$/.test(given) && port <= 65_535) return port;
  problems.push(`PORT is ${JSON.stringify(given)}. Set it to a whole number from 0 to 65535.`);
  return 0;
};
