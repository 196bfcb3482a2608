import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finished } from 'node:stream/promises';
import { askEngine, hasEngine } from './engine.ts';
import { findImage } from './image.ts';
import { readIn, startServices } from './service-group.ts';
import { recordsOf } from './store-readers.ts';
import { atEnd, scratchLedger } from './test-kit.ts';

const row = (key: readonly unknown[], more: Readonly<Record<string, unknown>>, place = 'shop.sessions'): string =>
  JSON.stringify({ place, key, row: more });
const TIME = `${String(Date.UTC(2030, 4, 17, 12))}|2030-05-17 14:00:00.000`;

test('rows are read by the time that the store itself gives', () => {
  const [one, two] = recordsOf(
    [TIME, row(['a'], { sid: 'a', expires: '2030-05-17 14:30:00' }), row(['b'], { sid: 'b', expires: 1 }), ''].join(
      '\n',
    ),
  );
  assert.equal(one?.endsInMs, 1_800_000);
  assert.equal(two?.endsInMs, null);
  assert.equal(one.place, two?.place);
  assert.notEqual(one.key, two?.key);
});

test('a row without a primary key is told by its first column, and a key is one of its table', () => {
  const keys = recordsOf(
    [TIME, row([], { sid: 'a', n: 1 }), row([], { sid: 'a', n: 2 }), row(['a'], { sid: 'a' }, 'shop.other')].join('\n'),
  ).map(({ key }) => key);
  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[0], keys[2]);
});

test('a row that cannot be read is not quoted', () => {
  assert.throws(() => recordsOf(`${TIME}\nnot-for-anybody`), { message: /^(?!.*not-for-anybody).*no JSON/ });
});

test('a place with too many rows is not read in part', () => {
  const many = Array.from({ length: 5_001 }, (_, at) => row([at], { at }));
  assert.throws(() => recordsOf([TIME, ...many].join('\n')), /too many to compare/);
});

test('of a store that fails while it is read nothing is quoted', async () => {
  const said = { stdout: 'row-of-alice', stderr: 'psql: no such table', output: 'row-of-alice psql: no such table' };
  const failing = readIn({ exec: () => Promise.resolve({ ...said, exitCode: 3 }) }, 'db');
  await assert.rejects(failing(['psql', 'select secret']), {
    message: 'What service "db" holds could not be read (exit 3).',
  });
});

const answer = await askEngine();
const skip = hasEngine(answer) ? false : answer.missing;

test('of Redis every database is read, and no key that has died', { skip }, async (t) => {
  assert.ok(hasEngine(answer));
  const { docker } = answer;
  const ledger = await scratchLedger(t, { engine: askEngine });
  const images = { redis: 'redis:7-bookworm' };
  const group = await startServices({ docker, ledger, clock: null, images, faulty: false });
  atEnd(t, () => group.close());
  const [started] = await docker.listContainers({ filters: { network: [group.network] } });
  assert.ok(started);
  const order = async (...words: readonly string[]): Promise<void> => {
    const made = await docker.getContainer(started.Id).exec({ Cmd: ['redis-cli', '-e', ...words], AttachStdout: true });
    const output = await made.start({});
    output.resume();
    await finished(output);
  };
  const read = async () => (await group.stores[0]?.records?.()) ?? [];
  assert.deepEqual(await read(), []);
  await order('SET', 'session:a', 'text', 'EX', '60');
  await order('SET', 'session:died', 'text', 'PXAT', '1');
  await order('-n', '3', 'HSET', 'sessions', 'b', 'one', 'a', 'two');
  const [kept, hashed, ...more] = (await read()).toSorted((a, b) => (b.endsInMs ?? 0) - (a.endsInMs ?? 0));
  assert.deepEqual(more, []);
  assert.ok(kept?.endsInMs !== null && kept !== undefined && kept.endsInMs > 0 && kept.endsInMs <= 60_000);
  assert.equal(hashed?.endsInMs, null);
  assert.notEqual(kept.place, hashed.place);
  const writes = group.stores[0]?.writes;
  const before = await writes?.();
  await order('EXPIRE', 'session:a', '50');
  await order('EVAL', "return redis.call('SET', KEYS[1], 'text')", '1', 'session:a');
  assert.equal((await writes?.())?.written, (before?.written ?? 0) + 1);
  const again = (await read()).find(({ key }) => key === kept.key);
  assert.deepEqual([again?.content, again?.endsInMs], [kept.content, null]);
});

const postgres = 'postgres:15-bookworm';
const withoutPostgres = !hasEngine(answer)
  ? answer.missing
  : (await findImage(answer.docker, postgres)) === null && `${postgres} is not here`;

test(
  'of PostgreSQL each row has its version, and no table is read that is the passing one of a connection',
  { skip: withoutPostgres },
  async (t) => {
    assert.ok(hasEngine(answer));
    const { docker } = answer;
    const ledger = await scratchLedger(t, { engine: askEngine });
    const group = await startServices({ docker, ledger, clock: null, images: { db: postgres }, faulty: false });
    atEnd(t, () => group.close());
    const [started] = await docker.listContainers({ filters: { network: [group.network] } });
    assert.ok(started);
    const tables =
      "create table kept as select 'a' as sid; create temporary table passing as select 'b' as sid; insert into passing values ('c')";
    const statements = [tables, String.raw`\! echo ready`, 'select pg_sleep(600)'];
    const made = await docker.getContainer(started.Id).exec({
      Cmd: ['psql', '-h', '127.0.0.1', '-U', 'postgres', ...statements.flatMap((one) => ['-c', one])],
      AttachStdout: true,
    });
    const output = await made.start({});
    // Its own connection holds the table for as long as it lasts.
    for await (const some of output) if (String(some).includes('ready')) break;
    const read = async () => {
      const rows = await group.stores[0]?.records?.();
      assert.equal(rows?.length, 1);
      return rows[0]!;
    };
    const first = await read();
    assert.equal((await read()).version, first.version);
    const again = docker.getContainer(started.Id);
    const update = await again.exec({
      Cmd: ['psql', '-h', '127.0.0.1', '-U', 'postgres', '-c', 'update kept set sid = sid'],
      AttachStdout: true,
    });
    const updated = await update.start({});
    updated.resume();
    await finished(updated);
    const second = await read();
    assert.notEqual(second.version, first.version);
    assert.equal(second.whole, first.whole);
  },
);
