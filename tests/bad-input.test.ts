import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { askEngine, hasEngine } from '../harness/launch/engine.ts';
import { everybody } from '../targets/people.ts';
import { freePort, listening, runSuite, startReference, temporaryFolder, type Ran } from './kit.ts';

const [alice] = everybody;
const ACCOUNT = { TARGET_USERNAME: alice?.username ?? '', TARGET_PASSWORD: alice?.password ?? '' };
const LIMIT_MS = 30_000;
const engine = await askEngine();
const engineMissing = hasEngine(engine) ? false : engine.missing;

/** One clear error: red, soon, said once, and not a single pass. */
const isOneClearError = (ran: Ran, says: RegExp): void => {
  assert.equal(ran.code, 1, ran.output);
  assert.equal(ran.record.exit, 'red');
  assert.match(ran.output, says);
  const [first] = says.exec(ran.output) ?? [''];
  assert.equal(ran.output.split(first).length - 1, 1, `said more than once:\n${ran.output}`);
  assert.ok(ran.ms < LIMIT_MS, `it took ${Math.round(ran.ms)} ms`);
  for (const { counts } of ran.record.targets) assert.equal(counts.pass, 0, ran.output);
};

const judge = async (env: Readonly<Record<string, string>>, says: RegExp): Promise<void> => {
  await using temporary = await temporaryFolder();
  isOneClearError(await runSuite(temporary.folder, { BROWSER: '', ...env }), says);
};

const judgeServer = async (listener: RequestListener, says: RegExp): Promise<void> => {
  const server = createServer(listener);
  await listening(server);
  try {
    await judge({ TARGET_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...ACCOUNT }, says);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

test('a URL without a scheme', () =>
  judge(
    { TARGET_URL: 'staging.example.org', ...ACCOUNT },
    /TARGET_URL is "staging\.example\.org", which is not a URL/,
  ));

test('a port where nobody listens', async () => {
  await judge({ TARGET_URL: `http://127.0.0.1:${await freePort()}`, ...ACCOUNT }, /nobody listens on 127\.0\.0\.1/);
});

test('a URL without an account', () =>
  judge({ TARGET_URL: 'http://127.0.0.1:9' }, /set TARGET_USERNAME and TARGET_PASSWORD/));

test('a wrong password', async () => {
  await using app = await startReference();
  await judge(
    { TARGET_URL: app.url, TARGET_USERNAME: ACCOUNT.TARGET_USERNAME, TARGET_PASSWORD: 'not-the-password' },
    /the target refused the sign-in of "alice"/,
  );
});

test('a port that accepts and never answers', async () => {
  const sockets = new Set<import('node:net').Socket>();
  const server = createTcpServer((socket) => sockets.add(socket.on('error', () => socket.destroy())));
  await listening(server);
  try {
    await judge(
      { TARGET_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...ACCOUNT },
      /(no answer|did not answer|never answer)[^\n]*10 s/,
    );
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

test('a target that redirects for ever', () =>
  judgeServer((request, response) => {
    response.writeHead(302, { location: `/again${(request.url ?? '').length % 7}` }).end();
  }, /redirected 10 times/));

test('a target that sends people to another origin is not followed there', () =>
  judgeServer((_request, response) => {
    response.writeHead(302, { location: 'http://identity.invalid/authorize' }).end();
  }, /leads to "http:\/\/identity\.invalid"[^\n]*nothing was sent there[^\n]*TARGET_ORIGINS/));

test('a target without a sign-in form', () =>
  judgeServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>');
  }, /no form to sign in was found[^\n]*declare/));

test('a definition with a typo', async () => {
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'shop.target.ts');
  await writeFile(
    file,
    `export default ({ target, form }) => target({
      name: 'shop', url: 'http://127.0.0.1:9', people: { alice: { username: 'a', password: 'b' } },
      signin: form('/login'), promises: { idleTimeout: 'half an hour' },
    });`,
  );
  await judge({ TARGET: file }, /"promises\.idleTimeout" is not a duration[^\n]*; "signin" is not a known entry/);
});

test('an image that does not exist', { skip: engineMissing }, async () => {
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'shop.target.ts');
  await writeFile(
    file,
    `export default ({ target }) => target({
      name: 'shop', people: { alice: { username: 'a', password: 'b' } },
      launch: { container: { image: 'sessionspec.invalid/no-such-image:1', port: 80 } },
    });`,
  );
  await judge({ TARGET: file, LAUNCH: 'container' }, /image "sessionspec\.invalid\/no-such-image:1"/i);
});

test('a definition that is not there', () =>
  judge(
    { TARGET: 'refrence' },
    /TARGET names "refrence"[^\n]*bundled targets are analysis-mariadb, [^\n]*audit-card, [^\n]*jwt, [^\n]*reference/,
  ));

test('a definition that does not compile', async () => {
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'shop.target.ts');
  await writeFile(file, 'export default ({ target }) => target({ name: ');
  await judge({ TARGET: file }, /the definition "[^"]*shop\.target\.ts" cannot be read/);
});

test('a waiver of a check that does not exist', async () => {
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'waivers.yaml');
  await writeFile(
    file,
    `waivers:\n  - { check: OUT-99, target: reference, because: b, owner: o, until: '${new Date().toISOString().slice(0, 10)}' }\n`,
  );
  await judge(
    { LAUNCH: 'process', WAIVERS: file },
    /waivers\.yaml" cannot be used: line 2: there is no check "OUT-99"/,
  );
});

test('a policy file that cannot be read', async () => {
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'own.policy.yaml');
  await writeFile(file, 'extends: asvs-l2\nidle: 15m\n');
  await judge(
    { LAUNCH: 'process', POLICY: file },
    /own\.policy\.yaml" cannot be used: line 2: "idle" is not a known entry/,
  );
});

test('a rate that is none', () => judge({ RATE: 'slowly' }, /RATE is "slowly": it takes requests a second, from 0\.1/));

test('a file of headers that holds something else', async () => {
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'headers');
  await writeFile(file, 'X-Gate the-key-that-nobody-may-read');
  await judge(
    { TARGET_HEADERS: file, TARGET_URL: 'http://127.0.0.1:9', ...ACCOUNT },
    /TARGET_HEADERS names [^\n]* line 1 is no header/,
  );
});

test('a launcher that does not exist', () =>
  judge({ LAUNCH: 'docker' }, /LAUNCH is "docker": it takes "auto", "container", "compose", "process"/));

test('a browser that does not exist leaves the raw header to judge by', async () => {
  await using temporary = await temporaryFolder();
  const { record, code } = await runSuite(temporary.folder, { LAUNCH: 'process' }, ['--grep', 'COOK-02']);
  assert.equal(code, 0);
  assert.equal(record.targets[0]?.used.browser, null);
  assert.match(record.targets[0]?.checks[0]?.statements.map(({ text }) => text).join() ?? '', /no real browser looked/);
});

test('a check that does not exist: nothing judged is red', async () => {
  await using temporary = await temporaryFolder();
  const { code, record } = await runSuite(temporary.folder, { LAUNCH: 'process' }, [
    '--grep',
    'FIX-99',
    '--pass-with-no-tests',
  ]);
  assert.equal(code, 1);
  assert.equal(record.because, 'nothing was judged');
});

test('--trace is refused', async () => {
  await using temporary = await temporaryFolder();
  const ran = await runSuite(temporary.folder, { LAUNCH: 'process' }, ['--grep', 'OUT-01', '--trace=on']);
  isOneClearError(ran, /--trace is refused/);
});
