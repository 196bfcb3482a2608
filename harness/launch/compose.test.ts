import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { ComposeLaunch } from '../model/target.ts';
import { composeEnv, readCompose } from './compose-file.ts';
import { composeLauncher } from './compose.ts';
import { askCompose, hasCompose } from './compose-program.ts';
import { askEngine, hasEngine } from './engine.ts';
import { findImage } from './image.ts';
import { atEnd, bootRequest, scratchFolder, scratchLedger, someDefinition } from './test-kit.ts';

const answer = await askEngine();
const program = await askCompose();
const skip = !hasEngine(answer) ? answer.missing : hasCompose(program) ? false : program.missing;
const engine = answer as Extract<typeof answer, { docker: unknown }>;
const compose = program as Extract<typeof program, { run: unknown }>;

const read = async (t: TestContext, text: string | null, more: Partial<ComposeLaunch> = {}) => {
  const folder = await scratchFolder(t, text === null ? {} : { 'compose.yaml': text });
  const definition = someDefinition({ compose: { file: './compose.yaml', service: 'app', port: 3000, ...more } });
  return readCompose(compose, { definition: { ...definition, secret: { env: 'SESSION_SECRET' } }, folder, flaw: null });
};

test('a file that cannot be used gives one error that says what to mend', { skip }, async (t) => {
  const app = 'services:\n  app:\n    image: a\n';
  const refused = async (text: string | null, message: RegExp, more: Partial<ComposeLaunch> = {}): Promise<void> =>
    assert.rejects(read(t, text, more), { code: 'LAUNCH', message });
  await refused(null, /there is no file "\.\/compose\.yaml".*launch\.compose\.file/);
  await refused('services:\n\tapp: [', /cannot use "\.\/compose\.yaml":[^]*Mend the file/);
  // What stands beside it is nobody's to read.
  const asks = /^(?![^]*hunter2)[^]*is wanted[^]*launch\.compose\.env/;
  await refused(`${app}    environment: { KEY: '\${KEY:?is wanted}', PASSWORD: hunter2 }\n`, asks);
  await refused(app, /no service "web": it has "app"\. Correct `launch\.compose\.service`/, { service: 'web' });
  await refused(`${app}    network_mode: host\n`, /service "app" .* network_mode "host"/);
  const reaches = 'could act on this machine by';
  await refused(
    `${app}    privileged: true\n`,
    new RegExp(`service "app" .* ${reaches} .privileged.\\. Take that away`),
  );
  const watch = `${app}  watch:\n    image: w\n    volumes: ['/var/run/docker.sock:/s:ro']\n`;
  await refused(watch, new RegExp(`service "watch" .* ${reaches} the socket behind .*docker\\.sock"\\. Leave it out`));
  // Those that are not started with the app may be what they are.
  const left = [`${watch}    depends_on: [app]\n`, `${watch}    profiles: [other]\n`];
  for (const text of left) assert.ok((await read(t, `version: '3.9'\n${text}`)).services['app'] !== undefined);
  await refused(`${app}volumes: { data: { external: true } }\n`, /volume "data" .* is external/);
});

test('variables of the file stand for what the definition says, and for a secret', { skip }, async (t) => {
  const text = `services:\n  app:\n    image: a\n    environment: ['SESSION_SECRET=\${SESSION_SECRET:?}', 'KEY=\${KEY:?}']\n`;
  const { environment } = (await read(t, text, { env: { KEY: 'x$y' } })).services['app'] ?? {};
  assert.deepEqual(environment?.['KEY'], 'x$$y'); // as it is written in such a file
  assert.match(String(environment?.['SESSION_SECRET']), /made-by-the-suite/);
});

test('a flaw with a compose file of its own is started by that', { skip }, async (t) => {
  const folder = await scratchFolder(t, {
    'compose.yaml': 'services: { app: { image: sound } }\n',
    'flawed.yaml': 'services: { app: { image: flawed } }\n',
  });
  const definition = someDefinition(
    { compose: { file: './compose.yaml', service: 'app', port: 3000 } },
    {
      flaws: [
        { id: 'open', about: '', compose: './flawed.yaml', row: {} },
        { id: 'other', about: '', row: {} },
      ],
    },
  );
  const image = async (flaw: string | null) =>
    (await readCompose(compose, { definition, folder, flaw })).services['app']?.image;
  assert.deepEqual([await image(null), await image('other'), await image('open')], ['sound', 'sound', 'flawed']);
});

test('whatever context is current, the engine that was found is asked', (t) => {
  const before = process.env['DOCKER_CONTEXT'];
  t.after(() => {
    if (before === undefined) delete process.env['DOCKER_CONTEXT'];
    else process.env['DOCKER_CONTEXT'] = before;
  });
  process.env['DOCKER_CONTEXT'] = 'far-away';
  const definition = someDefinition({
    compose: { file: 'c.yaml', service: 'app', port: 1, env: { DOCKER_HOST: 'ssh://far', KEY: 'a' } },
  });
  const env = composeEnv(definition, { address: 'unix:///run/engine.sock' });
  assert.deepEqual(
    [env['DOCKER_HOST'], env['DOCKER_CONTEXT'], env['KEY']],
    ['unix:///run/engine.sock', undefined, 'a'],
  );
});

const APP = `
  const { createServer } = require('node:http'); const { connect } = require('node:net');
  const ask = (line) => new Promise((resolve) => {
    const socket = connect(6379, 'shop-store', () => socket.write('AUTH letmein\\r\\n' + line + '\\r\\n'));
    socket.once('error', () => resolve('no store'));
    socket.on('data', (data) => { const count = /:(\\d+)/.exec(String(data))?.[1]; if (count) { resolve(count); socket.destroy(); } });
  });
  createServer(async (_, response) => response.end(JSON.stringify({ key: process.env.KEY ?? null, count: await ask('INCR boots') }))).listen(3000);
`;
const FILE = `
services:
  app:
    build: .
    command: ['node', '/app.cjs']
    depends_on: [store]
    environment: { KEY: of-the-file }
    container_name: taken-by-what-runs-already
    ports: ['3000:3000']
  store:
    image: redis:7-bookworm
    command: redis-server --requirepass letmein
    container_name: shop-store
    ports: ['6379:6379']
    volumes: ['data:/data']
  proxy:
    image: localhost:9/no-such-image:1
    depends_on: [app]
volumes:
  data:
`;

test('starts share services, have settings of their own, and leave nothing', { skip }, async (t) => {
  const folder = await scratchFolder(t, {
    'compose.yaml': FILE,
    Dockerfile: 'FROM node:24-bookworm-slim\nCOPY app.cjs /app.cjs\n',
    'app.cjs': APP,
  });
  const launch = { compose: { file: './compose.yaml', service: 'app', port: 3000 } };
  const definition = someDefinition(launch, { name: 'specimen-composed' });
  const ledger = await scratchLedger(t, { engine: askEngine });
  const launcher = await composeLauncher(engine, compose, ledger, { definition, folder, flaw: null });
  let image: string | null = null;
  atEnd(t, async () => {
    await launcher.close();
    const filters = { label: [`sessionspec.run=${ledger.runId}`] };
    const { Volumes } = await engine.docker.listVolumes({ filters: JSON.stringify(filters) });
    const containers = await engine.docker.listContainers({ all: true, filters });
    assert.deepEqual([containers, await engine.docker.listNetworks({ filters }), Volumes], [[], [], []]);
    if (image !== null) await engine.docker.getImage(image).remove({ force: true });
  });
  assert.deepEqual(launcher.services, ['store']);
  const request = bootRequest(definition, folder, { patienceMs: 15_000 });
  const one = await launcher.boot(request);
  image = one.used.image;
  const two = await launcher.boot({ ...request, env: { KEY: undefined } });
  const seen = async ({ bare }: typeof one): Promise<unknown> => (await fetch(bare.origin)).json();
  // Once each was asked whether it serves.
  assert.deepEqual(
    [one.outcome.kind, await seen(one), await seen(two)],
    ['serves', { key: 'of-the-file', count: '3' }, { key: null, count: '4' }],
  );
  assert.equal((await two.restart({ KEY: 'another' })).kind, 'serves');
  assert.equal(((await seen(two)) as { key: string }).key, 'another');

  const faulty = await launcher.boot({ ...request, faulty: true });
  const { faults } = faulty;
  assert.ok(faults !== null && faults.kinds.includes('read-only') && faults.kinds.includes('cut'));
  await faults.cause({ kind: 'cut' });
  assert.equal(((await seen(faulty)) as { count: string }).count, 'no store');
  await faults.undo();
});

test(
  'a secret by file is found where the file mounts one of its own, and on a root that is read only',
  { skip },
  async (t) => {
    const show = `const { KEY_FILE } = process.env, { readFileSync } = require('node:fs');
    require('node:http').createServer((_, answer) => answer.end(KEY_FILE ? readFileSync(KEY_FILE) : 'none')).listen(3000)`;
    const folder = await scratchFolder(t, { 'key.txt': 'of the owner' });
    await writeFile(
      join(folder, 'compose.yaml'),
      JSON.stringify({
        version: '3.9',
        services: {
          app: {
            image: 'node:24-bookworm-slim',
            command: ['node', '-e', show],
            user: 'node',
            read_only: true,
            secrets: ['key'],
            environment: { KEY_FILE: '/run/secrets/key' },
          },
        },
        secrets: { key: { file: './key.txt' } },
      }),
    );
    const launch = { compose: { file: './compose.yaml', service: 'app', port: 3000 } };
    const definition = someDefinition(launch, { secret: { file: 'KEY_FILE' } });
    const ledger = await scratchLedger(t, { engine: askEngine });
    const launcher = await composeLauncher(engine, compose, ledger, { definition, folder, flaw: null });
    atEnd(t, () => launcher.close());
    const request = bootRequest(definition, folder, { patienceMs: 15_000 });
    const seen = async ({ bare }: { bare: { origin: string } }) => (await fetch(bare.origin)).text();
    const one = await launcher.boot({ ...request, env: { KEY_FILE: 'a key' } });
    assert.equal(await seen(one), 'a key');
    assert.equal((await one.restart({ KEY_FILE: 'another' })).kind, 'serves');
    assert.equal(await seen(one), 'another');
    assert.equal(await readFile(join(folder, 'key.txt'), 'utf8'), 'of the owner');
  },
);

const MARIADB = 'mariadb:10.11';
/** It is large: whoever has it here looks at it, nobody fetches it for this. */
const noMariadb =
  skip === false && (await findImage(engine.docker, MARIADB)) === null ? `${MARIADB} is not here` : skip;

test(
  'an SQL store without a health check is waited for and read, with its own accounts',
  { skip: noMariadb },
  async (t) => {
    const folder = await scratchFolder(t, {
      'compose.yaml': `
services:
  app:
    image: node:24-bookworm-slim
    command: ['node', '-e', "require('node:http').createServer((_, answer) => answer.end('here')).listen(3000)"]
  store:
    image: ${MARIADB}
    environment: { MARIADB_ROOT_PASSWORD: nobody-knows, MARIADB_USER: shop, MARIADB_PASSWORD: 'p"w', MARIADB_DATABASE: shop }
  closed:
    image: ${MARIADB}
    environment: { MARIADB_ROOT_PASSWORD: not-the-one-of-root }
    entrypoint: ['sh', '-c', 'MARIADB_ROOT_PASSWORD=another exec docker-entrypoint.sh mariadbd']
`,
    });
    const definition = someDefinition({ compose: { file: './compose.yaml', service: 'app', port: 3000 } });
    const ledger = await scratchLedger(t, { engine: askEngine });
    const launcher = await composeLauncher(engine, compose, ledger, { definition, folder, flaw: null });
    atEnd(t, () => launcher.close());
    const { stores, outcome } = await launcher.boot(bootRequest(definition, folder, { patienceMs: 15_000 }));
    assert.equal(outcome.kind, 'serves');
    const [store, closed] = stores.toSorted((a, b) => b.name.localeCompare(a.name));
    assert.deepEqual(await store?.records?.(), []);
    assert.equal(closed?.records, null);
  },
);
