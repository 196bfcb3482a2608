import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { lookAtDelivered, readDelivered } from './delivered-stores.ts';
import { askEngine, hasEngine } from './engine.ts';
import { findImage } from './image.ts';
import { scratchFolder, scratchLedger, someDefinition } from './test-kit.ts';

const answer = await askEngine();
const [postgres, mariadb] = ['postgres:15-bookworm', 'mariadb:10.11'];
/** They are large: whoever has them here looks at them, nobody fetches them for this. */
const skip = !hasEngine(answer)
  ? answer.missing
  : (await findImage(answer.docker, postgres)) === null || (await findImage(answer.docker, mariadb)) === null
    ? `${postgres} and ${mariadb} are not here`
    : false;

test('SQL stores are asked as a neighbour would ask them', { skip }, async (t) => {
  assert.ok(hasEngine(answer));
  const folder = await scratchFolder(t);
  await writeFile(
    join(folder, 'compose.yaml'),
    `services:
  app: { image: shop }
  weak: { image: '${postgres}', environment: { POSTGRES_PASSWORD: postgres }, ports: ['5432:5432'] }
  strong: { image: '${mariadb}', env_file: strong.env }
  open: { image: '${postgres}', environment: { POSTGRES_USER: shop, POSTGRES_HOST_AUTH_METHOD: trust } }
  named: { image: '${postgres}', environment: { POSTGRES_USER: shop, POSTGRES_PASSWORD: shop } }
  wanting: { image: 'redis:7-bookworm', command: 'redis-server --requirepass \${REDIS_PASSWORD:?why}' }
  queue: { image: 'rabbitmq:4' }`,
  );
  await writeFile(join(folder, 'strong.env'), '# of the store\nMARIADB_ROOT_PASSWORD="yL3-nobody-knows"\n');
  const compose = { file: './compose.yaml', service: 'app', port: 3000 };
  const definition = someDefinition({ compose });
  const ledger = await scratchLedger(t, { engine: askEngine });
  const seen = await lookAtDelivered(answer.docker, ledger, { definition, folder, flaw: null });
  assert.deepEqual(seen?.unknown, ['queue']);
  assert.deepEqual(seen.wanting, [{ service: 'wanting', variables: ['REDIS_PASSWORD'] }]);
  const [weak, strong, open, named] = seen.stores;
  assert.deepEqual(
    seen.stores.map((one) => [one?.service, one?.answers, one?.letInAtHome, one?.inTheClear]),
    [
      ['weak', true, true, true],
      ['strong', true, true, true],
      ['open', true, true, true],
      ['named', true, true, true],
    ],
  );
  assert.equal(weak?.letIn, 'as "postgres" with its own name for a password');
  assert.deepEqual(weak.published, ['5432:5432']);
  assert.equal(strong?.letIn, null);
  assert.deepEqual(strong.published, []);
  assert.equal(open?.letIn, 'as "shop" without a password');
  assert.equal(named?.letIn, 'as "shop" with its own name for a password');
});

test('a definition without a compose file is looked at no further', { skip: !hasEngine(answer) }, async (t) => {
  assert.ok(hasEngine(answer));
  const ledger = await scratchLedger(t, { engine: askEngine });
  const request = { definition: someDefinition({}), folder: '.', flaw: null };
  assert.equal(await lookAtDelivered(answer.docker, ledger, request), null);
});

test('of a file that is no YAML nothing is quoted', async (t) => {
  const folder = await scratchFolder(t);
  await writeFile(join(folder, 'compose.yaml'), 'services:\n  db: { environment: { POSTGRES_PASSWORD: "s3cret }\n');
  const compose = { file: './compose.yaml', service: 'app', port: 3000 };
  const reading = readDelivered({ definition: someDefinition({ compose }), folder, flaw: null }, compose);
  await assert.rejects(reading, (thrown: unknown) => {
    assert.ok(thrown instanceof Error);
    assert.match(thrown.message, /cannot be read: it is no YAML \(MISSING_CHAR in line 3\)\. Correct/);
    assert.doesNotMatch(inspect(thrown), /s3cret/);
    return true;
  });
});

test('variables are those of this machine too, and a file that takes in others is told', async (t) => {
  const folder = await scratchFolder(t);
  const text = 'services: { db: { image: redis, command: "x ${STORE_OF_A_TEST} ${FROM_FILE} ${OWN}" } }\n';
  await writeFile(join(folder, 'compose.yaml'), text);
  await writeFile(join(folder, '.env'), 'STORE_OF_A_TEST=of-the-file\nFROM_FILE=two\nOWN=of-the-file\n');
  process.env['STORE_OF_A_TEST'] = 'one';
  t.after(() => delete process.env['STORE_OF_A_TEST']);
  const compose = { file: './compose.yaml', service: 'app', port: 3000, env: { OWN: 'three' } };
  const read = () => readDelivered({ definition: someDefinition({ compose }), folder, flaw: null }, compose);
  const { services, includes } = await read();
  assert.deepEqual(services[0]?.command, ['x', 'one', 'two', 'three']);
  assert.equal(includes, false);
  await writeFile(join(folder, 'compose.yaml'), `include: [stores.yaml]\n${text}`);
  assert.equal((await read()).includes, true);
});
