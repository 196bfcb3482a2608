import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, test } from 'node:test';

import { clockEnv, createClockFile, shimPath } from './clock-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'sessionspec-clock-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const hour = 3_600_000;
/** How much real time may pass between two questions on a busy machine. */
const tolerance = 60_000;

const near = (actual: number, expected: number): void => {
  assert.ok(Math.abs(actual - expected) < tolerance, `${actual} ms is not about ${expected} ms`);
};

const isClockError = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'CLOCK';

describe('a clock file', () => {
  test('keeps its length, so that one write replaces one reading', async () => {
    const clock = await createClockFile(folder, 'all');
    assert.equal(readFileSync(clock.path, 'utf8'), 'all 000000000000000000\n');
    const { ino } = statSync(clock.path);
    await clock.advance(1.4 * hour);
    await clock.advance(0);
    await clock.advance(0.6 * hour);
    assert.equal(clock.offsetMs, 2 * hour);
    assert.equal(readFileSync(clock.path, 'utf8'), 'all 000007200000000000\n');
    assert.equal(statSync(clock.path).ino, ino);
    assert.equal(statSync(clock.path).mode & 0o777, 0o644);
  });

  test('goes forward only', async () => {
    const clock = await createClockFile(folder, 'wall');
    await clock.advance(hour);
    for (const ms of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e12]) {
      await assert.rejects(clock.advance(ms), isClockError);
    }
    assert.equal(clock.offsetMs, hour);
  });

  test('says where it could not be made', async () => {
    await assert.rejects(createClockFile(join(folder, 'absent'), 'wall'), isClockError);
  });

  test('refuses a shim path that LD_PRELOAD would split', () => {
    assert.throws(() => clockEnv('/my work/shim.so', '/clock'), isClockError);
  });
});

const shim = shimPath(process.platform, process.arch);

test('Linux on either processor has a shim, another system has none', () => {
  assert.notEqual(shimPath('linux', 'x64'), null);
  assert.notEqual(shimPath('linux', 'arm64'), null);
  assert.equal(shimPath('darwin', 'arm64'), null);
});

/** A Node under the clock that answers every line with its times, and says whether ten minutes have passed for it. */
const program = `
  let timer = 'waiting';
  setTimeout(() => { timer = 'fired' }, 600_000);
  require('node:readline').createInterface({ input: process.stdin }).on('line', () => {
    setTimeout(() => console.log(JSON.stringify([Date.now(), performance.now(), timer])), 1);
  }).on('close', () => process.exit());
`;

interface Times {
  /** Since the real time, and since the first answer. */
  readonly wall: number;
  readonly monotonic: number;
  readonly timer: string;
}

const startNode = async (file: string) => {
  const child = spawn(process.execPath, ['-e', program], {
    env: { ...process.env, NODE_OPTIONS: '', ...clockEnv(shim ?? '', file) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  let first = 0;
  const ask = async (): Promise<Times> => {
    const answer = once(lines, 'line');
    child.stdin.write('\n');
    const [date, monotonic, timer] = JSON.parse(String((await answer)[0])) as [number, number, string];
    first ||= monotonic;
    return { wall: date - Date.now(), monotonic: monotonic - first, timer };
  };
  const end = async (): Promise<void> => {
    const exit = once(child, 'exit');
    child.stdin.end();
    assert.deepEqual(await exit, [0, null]);
  };
  near((await ask()).wall, 0);
  return { ask, end };
};

describe('a process under the clock', { skip: shim === null && 'no shim for this machine', timeout: 60_000 }, () => {
  test('wall moves the date and leaves the monotonic clock and timers alone', async () => {
    const clock = await createClockFile(folder, 'wall');
    const node = await startNode(clock.path);
    await clock.advance(2 * hour);
    const times = await node.ask();
    near(times.wall, 2 * hour);
    near(times.monotonic, 0);
    assert.equal(times.timer, 'waiting');
    await node.end();
  });

  test('all moves the date, the monotonic clock and timers', async () => {
    const clock = await createClockFile(folder, 'all');
    const node = await startNode(clock.path);
    await clock.advance(0.1 * hour);
    assert.equal((await node.ask()).timer, 'waiting');
    await clock.advance(1.9 * hour);
    const times = await node.ask();
    near(times.wall, 2 * hour);
    near(times.monotonic, 2 * hour);
    assert.equal(times.timer, 'fired');
    await node.end();
  });

  test('a timed wait of a thread still takes its real time', async () => {
    for (const mode of ['wall', 'all'] as const) {
      const clock = await createClockFile(folder, mode);
      await clock.advance(2 * hour);
      const wait = 'console.log(Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20))';
      const env = clockEnv(shim ?? '', clock.path);
      assert.equal(String(execFileSync(process.execPath, ['-e', wait], { env, timeout: 20_000 })), 'timed-out\n');
    }
  });

  test('a program that is not Node is moved too', async () => {
    const clock = await createClockFile(folder, 'wall');
    await clock.advance(48 * hour);
    const env = clockEnv(shim ?? '', clock.path);
    near(Number(execFileSync('date', ['+%s'], { env })) * 1000 - Date.now(), 48 * hour);
  });

  test('a file put in the place of the old one counts', async () => {
    const clock = await createClockFile(folder, 'wall');
    const node = await startNode(clock.path);
    writeFileSync(`${clock.path}.new`, 'wall 3600000000000\n');
    renameSync(`${clock.path}.new`, clock.path);
    near((await node.ask()).wall, hour);
    await node.end();
  });

  test('a file that says nothing moves nothing', async () => {
    const clock = await createClockFile(folder, 'all');
    const node = await startNode(clock.path);
    await clock.advance(hour);
    near((await node.ask()).wall, hour);
    const others = ['', 'all', 'all \n', 'all 7200000000000', 'all -7200000000000\n', 'all 72000000000000000000000\n'];
    for (const line of [...others, 'some 7200000000000\n', 'all 7200000000000 \n', 'x'.repeat(100_000)]) {
      writeFileSync(clock.path, line);
      near((await node.ask()).wall, hour);
    }
    rmSync(clock.path);
    near((await node.ask()).wall, hour);
    await node.end();
    const env = clockEnv(shim ?? '', clock.path);
    near(Number(execFileSync('date', ['+%s'], { env })) * 1000 - Date.now(), 0);
  });
});
