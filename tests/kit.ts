import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../harness/settings.ts';
import type { RunRecord } from '../harness/report/run-record.ts';
import { recordProblems } from '../harness/report/schemas/validate.ts';

/** A folder that is gone with the test. */
export const temporaryFolder = async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sessionspec-test-'));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
};

export interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly record: RunRecord;
  readonly ms: number;
}

const CLEAN = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(TARGET|LAUNCH|GATE|POLICY|RESULTS|BROWSER|MAX_WAIT|WAIVERS|OUTPUT|DOCS_URL|FORCE_COLOR|GITHUB_|CI_PROJECT_DIR|NODE_TEST)/.test(
        name,
      ),
  ),
);

/** As in tools/run-suite.ts, where Node keeps what it read, as in CI: else it is slower. What a user types leaves it to Playwright. */
const NODE_READS_IT = process.env['NODE_COMPILE_CACHE'] === undefined ? {} : { PW_DISABLE_TS_ESM: '1' };

/** Several tests go on at a time: each with one worker takes a quarter less of processor time. Waits and targets overlap. */
const workersOf = (
  args: readonly string[],
  { TARGET = '', MAX_WAIT }: Readonly<Record<string, string>>,
): readonly string[] => (args[0] !== 'test' || MAX_WAIT !== undefined || TARGET.includes(',') ? [] : ['--workers=1']);

/** Without a browser unless the test asks for one (BROWSER=''): most of what is tested needs none, and it takes half of the time. */
export const playwright = (args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess =>
  spawn(path.join(ROOT, 'node_modules/.bin/playwright'), [...args, ...workersOf(args, env)], {
    cwd: ROOT,
    env: { ...CLEAN, ...NODE_READS_IT, NO_COLOR: '1', BROWSER: 'none', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

export const ended = async (child: ChildProcess): Promise<{ code: number | null; output: string }> => {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
};

/** Runs the suite as a user does, with its results in `folder`. The record must be there and valid. */
export const runSuite = async (
  folder: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Ran> => {
  const started = performance.now();
  const child = playwright(['test', `--output=${path.join(folder, 'test-results')}`, ...args], {
    RESULTS: path.join(folder, 'results'),
    ...env,
  });
  const { code, output } = await ended(child);
  const ms = performance.now() - started;
  return { code, output, ms, record: await readRecord(path.join(folder, 'results', 'results.json'), output) };
};

export const readRecord = async (file: string, output: string): Promise<RunRecord> => {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`no record; the run printed:\n${output}`);
  });
  const record = JSON.parse(text) as RunRecord;
  const problems = recordProblems(record);
  if (problems !== null) throw new Error(`the record does not fit its schema: ${problems}`);
  return record;
};

/** The reference app, running by itself as on somebody's staging machine. */
export const startReference = async () => {
  const data = await temporaryFolder();
  const port = await freePort();
  const child = spawn(process.execPath, ['app/server.ts'], {
    cwd: path.join(ROOT, 'targets/reference'),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'development',
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: data.folder,
    },
  });
  await once(child.stdout, 'data');
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
      await data[Symbol.asyncDispose]();
    },
  };
};

export const freePort = async (): Promise<number> => {
  const server = createServer();
  await listening(server);
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

export const listening = async (server: Server): Promise<void> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
};

/** Every file below a folder, whole. */
export const filesBelow = async (folder: string): Promise<readonly { file: string; content: Buffer }[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return { file, content: await readFile(file) };
      }),
  );
};

/** What a hostile target writes wherever it can: orders to browsers, terminals, parsers and CI services. */
export const HOSTILE = '<script>alert(1)</script> ]]> & &lol; ##[error]x ::set-output name=a::b `|` \u009b31m';
/** As much of it as browsers and Node let a cookie be called. */
export const HOSTILE_NAME = '<script>alert(1)</script>[a](javascript:1)`|`##[error]x';
const HOSTILE_PAGE = Buffer.concat([
  Buffer.from(`<!-- ${HOSTILE}\n::error::x\n\u001b[2J\u2028\u202e ${'x'.repeat(300_000)} `),
  Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x00]),
  Buffer.from(' -->'),
]);

/**
 * A careless app that throws what it knows about: its password, its identifiers, in headers, redirects and pages.
 * Sign-out only clears the cookie, so that a failure is reported too. It writes hostile text as well.
 */
export const startSigningApp = async (tls?: { readonly key: string; readonly cert: string }) => {
  const password = `canary-password-${randomBytes(9).toString('hex')}`;
  const issued = new Set<string>();
  const listener: RequestListener = (request, response) => {
    const sid = /(?:^|; )sid=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const page = (status: number, body: string, headers: Record<string, string | string[]> = {}) =>
      response
        .writeHead(status, {
          'content-type': 'text/html',
          'x-debug-session': sid || 'none',
          server: HOSTILE,
          ...headers,
        })
        .end(Buffer.concat([Buffer.from(body), HOSTILE_PAGE]));
    const signedIn = issued.has(sid);
    const url = new URL(request.url ?? '/', 'http://app.test');
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (url.pathname === '/login' && request.method === 'POST') {
        const typed = new URLSearchParams(body).get('password');
        if (typed !== password)
          return page(
            401,
            `<p>${typed} is wrong</p><form method="post"><input name="u"><input type="password" name="password"><button>Sign in</button></form>`,
          );
        const next = `canary${randomBytes(20).toString('hex')}`;
        issued.add(next);
        return page(303, '', {
          'set-cookie': [`sid=${next}; Path=/`, `${HOSTILE_NAME}=${HOSTILE_NAME}; Path=/`],
          location: `/home?session=${next}&password=${password}`,
        });
      }
      if (url.pathname === '/login')
        return page(
          200,
          '<form method="post"><input name="u"><input type="password" name="password"><button>Sign in</button></form>',
        );
      if (url.pathname === '/logout')
        return page(303, '', { 'set-cookie': 'sid=; Path=/; Max-Age=0', location: '/login' });
      if (!signedIn) return page(302, '', { location: '/login' });
      return page(
        200,
        `<p>Welcome back alice, your session is ${sid}</p><form method="post" action="/logout"><button>Leave</button></form>`,
      );
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await listening(server);
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    password,
    issued,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
