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

/** In the clear, or by TLS, whoever signed the certificate. */
export type Talk = 'clear' | 'tls';

/** How a neighbour in the network comes to a store of one kind, with the programs that its image holds. */
export interface Neighbour {
  /** A store of the neighbour's own, into which it knows the way. */
  readonly own: { readonly env: Env; readonly entry: (host: string) => Entry };
  /** Whatever is tried; the first takes no password. `env`, with which the store is started, names its accounts. */
  readonly entries: (host: string, talk: Talk, env: Env) => readonly Entry[];
  readonly received: (output: string) => Reception;
}

const by =
  (isRefused: RegExp, isIn = /^PONG/m) =>
  (output: string): Reception =>
    isIn.test(output) ? 'in' : isRefused.test(output) ? 'refused' : 'silent';

/** What is tried first wherever something asks for a password. */
const PASSWORDS = ['password', 'admin', 'root', 'secret', 'changeme', 'example'];
const OWN_PASSWORD = 'of-the-neighbour-itself';

/** The accounts that a store is told to make, then those that it has anyway. */
const accounts = (env: Env, variables: readonly string[], always: readonly string[]): readonly string[] => [
  ...new Set([...variables.flatMap((name) => env[name] ?? []), ...always].filter((name) => name !== '')),
];

/** Each account without a password, with its own name for one, and with what everybody knows. */
const tried = (
  users: readonly string[],
  passwords: readonly string[],
): readonly (readonly [user: string, password: string])[] =>
  users.flatMap((user) => [...new Set(['', user, ...passwords, ...PASSWORDS])].map((one) => [user, one] as const));

const NOTHING = 'without a password';
/** What was guessed is the owner's password, which no report quotes. */
const guessed = (password: string, user?: string): string =>
  password === user ? 'with its own name for a password' : 'with a password that everybody tries';
const naming = (password: string, user?: string): string =>
  `${user === undefined ? '' : `as "${user}" `}${password === '' ? NOTHING : guessed(password, user)}`;

const withRedis = (host: string, password = '', talk: Talk = 'clear'): Entry => ({
  how: naming(password),
  command: ['timeout', '5', 'redis-cli', '-h', host, ...(talk === 'tls' ? ['--tls', '--insecure'] : []), 'PING'],
  env: password === '' ? {} : { REDISCLI_AUTH: password },
});

const redis: Neighbour = {
  own: { env: {}, entry: (host) => withRedis(host) },
  entries: (host, talk) => ['', 'redis', 'foobared', ...PASSWORDS].map((one) => withRedis(host, one, talk)),
  received: by(/NOAUTH|WRONGPASS|NOPERM|DENIED/),
};

const withPostgres = (host: string, user: string, password: string, talk: Talk = 'clear'): Entry => ({
  how: naming(password, user),
  command: ['psql', '-w', '-h', host, '-U', user, '-d', 'postgres', '-tAc', "select 'PONG'"],
  env: { PGPASSWORD: password, PGCONNECT_TIMEOUT: '5', PGSSLMODE: talk === 'tls' ? 'require' : 'disable' },
});

const postgres: Neighbour = {
  own: { env: { POSTGRES_PASSWORD: OWN_PASSWORD }, entry: (host) => withPostgres(host, 'postgres', OWN_PASSWORD) },
  entries: (host, talk, env) =>
    tried(accounts(env, ['POSTGRES_USER'], ['postgres']), ['postgres']).map(([user, one]) =>
      withPostgres(host, user, one, talk),
    ),
  // That there is no such role or database, it says only to those whom it has let in.
  received: by(
    /authentication failed|no password supplied/,
    /^PONG|FATAL: +(?:role|database) ".*" (?:does not exist|is not permitted to log in)/m,
  ),
};

/**
 * MariaDB's client, or MySQL's, which has other options for TLS: which of them it is, it says itself. In the clear MySQL's
 * takes the key with which the server would have a password sent, else it sends none.
 */
const MARIADB =
  'client="$(command -v mariadb || command -v mysql)"; case "$("$client" --help 2>&1)" in ' +
  '*--ssl-mode*) tls=--ssl-mode=REQUIRED; clear="--ssl-mode=DISABLED --loose-get-server-public-key" ;; ' +
  '*) tls="--ssl --skip-ssl-verify-server-cert"; clear=--skip-ssl ;; esac; ' +
  'if [ "$3" = tls ]; then how=$tls; else how=$clear; fi; ' +
  'exec "$client" --connect-timeout=5 -h "$1" -u"$2" $how -N -e "select \'PONG\'"';

const withMariadb = (host: string, user: string, password: string, talk: Talk = 'clear'): Entry => ({
  how: naming(password, user),
  command: ['sh', '-c', MARIADB, 'sh', host, user, talk],
  env: { MYSQL_PWD: password },
});

const mariadb: Neighbour = {
  own: {
    env: { MARIADB_ROOT_PASSWORD: OWN_PASSWORD, MYSQL_ROOT_PASSWORD: OWN_PASSWORD },
    entry: (host) => withMariadb(host, 'root', OWN_PASSWORD),
  },
  entries: (host, talk, env) =>
    tried(accounts(env, ['MARIADB_USER', 'MYSQL_USER'], ['root']), ['mysql', 'mariadb']).map(([user, one]) =>
      withMariadb(host, user, one, talk),
    ),
  received: by(/Access denied|is not allowed to connect/),
};

const LIST = 'db.adminCommand({ listDatabases: 1 }).ok && "PONG"';

const withMongo = (host: string, user: string, password: string, talk: Talk = 'clear'): Entry => ({
  how: password === '' ? NOTHING : naming(password, user),
  command: [
    'timeout',
    '10',
    'mongosh',
    '--quiet',
    '--norc',
    '--host',
    host,
    '--eval',
    LIST,
    ...(talk === 'tls' ? ['--tls', '--tlsAllowInvalidCertificates'] : []),
    ...(password === '' ? [] : ['-u', user, '-p', password, '--authenticationDatabase', 'admin']),
  ],
  env: {},
});

/** Written after its documentation, and not run here, as the reader of its records. */
const mongo: Neighbour = {
  own: { env: {}, entry: (host) => withMongo(host, '', '') },
  entries: (host, talk, env) => [
    withMongo(host, '', '', talk),
    ...tried(accounts(env, ['MONGO_INITDB_ROOT_USERNAME'], ['root', 'admin']), ['mongo'])
      .filter(([, one]) => one !== '')
      .map(([user, one]) => withMongo(host, user, one, talk)),
  ],
  received: by(/requires authentication|Authentication failed|not authorized/),
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
