import type { WaitStrategy } from 'testcontainers';
import { MARIADB, MARIADB_SERVES } from './store-clients.ts';
import type { Runtime } from './testcontainers.ts';

/** Runs a command in a service's container and returns what it prints. */
export type Run = (command: readonly string[]) => Promise<string>;

/** What is known of a kind of service. Null: it cannot be asked, or holds nothing that dies by itself. */
export interface ServiceKind {
  readonly env: Readonly<Record<string, string>>;
  readonly ready: ((wait: Runtime['library']['Wait']) => WaitStrategy) | null;
  /** Its time in epoch milliseconds. */
  readonly time: ((run: Run) => Promise<number>) | null;
  /** Plants a record that lives one minute; the function tells whether it has died. */
  readonly plant: ((run: Run, key: string) => Promise<() => Promise<boolean>>) | null;
  /** Makes every write fail while reads go on. */
  readonly readOnly: { cause(run: Run): Promise<unknown>; undo(run: Run): Promise<void> } | null;
}

const MINUTE_MS = '60000';

/** Without `-e` it ends well whatever the server answers. */
const REDIS = ['redis-cli', '-e'];

const redis: ServiceKind = {
  env: {},
  ready: (wait) => wait.forLogMessage(/Ready to accept connections/),
  async time(run) {
    const [seconds, microseconds] = (await run([...REDIS, 'TIME'])).trim().split(/\s+/);
    return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
  },
  async plant(run, key) {
    await run([...REDIS, 'SET', key, '1', 'PX', MINUTE_MS]);
    return async () => (await run([...REDIS, 'EXISTS', key])).trim() === '0';
  },
  // It waits for a replica that does not exist, as one does whose replicas are gone.
  readOnly: {
    cause: (run) => run([...REDIS, 'CONFIG', 'SET', 'min-replicas-to-write', '1']),
    undo: async (run) => void (await run([...REDIS, 'CONFIG', 'SET', 'min-replicas-to-write', '0'])),
  },
};

const PSQL = ['psql', '-h', '127.0.0.1', '-tAc'];
const MOST_TRIES = 50;
const EPOCH_MS = 'select floor(extract(epoch from clock_timestamp()) * 1000)';

const postgres: ServiceKind = {
  // The image refuses to start without a password; nothing but this private network can use it.
  env: { POSTGRES_PASSWORD: 'postgres', PGPASSWORD: 'postgres', PGUSER: 'postgres' },
  // Over TCP: while the image sets itself up, it already answers on its own socket.
  ready: (wait) => wait.forSuccessfulCommand('pg_isready -h 127.0.0.1 -U postgres'),
  time: async (run) => Number(await run([...PSQL, EPOCH_MS])),
  plant: null,
  readOnly: {
    cause: (run) => setReadOnly(run, 'on'),
    undo: (run) => setReadOnly(run, 'off'),
  },
};

/** For every transaction that begins from now on, on connections that are there already too. */
const setReadOnly = async (run: Run, to: 'on' | 'off'): Promise<void> => {
  await run([...PSQL, `alter system set default_transaction_read_only = ${to}`, '-c', 'select pg_reload_conf()']);
  // A connection that is made after the server has read it shows that all others were told.
  for (let tries = 0; tries < MOST_TRIES; tries += 1)
    if ((await run([...PSQL, 'show default_transaction_read_only'])).trim() === to) return;
  throw new Error(`PostgreSQL does not take default_transaction_read_only = ${to}`);
};

/** MariaDB, and MySQL, whose variables have other names. */
const mariadb = (prefix: string): ServiceKind => ({
  env: {
    [`${prefix}_ROOT_PASSWORD`]: 'root',
    [`${prefix}_DATABASE`]: 'app',
    [`${prefix}_USER`]: 'app',
    [`${prefix}_PASSWORD`]: 'app',
  },
  ready: (wait) => wait.forSuccessfulCommand(MARIADB_SERVES),
  time: async (run) => Math.floor(Number(await run([...MARIADB, 'select unix_timestamp(now(3)) * 1000']))),
  plant: null,
  // Its read_only does not concern accounts that administer it, and an app may use one.
  readOnly: null,
});

const mongo: ServiceKind = {
  env: {},
  ready: (wait) => wait.forLogMessage(/Waiting for connections/i),
  time: async (run) => Number(await run(['mongosh', '--quiet', '--eval', 'db.hello().localTime.getTime()'])),
  plant: null,
  readOnly: null,
};

const unknown: ServiceKind = { env: {}, ready: null, time: null, plant: null, readOnly: null };

const kinds: Readonly<Record<string, ServiceKind>> = {
  redis,
  // Its image has Redis's programs under their names.
  valkey: redis,
  postgres,
  mariadb: mariadb('MARIADB'),
  mysql: mariadb('MYSQL'),
  mongo,
};

/** The last part of the image's name: `registry.example/library/redis:7-bookworm` is `redis`. */
export const kindOf = (image: string): string => image.split('/').at(-1)?.split(/[:@]/)[0] ?? '';

export const serviceKind = (image: string): ServiceKind => kinds[kindOf(image)] ?? unknown;
