import type { Env } from '../model/target.ts';

/** How a store received somebody: let in, turned away, or with no word. */
export type Reception = 'in' | 'refused' | 'silent';

/** One way to come in, with nothing or with what everybody knows. */
export interface Entry {
  /** For a reader: `without a password`. */
  readonly how: string;
  readonly command: readonly string[];
  readonly env: Env;
}

/** How a neighbour in the network comes to a store of one kind, with the programs that its image holds. */
export interface Neighbour {
  /** Starts a store of the neighbour's own, into which `known` leads. */
  readonly twin: { readonly env: Env; readonly known: (host: string) => Entry };
  readonly entries: (host: string) => readonly Entry[];
  /** The same as the first entry, but encrypted. Null: the first says by itself when it must be. */
  readonly encrypted: ((host: string) => Entry) | null;
  readonly received: (output: string) => Reception;
}

const by =
  (isIn: RegExp, isRefused: RegExp) =>
  (output: string): Reception =>
    isIn.test(output) ? 'in' : isRefused.test(output) ? 'refused' : 'silent';

/** What is tried first wherever something asks for a password. */
const PASSWORDS = ['password', 'admin', 'root', 'secret', 'changeme', 'example'];

const withRedis = (host: string, how: string, password: string | null, ...more: readonly string[]): Entry => ({
  how,
  command: ['timeout', '5', 'redis-cli', '-h', host, ...more, 'PING'],
  env: password === null ? {} : { REDISCLI_AUTH: password },
});

const redis: Neighbour = {
  twin: { env: {}, known: (host) => withRedis(host, 'without a password', null) },
  entries: (host) => [
    withRedis(host, 'without a password', null),
    ...['redis', 'foobared', ...PASSWORDS].map((one) => withRedis(host, `with the password "${one}"`, one)),
  ],
  encrypted: (host) => withRedis(host, 'without a password', null, '--tls', '--insecure'),
  received: by(/^PONG/m, /NOAUTH|WRONGPASS|NOPERM|DENIED/),
};

const TWIN = 'of-the-neighbour-itself';

const withPostgres = (host: string, how: string, user: string, password: string): Entry => ({
  how,
  command: ['psql', '-w', '-h', host, '-U', user, '-d', 'postgres', '-tAc', "select 'PONG'"],
  env: { PGPASSWORD: password, PGCONNECT_TIMEOUT: '5', PGSSLMODE: 'disable' },
});

const postgres: Neighbour = {
  twin: {
    env: { POSTGRES_PASSWORD: TWIN },
    known: (host) => withPostgres(host, 'with its password', 'postgres', TWIN),
  },
  entries: (host) => [
    withPostgres(host, 'without a password', 'postgres', ''),
    ...['postgres', ...PASSWORDS].map((one) =>
      withPostgres(host, `as "postgres" with the password "${one}"`, 'postgres', one),
    ),
  ],
  encrypted: (host) => {
    const entry = withPostgres(host, 'without a password', 'postgres', '');
    return { ...entry, env: { ...entry.env, PGSSLMODE: 'require' } };
  },
  received: by(/^PONG/m, /authentication failed|no password supplied|does not exist|not permitted to log in/),
};

const withMariadb = (host: string, how: string, password: string, ...more: readonly string[]): Entry => ({
  how,
  command: [
    'sh',
    '-c',
    'exec "$(command -v mariadb || command -v mysql)" --connect-timeout=5 -uroot -N "$@" -e "select \'PONG\'"',
    'sh',
    '-h',
    host,
    ...more,
  ],
  env: { MYSQL_PWD: password },
});

const mariadb: Neighbour = {
  twin: {
    env: { MARIADB_ROOT_PASSWORD: TWIN, MYSQL_ROOT_PASSWORD: TWIN },
    known: (host) => withMariadb(host, 'with its password', TWIN),
  },
  entries: (host) => [
    withMariadb(host, 'as "root" without a password', ''),
    ...['mysql', 'mariadb', ...PASSWORDS].map((one) => withMariadb(host, `as "root" with the password "${one}"`, one)),
  ],
  encrypted: (host) => withMariadb(host, 'as "root" without a password', '', '--ssl'),
  received: by(/^PONG/m, /Access denied|is not allowed to connect/),
};

const withMongo = (host: string, how: string, ...more: readonly string[]): Entry => ({
  how,
  command: [
    'timeout',
    '10',
    'mongosh',
    '--quiet',
    '--norc',
    '--host',
    host,
    ...more,
    '--eval',
    'db.adminCommand({ listDatabases: 1 }).ok && "PONG"',
  ],
  env: {},
});

/** Written after its documentation, and not run here, as the reader of its records. */
const mongo: Neighbour = {
  twin: { env: {}, known: (host) => withMongo(host, 'without a password') },
  entries: (host) => [
    withMongo(host, 'without a password'),
    ...['mongo', ...PASSWORDS].flatMap((one) =>
      ['root', 'admin'].map((user) =>
        withMongo(
          host,
          `as "${user}" with the password "${one}"`,
          '-u',
          user,
          '-p',
          one,
          '--authenticationDatabase',
          'admin',
        ),
      ),
    ),
  ],
  encrypted: (host) => withMongo(host, 'without a password', '--tls', '--tlsAllowInvalidCertificates'),
  received: by(/^PONG/m, /requires authentication|Authentication failed|not authorized/),
};

/** By the kind of service (see `kindOf`). */
export const NEIGHBOURS: Readonly<Record<string, Neighbour>> = {
  redis,
  valkey: redis,
  postgres,
  mariadb,
  mysql: mariadb,
  mongo,
};
