import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { MARIADB, MARIADB_SERVES, MONGO } from './store-clients.ts';
import { scratchFolder } from './test-kit.ts';

const called = promisify(execFile);
const ECHO = '#!/bin/sh\nprintf "%s|" "$MYSQL_PWD" "$@"\n';

/** What a program of that name is called with. */
const by = async (t: TestContext, name: string, program = ECHO) => {
  const folder = await scratchFolder(t, { [name]: program, password: 'of a file\n' });
  await chmod(join(folder, name), 0o755);
  const path = [folder, process.env['PATH']].join(delimiter);
  const ask = async ([command = '', ...words]: readonly string[], env: Readonly<Record<string, string>>) =>
    (await called(command, words, { env: { PATH: path, ...env } })).stdout.split('|').slice(0, -1);
  return { ask, file: join(folder, 'password') };
};

test('MariaDB and MySQL are asked with what they were set up with', async (t) => {
  const { ask, file } = await by(t, 'mariadb');
  const entry = async (env: Readonly<Record<string, string>>) => {
    const [password, , , , user, ...more] = await ask([...MARIADB, 'select "1"'], env);
    assert.equal(more.at(-1), 'select "1"');
    return [user, password];
  };
  const odd = `p"w $x 'y`;
  const shop = { MARIADB_USER: 'shop', MARIADB_PASSWORD: odd };
  assert.deepEqual(await entry({ MARIADB_ROOT_PASSWORD: odd, ...shop }), ['root', odd]);
  assert.deepEqual(await entry({ MYSQL_ROOT_PASSWORD: odd }), ['root', odd]);
  assert.deepEqual(await entry({ ...shop, MARIADB_RANDOM_ROOT_PASSWORD: '1' }), ['shop', odd]);
  assert.deepEqual(await entry({ MYSQL_USER: 'shop', MYSQL_PASSWORD_FILE: file }), ['shop', 'of a file']);
  assert.deepEqual(await entry({ MYSQL_ALLOW_EMPTY_PASSWORD: 'yes' }), ['root', '']);
});

test('MariaDB serves when it says no, and not when nobody answers', async (t) => {
  const denied = await by(t, 'mariadb', '#!/bin/sh\necho "ERROR 1045 (28000): Access denied" >&2\nexit 1\n');
  await denied.ask(['sh', '-c', MARIADB_SERVES], {});
  const silent = await by(t, 'mariadb', '#!/bin/sh\necho "ERROR 2002 (HY000): connection refused" >&2\nexit 1\n');
  await assert.rejects(silent.ask(['sh', '-c', MARIADB_SERVES], {}));
});

test('MongoDB is asked with an account where it has one', async (t) => {
  const { ask } = await by(t, 'mongosh');
  const root = { MONGO_INITDB_ROOT_USERNAME: 'a b', MONGO_INITDB_ROOT_PASSWORD: '$p' };
  const first = ['', '--quiet', '--norc'];
  assert.deepEqual(await ask([...MONGO, 'db.x()'], {}), [...first, '--eval', 'db.x()']);
  const account = ['-u', 'a b', '-p', '$p', '--authenticationDatabase', 'admin'];
  assert.deepEqual(await ask([...MONGO, 'db.x()'], root), [...first, ...account, '--eval', 'db.x()']);
});
