import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { NEIGHBOURS } from './neighbour.ts';
import { scratchFolder } from './test-kit.ts';

const ways = (kind: string, env: Readonly<Record<string, string>>) =>
  NEIGHBOURS[kind]?.entries('db', 'clear', env) ?? [];

test('PostgreSQL says who does not exist only after it has let somebody in', () => {
  const received = NEIGHBOURS['postgres']?.received;
  assert.equal(received?.('psql: error: FATAL:  role "postgres" does not exist'), 'in');
  assert.equal(received?.('psql: error: FATAL:  database "postgres" does not exist'), 'in');
  assert.equal(received?.('psql: error: FATAL:  password authentication failed for user "postgres"'), 'refused');
  assert.equal(received?.('psql: error: could not translate host name "db"'), 'silent');
});

test('accounts that the store is told to make are tried, without a password and with their own names', () => {
  const tries = (kind: string, env: Readonly<Record<string, string>>, ...hows: readonly string[]) => {
    const seen = ways(kind, env);
    for (const how of hows)
      assert.ok(
        seen.some((one) => one.how === how),
        how,
      );
    assert.equal(new Set(seen.map((one) => JSON.stringify(one))).size, seen.length);
    assert.match(seen[0]?.how ?? '', /without a password$/);
  };
  const named = ['as "shop" with its own name for a password', 'as "shop" with a password that everybody tries'];
  tries('postgres', { POSTGRES_USER: 'shop' }, ...named, 'as "shop" without a password');
  tries('postgres', {}, 'as "postgres" without a password', 'as "postgres" with its own name for a password');
  tries('mariadb', { MYSQL_USER: 'shop' }, ...named, 'as "root" without a password');
  tries('mysql', { MARIADB_USER: 'root' }, 'as "root" with its own name for a password');
  tries('mongo', { MONGO_INITDB_ROOT_USERNAME: 'shop' }, ...named, 'without a password');
});

test('what was guessed is never quoted: it is the password of somebody who has none better', () => {
  for (const kind of Object.keys(NEIGHBOURS)) {
    const hows = ways(kind, {}).map(({ how }) => how);
    assert.ok(hows.some((how) => how.endsWith('with a password that everybody tries')));
    for (const how of hows) assert.doesNotMatch(how, /changeme|secret|example|foobared/);
  }
});

test('a store that is not there has turned nobody away', () => {
  const dead: Readonly<Record<string, string>> = {
    redis: 'Could not connect to Redis at db-neighbour:6379: Connection refused',
    postgres: 'psql: error: connection to server at "db-neighbour" (172.18.0.2), port 5432 failed: Connection refused',
    mariadb: "ERROR 2002 (HY000): Can't connect to server on 'db-neighbour' (115)",
    mongo: 'MongoNetworkError: connect ECONNREFUSED 172.18.0.2:27017',
  };
  for (const [kind, output] of Object.entries(dead)) {
    assert.equal(NEIGHBOURS[kind]?.received(output), 'silent', kind);
    // Its container has ended, or has no such program.
    assert.equal(NEIGHBOURS[kind]?.received(''), 'silent', kind);
    assert.equal(NEIGHBOURS[kind]?.received('OCI runtime exec failed: executable file not found'), 'silent', kind);
  }
});

const called = promisify(execFile);

/** What a client of that name, which says that it has these options, is called with; there is no other program. */
const calling = async (t: TestContext, name: string, options: string, talk: 'clear' | 'tls') => {
  const program = `#!/bin/sh\n[ "$1" = --help ] && echo '${options}' || printf '%s|' "$MYSQL_PWD" "$@"\n`;
  const folder = await scratchFolder(t, { [name]: program });
  await chmod(join(folder, name), 0o755);
  const way = NEIGHBOURS['mysql']
    ?.entries('db', talk, { MYSQL_USER: `o'Neil` })
    .find(({ how }) => how.includes('own name'));
  const [, ...words] = way?.command ?? [];
  const { stdout } = await called('/bin/sh', words, { env: { ...way?.env, PATH: folder } });
  return stdout.split('|').slice(0, -1);
};
const MYSQL = '  --ssl-mode=name     SSL connection mode.\n  --get-server-public-key';
const MARIADB = '  --ssl               Enable SSL for connection\n  --ssl-verify-server-cert';
const sent = (...how: readonly string[]): readonly string[] => [
  `o'Neil`,
  '--connect-timeout=5',
  '-h',
  'db',
  `-uo'Neil`,
  ...how,
  '-N',
  '-e',
  "select 'PONG'",
];

test('the client of MySQL and that of MariaDB are told of TLS each by its own options, whatever its name', async (t) => {
  for (const name of ['mysql', 'mariadb']) {
    assert.deepEqual(await calling(t, name, MARIADB, 'clear'), sent('--skip-ssl'));
    assert.deepEqual(await calling(t, name, MARIADB, 'tls'), sent('--ssl', '--skip-ssl-verify-server-cert'));
    const inTheClear = sent('--ssl-mode=DISABLED', '--loose-get-server-public-key');
    assert.deepEqual(await calling(t, name, MYSQL, 'clear'), inTheClear);
    assert.deepEqual(await calling(t, name, MYSQL, 'tls'), sent('--ssl-mode=REQUIRED'));
  }
});
