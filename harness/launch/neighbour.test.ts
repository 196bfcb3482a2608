import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEIGHBOURS } from './neighbour.ts';

const ways = (kind: string, env: Readonly<Record<string, string>>): readonly string[] =>
  (NEIGHBOURS[kind]?.entries('db', 'clear', env) ?? []).map(({ how }) => how);

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
    for (const how of hows) assert.ok(seen.includes(how), how);
    assert.equal(new Set(seen).size, seen.length);
    assert.match(seen[0] ?? '', /without a password$/);
  };
  const named = ['as "shop" with the password "shop"', 'as "shop" with the password "changeme"'];
  tries('postgres', { POSTGRES_USER: 'shop' }, ...named, 'as "shop" without a password');
  tries('postgres', {}, 'as "postgres" without a password', 'as "postgres" with the password "postgres"');
  tries('mariadb', { MYSQL_USER: 'shop' }, ...named, 'as "root" without a password');
  tries('mysql', { MARIADB_USER: 'root' }, 'as "root" with the password "root"');
  tries('mongo', { MONGO_INITDB_ROOT_USERNAME: 'shop' }, ...named, 'without a password');
});
