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
  /** Whatever is tried; the first takes no password. */
  readonly entries: (host: string, talk: Talk) => readonly Entry[];
  readonly received: (output: string) => Reception;
}

const by =
  (isRefused: RegExp) =>
  (output: string): Reception =>
    /^PONG/m.test(output) ? 'in' : isRefused.test(output) ? 'refused' : 'silent';

/** What is tried first wherever something asks for a password. */
const PASSWORDS = ['password', 'admin', 'root', 'secret', 'changeme', 'example'];
const OWN_PASSWORD = 'of-the-neighbour-itself';

const NOTHING = 'without a password';
const naming = (password: string, user?: string): string =>
  `${user === undefined ? '' : `as "${user}" `}${password === '' ? NOTHING : `with the password "${password}"`}`;

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

const withPostgres = (host: string, password: string, talk: Talk = 'clear'): Entry => ({
  how: naming(password, 'postgres'),
  command: ['psql', '-w', '-h', host, '-U', 'postgres', '-d', 'postgres', '-tAc', "select 'PONG'"],
  env: { PGPASSWORD: password, PGCONNECT_TIMEOUT: '5', PGSSLMODE: talk === 'tls' ? 'require' : 'disable' },
});

const postgres: Neighbour = {
  own: { env: { POSTGRES_PASSWORD: OWN_PASSWORD }, entry: (host) => withPostgres(host, OWN_PASSWORD) },
  entries: (host, talk) => ['', 'postgres', ...PASSWORDS].map((one) => withPostgres(host, one, talk)),
  received: by(/authentication failed|no password supplied|does not exist|not permitted to log in/),
};

/** Its client has two names. */
const MARIADB =
  'exec "$(command -v mariadb || command -v mysql)" --connect-timeout=5 -h "$1" -uroot $2 -N -e "select \'PONG\'"';

const withMariadb = (host: string, password: string, talk: Talk = 'clear'): Entry => ({
  how: naming(password, 'root'),
  command: ['sh', '-c', MARIADB, 'sh', host, talk === 'tls' ? '--ssl' : '--skip-ssl'],
  env: { MYSQL_PWD: password },
});

const mariadb: Neighbour = {
  own: {
    env: { MARIADB_ROOT_PASSWORD: OWN_PASSWORD, MYSQL_ROOT_PASSWORD: OWN_PASSWORD },
    entry: (host) => withMariadb(host, OWN_PASSWORD),
  },
  entries: (host, talk) => ['', 'mysql', 'mariadb', ...PASSWORDS].map((one) => withMariadb(host, one, talk)),
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
  entries: (host, talk) => [
    withMongo(host, '', '', talk),
    ...['mongo', ...PASSWORDS].flatMap((one) => ['root', 'admin'].map((user) => withMongo(host, user, one, talk))),
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
