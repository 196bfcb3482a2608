import assert from 'node:assert/strict';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import type { ContainerLaunch, TargetDefinition } from '../model/target.ts';
import { containerLauncher } from './container.ts';
import type { BootRequest, Deployment, Launcher } from './deployment.ts';
import { removeOrphans } from './docker-objects.ts';
import { askEngine, hasEngine } from './engine.ts';
import type { Ledger } from './ledger.ts';
import { openLedger } from './ledger.ts';
import { atEnd, bootRequest, scratchFolder, scratchLedger, someDefinition } from './test-kit.ts';

const answer = await askEngine();
const skip = hasEngine(answer) ? false : answer.missing;
const engine = answer as Extract<typeof answer, { docker: unknown }>;

// Tells what it was given, and counts in the store: `GET /` says {env, count, now}.
const SERVES = `
  const { createServer } = require('node:http'); const { connect } = require('node:net');
  const count = () => new Promise((resolve) => {
    if (!process.env.STORE) return resolve(null);
    const socket = connect(6379, process.env.STORE, () => socket.write('INCR boots\\r\\n'));
    socket.once('data', (data) => { resolve(String(data).trim()); socket.destroy(); });
  });
  const key = () => process.env.KEY_FILE ? require('node:fs').readFileSync(process.env.KEY_FILE, 'utf8') : null;
  createServer(async (_, response) => response.end(JSON.stringify({ env: process.env, key: key(), argv: process.argv.slice(1), count: await count(), now: Date.now() }))).listen(3000);
  console.log('listening');
`;

interface About {
  readonly env: Record<string, string>;
  /** What is in the file that KEY_FILE names. */
  readonly key: string | null;
  readonly argv: string[];
  readonly count: string | null;
  readonly now: number;
}

const about = async ({ bare }: Deployment): Promise<About> => {
  const body = await new Promise<string>((resolve, reject) => {
    get(bare.origin, { agent: false }, (response) => void text(response).then(resolve, reject)).once('error', reject);
  });
  return JSON.parse(body) as About;
};

interface Stage {
  readonly ledger: Ledger;
  readonly launcher: Launcher;
  readonly boot: (script: string, request?: Partial<BootRequest>) => Promise<Deployment>;
}

const stage = async (
  t: TestContext,
  launch: Partial<ContainerLaunch> = {},
  more: Partial<TargetDefinition> = {},
): Promise<Stage> => {
  const ledger = await scratchLedger(t, { engine: askEngine });
  const launcher = containerLauncher(engine, ledger);
  atEnd(t, async () => {
    await launcher.close();
    const left = await engine.docker.listContainers({
      all: true,
      filters: { label: [`sessionspec.run=${ledger.runId}`] },
    });
    const networks = await engine.docker.listNetworks({ filters: { label: [`sessionspec.run=${ledger.runId}`] } });
    assert.deepEqual([left, networks], [[], []], 'nothing of the run is left');
  });
  const boot = (script: string, request: Partial<BootRequest> = {}): Promise<Deployment> => {
    const container = { image: 'node:24-bookworm-slim', port: 3000, command: ['node', '-e', script], ...launch };
    return launcher.boot(bootRequest(someDefinition({ container }, more), '/', { patienceMs: 15_000, ...request }));
  };
  return { ledger, launcher, boot };
};

const redis = { services: { store: 'redis:7-bookworm' }, env: { STORE: 'store' } };

test('a container serves; settings are as they were asked for', { skip }, async (t) => {
  const { boot } = await stage(
    t,
    { env: { A: 'launch', B: 'launch' } },
    { production: { env: { NODE_ENV: 'production' } }, front: 'tls', secret: { file: 'KEY_FILE' } },
  );
  const deployment = await boot(SERVES, { env: { B: undefined, C: '', KEY_FILE: 'a key' }, front: true });
  assert.deepEqual(deployment.outcome, { kind: 'serves', status: 200 });
  const { env, key } = await about(deployment);
  assert.deepEqual(
    [env['A'], env['B'], env['C'], env['NODE_ENV'], env['PORT']],
    ['launch', undefined, '', 'production', '3000'],
  );
  assert.deepEqual([env['KEY_FILE'], key], ['/run/secrets/key', 'a key']);
  assert.match(deployment.used.image ?? '', /^sha256:/);
  const { origin } = deployment.address;
  assert.deepEqual(await deployment.restart({ D: 'restart', KEY_FILE: 'another' }), { kind: 'serves', status: 200 });
  assert.deepEqual([deployment.address.origin, (await about(deployment)).env['D']], [origin, 'restart']);
  assert.equal((await about(deployment)).key, 'another');
  assert.equal((await deployment.output()).split('listening').length, 3);
});

test('a start that refuses keeps its exit code and all it said', { skip }, async (t) => {
  const { boot } = await stage(t);
  const refusing = await boot(
    `console.log('out'); console.error('x'.repeat(100000) + ' SESSION_SECRET is missing'); process.exitCode = 78;`,
  );
  assert.deepEqual(refusing.outcome, { kind: 'exits', code: 78 });
  // Which of two streams comes first is the engine's to say.
  const said = await refusing.output();
  assert.ok(said.includes('out\n') && said.includes(`${'x'.repeat(100_000)} SESSION_SECRET is missing\n`));
  const mute = await boot(`require('node:http').createServer(() => {}).listen(3000)`, { patienceMs: 1_500 });
  assert.deepEqual(mute.outcome, { kind: 'hangs' });
});

test(
  'boots that are not moved in time share one store; a clocked one has its own, and moves with it',
  { skip },
  async (t) => {
    const { boot } = await stage(t, redis);
    const [one, two] = [await boot(SERVES), await boot(SERVES)];
    const counts = [(await about(one)).count, (await about(two)).count];
    assert.deepEqual([counts, one.used.services, one.clock], [[':3', ':4'], ['store'], null]);

    const clocked = await boot(SERVES, { clock: 'all' });
    const { clock } = clocked;
    if (clock === null) return t.skip('no shim for this machine');
    assert.equal((await about(clocked)).count, ':2', 'a store of its own');
    const hasDied = await clock.plantShortLived();
    assert.equal(await hasDied?.(), false);
    await clock.advance(7_200_000);
    const times = [(await about(clocked)).now, (await clock.serviceTimes())['store'] ?? 0];
    for (const time of times)
      assert.ok(Math.abs(time - Date.now() - 7_200_000) < 10_000, `at ${String(time - Date.now())} ms`);
    assert.equal(await hasDied?.(), true);
  },
);

test('a built image is built once; a flaw starts the flawed entry of it', { skip }, async (t) => {
  const folder = await scratchFolder(t, {
    Dockerfile: `FROM node:24-bookworm-slim\nCOPY app.cjs /app.cjs\nCMD ["node", "/app.cjs"]\n`,
    'app.cjs': SERVES,
  });
  let image: string | null = null;
  atEnd(t, () => (image === null ? undefined : engine.docker.getImage(image).remove({ force: true })));
  const { launcher } = await stage(t);
  const flaws = [{ id: 'loose', about: 'x', env: { LOOSE: '1' }, row: {} }];
  const flawed = { process: ['node', '/app.cjs', '--flaw'] };
  const definition = someDefinition(
    { container: { build: './', port: 3000 } },
    { name: 'specimen-built', flaws, flawed },
  );
  const healthy = await launcher.boot(bootRequest(definition, folder));
  image = healthy.used.image;
  assert.deepEqual((await about(healthy)).argv, ['/app.cjs']);
  const loose = await launcher.boot(bootRequest(definition, folder, { flaw: 'loose' }));
  const { argv, env } = await about(loose);
  assert.deepEqual([argv, env['LOOSE']], [['/app.cjs', '--flaw', 'loose'], '1']);
  assert.equal(loose.used.image, healthy.used.image);
});

test('a missing image, a failing build and a service that does not start are named', { skip }, async (t) => {
  const missing = await stage(t, { image: 'localhost:9/no-such-image:1' });
  await assert.rejects(missing.boot(SERVES), {
    code: 'LAUNCH',
    message: /"localhost:9\/no-such-image:1" is not on this machine[^]*docker pull/,
  });
  const folder = await scratchFolder(t, {
    Dockerfile: 'FROM node:24-bookworm-slim\nRUN echo about to fail && exit 9\n',
  });
  const built = someDefinition({ container: { build: './', port: 3000 } }, { name: 'specimen-broken' });
  await assert.rejects(missing.launcher.boot(bootRequest(built, folder)), {
    code: 'LAUNCH',
    message: /could not be built[^]*returned a non-zero code: 9[^]*about to fail/,
  });
  const command = await stage(t, { command: ['/no/such/command'] });
  await assert.rejects(command.boot(SERVES), {
    code: 'LAUNCH',
    message: /container was started: .*\/no\/such\/command failed: No such file/,
  });
});

test('what a dead run left is swept, and what a living one has is not', { skip }, async (t) => {
  const { docker } = engine;
  const living = await scratchLedger(t);
  const dead = { ...living.labels, 'sessionspec.run': 'long-gone', 'sessionspec.started': 'another time' };
  const image = { Image: 'node:24-bookworm-slim', Cmd: ['node', '-e', 'setInterval(() => {}, 1000)'] };
  const orphan = await docker.createContainer({ ...image, Labels: dead });
  await orphan.start();
  const network = await docker.createNetwork({ Name: `sessionspec-${living.runId}`, Labels: dead });
  const kept = await docker.createContainer({ ...image, Labels: { ...living.labels } });
  atEnd(t, () => kept.remove({ force: true }));
  const [one, two] = await Promise.all(
    [1, 2].map(async () => openLedger({ folder: await scratchFolder(t), engine: askEngine })),
  );
  assert.deepEqual([one?.sweepReport.problems, two?.sweepReport.problems], [[], []]);
  await assert.rejects(orphan.inspect(), { statusCode: 404 });
  await assert.rejects(network.inspect(), { statusCode: 404 });
  assert.equal((await kept.inspect()).State.Status, 'created');
  assert.deepEqual(await removeOrphans(docker, 'another-machine'), []);
});

test('an image is searched with its history, and the layer with the canaries is gone after', { skip }, async (t) => {
  const { launcher, ledger } = await stage(t);
  const folder = await scratchFolder(t, {
    Dockerfile: `FROM debian:bookworm-slim
ENV SESSION_SECRET=0f1e2d3c4b5a6978
RUN mkdir /srv/app && echo SESSION_SECRET=a1b2c3d4e5f60718 > /srv/app/.env
RUN rm /srv/app/.env
LABEL signing.key=77aa88bb99cc00dd
`,
  });
  const secret = { env: 'SESSION_SECRET' };
  const definition = someDefinition({ container: { build: './', port: 1 } }, { name: 'specimen-secrets', secret });
  const request = { definition, folder, flaw: null };
  const seen = await launcher.searchImage?.(request);
  assert.deepEqual(seen?.found, seen?.planted);
  assert.deepEqual(seen?.envFiles, ['/srv/app/.env'], 'a later layer deletes it');
  const where = Object.fromEntries((seen?.findings ?? []).map((finding) => [finding.value, finding.where]));
  assert.match(where['0f1e2d3c4b5a6978'] ?? '', /SESSION_SECRET in the image's environment, .*its history/);
  assert.match(where['a1b2c3d4e5f60718'] ?? '', /SESSION_SECRET in \/srv\/app\/\.env/);
  assert.equal(where['77aa88bb99cc00dd'], 'signing.key in its labels, signing.key in its history');
  assert.ok((await launcher.imageEnv?.(request))?.includes('SESSION_SECRET=0f1e2d3c4b5a6978'));
  const filters = JSON.stringify({ label: [`sessionspec.run=${ledger.runId}`] });
  assert.deepEqual(await engine.docker.listImages({ filters }), []);
});
