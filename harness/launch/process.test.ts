import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { get } from 'node:http';
import { get as getSecurely } from 'node:https';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import type { ProcessLaunch, TargetDefinition } from '../model/target.ts';
import type { Address, BootRequest, Deployment, Launcher } from './deployment.ts';
import { processLauncher } from './process.ts';
import { startedAt } from './process-identity.ts';
import { atEnd, bootRequest, scratchFolder, scratchLedger, someDefinition, until } from './test-kit.ts';

// Says who it is and what it was given, so that a test can look at it from outside.
const SERVES = `
  const { createServer } = require('node:http');
  const about = () => JSON.stringify({ pid: process.pid, env: process.env, argv: process.argv.slice(2), now: Date.now() });
  createServer((_, response) => response.end(about())).listen(process.env.PORT, '127.0.0.1');
  console.log('listening'); console.error('and complaining');
`;

interface About {
  readonly pid: number;
  readonly env: Record<string, string>;
  readonly argv: string[];
  readonly now: number;
}

const about = async ({ bare }: Deployment): Promise<About> => {
  const body = await new Promise<string>((resolve, reject) => {
    get(bare.origin, { agent: false }, (response) => void text(response).then(resolve, reject)).once('error', reject);
  });
  return JSON.parse(body) as About;
};

interface Stage {
  readonly launcher: Launcher;
  readonly boot: (request?: Partial<BootRequest>) => Promise<Deployment>;
}

const stage = async (
  t: TestContext,
  script: string,
  more: Partial<TargetDefinition> = {},
  launch: Partial<ProcessLaunch> = {},
): Promise<Stage> => {
  const folder = await scratchFolder(t, { 'app.cjs': script, 'flawed.cjs': script });
  const launcher = processLauncher(await scratchLedger(t));
  atEnd(t, () => launcher.close());
  const definition = someDefinition({ process: { command: ['node', 'app.cjs'], ...launch } }, more);
  return { launcher, boot: (request = {}) => launcher.boot(bootRequest(definition, folder, request)) };
};

test('a target that answers serves, and is gone after its disposal', async (t) => {
  const { boot } = await stage(t, SERVES);
  const deployment = await boot();
  assert.deepEqual(deployment.outcome, { kind: 'serves', status: 200 });
  assert.equal(deployment.address.origin, deployment.bare.origin);
  const { pid } = await about(deployment);
  await deployment[Symbol.asyncDispose]();
  assert.equal(startedAt(pid), null);
  assert.equal(await deployment.output(), 'listening\nand complaining\n');
});

test('an exit keeps its code and every line, the last ones too', async (t) => {
  const { boot } = await stage(t, `console.log('line\\n'.repeat(20000) + 'last word'); process.exitCode = 3;`);
  const deployment = await boot();
  assert.deepEqual(deployment.outcome, { kind: 'exits', code: 3 });
  assert.match(await deployment.output(), /last word\n$/);
});

test('an exit is seen while a request hangs', async (t) => {
  const script = `const server = require('node:http').createServer(() => setTimeout(() => process.exit(4), 50)).listen(process.env.PORT);`;
  const { boot } = await stage(t, script);
  assert.deepEqual((await boot()).outcome, { kind: 'exits', code: 4 });
});

test('a target that only fails errors; one that accepts and never answers, or never listens, hangs', async (t) => {
  const failing = await stage(
    t,
    `require('node:http').createServer((_, r) => { r.statusCode = 503; r.end(); }).listen(process.env.PORT)`,
  );
  assert.deepEqual((await failing.boot({ patienceMs: 400 })).outcome, { kind: 'errors', status: 503 });
  const mute = await stage(t, `require('node:http').createServer(() => {}).listen(process.env.PORT)`);
  assert.deepEqual((await mute.boot({ patienceMs: 400 })).outcome, { kind: 'hangs' });
  const deaf = await stage(t, `setInterval(() => {}, 1000)`);
  assert.deepEqual((await deaf.boot({ patienceMs: 400 })).outcome, { kind: 'hangs' });
});

test('a target that fails at first and then answers serves', async (t) => {
  const script = `let n = 0; require('node:http').createServer((_, r) => { r.statusCode = ++n < 4 ? 503 : 204; r.end(); }).listen(process.env.PORT)`;
  const { boot } = await stage(t, script);
  assert.deepEqual((await boot()).outcome, { kind: 'serves', status: 204 });
});

test('a port that was taken in between is another try on another port', async (t) => {
  // Finds its port taken twice, as if somebody else had been faster.
  const script = `
    const fs = require('node:fs'); const tries = fs.existsSync('tries') ? Number(fs.readFileSync('tries', 'utf8')) + 1 : 1;
    fs.writeFileSync('tries', String(tries));
    if (tries < 3) throw new Error('listen EADDRINUSE: address already in use 127.0.0.1:' + process.env.PORT);
    ${SERVES}`;
  const { boot } = await stage(t, script);
  assert.equal((await boot()).outcome.kind, 'serves');
});

test('a target that insists on a taken port is an error that says so', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  atEnd(t, () => taken.close());
  await until('it listens', () => taken.listening);
  const { port } = taken.address() as { port: number };
  const { boot } = await stage(t, `require('node:http').createServer().listen(${String(port)}, '127.0.0.1')`);
  await assert.rejects(boot(), {
    code: 'LAUNCH',
    message: /"node app\.cjs".*taken 3 times[\s\S]*EADDRINUSE[\s\S]*PORT/,
  });
});

test('nothing of the user’s environment leaks in; later settings go over earlier ones', async (t) => {
  process.env['SESSION_SECRET'] = 'exported in the user’s shell';
  atEnd(t, () => delete process.env['SESSION_SECRET']);
  const modes = {
    production: { env: { NODE_ENV: 'production', A: 'mode', B: 'mode' } },
    development: { env: { NODE_ENV: 'development' } },
  };
  const { boot } = await stage(t, SERVES, modes, { env: { A: 'launch', C: 'launch', D: 'launch' } });
  const { env } = await about(await boot({ env: { B: 'boot', C: undefined, E: '' } }));
  const { PATH, HOME, LANG, TMPDIR, PORT, NODE_COMPILE_CACHE: _, ...rest } = env;
  assert.deepEqual(rest, { NODE_ENV: 'production', A: 'mode', B: 'boot', D: 'launch', E: '' });
  assert.ok(PATH && HOME && LANG && TMPDIR && PORT);
  assert.equal((await about(await boot({ mode: 'development' }))).env['NODE_ENV'], 'development');
});

test('a flaw starts the flawed entry with its id and its environment', async (t) => {
  const flaws = [{ id: 'keeps-it', about: 'x', env: { LOOSE: '1' }, row: {} }];
  const { boot } = await stage(t, SERVES, { flawed: { process: ['node', 'flawed.cjs'] }, flaws });
  const { argv, env } = await about(await boot({ flaw: 'keeps-it' }));
  assert.deepEqual([argv, env['LOOSE']], [['keeps-it'], '1']);
  await assert.rejects(boot({ flaw: 'other' }), { code: 'DEFINITION', message: /no flaw "other".*keeps-it/ });
});

test('two instances run over the same data; the front leads to each in turn, and each has one of its own', async (t) => {
  const { boot } = await stage(t, SERVES, { front: 'tls' }, { dataDirEnv: 'DATA' });
  const deployment = await boot({ front: true, replicas: 2 });
  const there = async ({ origin, dial, ca }: Address): Promise<About> => {
    const { hostname: servername } = new URL(origin);
    const body = await new Promise<string>((resolve, reject) => {
      const options = { host: dial?.host, port: dial?.port, servername, ca: ca ?? '', agent: false as const };
      getSecurely(options, (response) => void text(response).then(resolve, reject)).once('error', reject);
    });
    return JSON.parse(body) as About;
  };
  const [one, two] = await Promise.all(deployment.replicas.map(({ address }) => there(address)));
  assert.ok(one !== undefined && two !== undefined);
  assert.notEqual(one.pid, two.pid);
  assert.equal(one.env['DATA'], two.env['DATA']);
  const inTurn = [await there(deployment.address), await there(deployment.address), await there(deployment.address)];
  assert.deepEqual(
    inTurn.map(({ pid }) => pid),
    [one.pid, two.pid, one.pid],
  );

  assert.deepEqual(await deployment.bounce('SIGKILL'), { kind: 'serves', status: 200 });
  const again = await Promise.all(deployment.replicas.map(({ address }) => there(address)));
  assert.equal(new Set([one, two, ...again].map(({ pid }) => pid)).size, 4, 'both were ended and started');
  assert.deepEqual(new Set(again.map(({ env }) => env['DATA'])), new Set([one.env['DATA']]));
  assert.equal(await deployment.running(), true);
  process.kill(again[1]?.pid ?? 0, 'SIGTERM');
  await until('it is seen that one has ended by itself', async () => !(await deployment.running()));
});

test('a restart keeps origin, data and what was said before', async (t) => {
  const { boot } = await stage(t, SERVES, { front: 'tls' }, { dataDirEnv: 'DATA' });
  const deployment = await boot({ front: true, env: { A: 'boot' } });
  const before = await about(deployment);
  const { origin } = deployment.address;
  assert.match(origin, /^https:\/\/specimen\.test:\d+$/);
  assert.deepEqual(await deployment.restart({ B: 'restart' }), { kind: 'serves', status: 200 });
  const after = await about(deployment);
  assert.notEqual(after.pid, before.pid);
  assert.deepEqual([after.env['A'], after.env['B'], after.env['DATA']], ['boot', 'restart', before.env['DATA']]);
  assert.equal(deployment.address.origin, origin);
  await deployment[Symbol.asyncDispose]();
  assert.equal((await deployment.output()).split('listening').length, 3);
  assert.equal(existsSync(before.env['DATA'] ?? ''), false);
});

test('a secret is delivered by a file, or not at all, and is gone with the deployment', async (t) => {
  const { boot } = await stage(t, SERVES, { secret: { file: 'KEY_FILE' } });
  const deployment = await boot({ env: { KEY_FILE: 'a key' } });
  const fileOf = async (): Promise<string | undefined> => (await about(deployment)).env['KEY_FILE'];
  const file = (await fileOf()) ?? '';
  assert.equal(readFileSync(file, 'utf8'), 'a key');
  await deployment.restart({ KEY_FILE: '' });
  assert.equal(readFileSync((await fileOf()) ?? '', 'utf8'), '');
  await deployment.restart({ KEY_FILE: undefined });
  assert.equal(await fileOf(), undefined);
  await deployment[Symbol.asyncDispose]();
  assert.equal(existsSync(file), false);
});

test('without a front a restart keeps the port', async (t) => {
  const { boot } = await stage(t, SERVES);
  const deployment = await boot();
  const { origin } = deployment.address;
  await deployment.restart({});
  assert.equal(deployment.address.origin, origin);
});

test('boots share data by key, until the launcher closes', async (t) => {
  const { boot, launcher } = await stage(t, SERVES, {}, { dataDirEnv: 'DATA' });
  const dataOf = async (request: Partial<BootRequest>): Promise<string> => {
    await using deployment = await boot(request);
    return (await about(deployment)).env['DATA'] ?? '';
  };
  const [one, same, other] = [await dataOf({ dataKey: 'k' }), await dataOf({ dataKey: 'k' }), await dataOf({})];
  assert.equal(one, same);
  assert.notEqual(one, other);
  assert.deepEqual([existsSync(one), existsSync(other)], [true, false]);
  assert.deepEqual(readdirSync(one), []);
  await launcher.close();
  assert.equal(existsSync(one), false);
});

test('the whole tree ends, and one that ignores SIGTERM too', async (t) => {
  const stubborn = `process.on('SIGTERM', () => {});
    const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    process.env.CHILD = String(child.pid);`;
  const { boot } = await stage(t, `${stubborn}${SERVES}`);
  const deployment = await boot();
  const { pid, env } = await about(deployment);
  await deployment[Symbol.asyncDispose]();
  await until('parent and child have ended', () => startedAt(pid) === null && startedAt(Number(env['CHILD'])) === null);
});

test('a command that is not there, and a folder that is not there, are named', async (t) => {
  const { boot } = await stage(t, '', {}, { command: ['no-such-command', 'x'] });
  await assert.rejects(boot(), { code: 'LAUNCH', message: /"no-such-command x".*ENOENT/ });
  const elsewhere = await stage(t, SERVES);
  await assert.rejects(elsewhere.boot({ folder: '/no/such/folder' }), {
    code: 'LAUNCH',
    message: /"\/no\/such\/folder".*does not exist/,
  });
});

test('time moves for the target alone', async (t) => {
  const { boot } = await stage(t, SERVES);
  const deployment = await boot({ clock: 'wall' });
  if (deployment.clock === null) return t.skip('no shim for this machine');
  await deployment.clock.advance(7_200_000);
  const ahead = (await about(deployment)).now - Date.now();
  assert.ok(ahead > 7_100_000 && ahead < 7_300_000, `ahead by ${String(ahead)} ms`);
  assert.deepEqual(await deployment.clock.serviceTimes(), {});
  assert.equal(await deployment.clock.plantShortLived(), null);
});
