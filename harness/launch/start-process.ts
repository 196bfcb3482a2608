import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { HarnessError, messageOf } from '../errors.ts';
import { awaitOutcome } from './await-outcome.ts';
import { BoundedText, lastLines } from './bounded-text.ts';
import type { Instance } from './deploy.ts';
import type { EndSignal } from './deployment.ts';
import type { Ledger } from './ledger.ts';
import type { Collision } from './on-free-port.ts';
import { endGroup, signalGroup } from './process-group.ts';
import { identify } from './process-identity.ts';

export interface ProcessStart {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  readonly readyPath: string;
  readonly patienceMs: number;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

const COLLISION = /EADDRINUSE|address (is )?already in use/i;
// A grandchild that left the group may hold the streams open for good.
const STREAMS_MS = 2_000;

const spawned = async ({ command, cwd, env }: ProcessStart): Promise<Child & { pid: number }> => {
  const [file = '', ...args] = command;
  // In a group of its own, so that it can be ended with all that it starts.
  const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid !== undefined) return Object.assign(child, { pid: child.pid });
  const thrown = await new Promise<Error>((resolve) => child.once('error', resolve));
  const seen = existsSync(cwd) ? messageOf(thrown) : `the folder does not exist`;
  throw new HarnessError(
    'LAUNCH',
    `The command "${command.join(' ')}" could not be started in "${cwd}": ${seen}. ` +
      'Check `launch.process.command` of the target; it is looked for on PATH and in the folder of the definition.',
    { cause: thrown },
  );
};

/** Settles with the exit code once all output has been read. */
const endOf = (child: Child & { pid: number }): Promise<number | null> =>
  new Promise((resolve) => {
    child.once('close', (code) => resolve(code));
    child.once('exit', (code) => {
      signalGroup(child.pid, 'SIGKILL'); // what the leader leaves behind would only keep the port
      setTimeout(() => resolve(code), STREAMS_MS).unref();
    });
  });

/** Starts a command and waits for how that ends. */
export const startProcess = async (ledger: Ledger, start: ProcessStart): Promise<Instance | Collision> => {
  const child = await spawned(start);
  const identity = identify(child.pid);
  const entry = identity === null ? null : ({ kind: 'process', ...identity } as const);
  if (entry !== null) ledger.add(entry);

  const out = new BoundedText();
  const err = new BoundedText();
  child.stdout.on('data', (chunk: Buffer) => out.append(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.append(chunk));
  const output = (): string => `${out.toString()}${err.toString()}`;

  let over = false;
  const exited = endOf(child).then((code) => {
    over = true;
    if (entry !== null) ledger.remove(entry);
    return code;
  });

  const outcome = await awaitOutcome({ ...start, path: start.readyPath, exited });
  if (outcome.kind === 'exits' && COLLISION.test(output())) return { collided: lastLines(output()) };
  const stop = async (signal: EndSignal = 'SIGTERM'): Promise<void> => {
    if (!over && signal === 'SIGKILL') signalGroup(child.pid, signal);
    else if (!over) await endGroup(child.pid);
    await exited;
  };
  return {
    port: start.port,
    outcome,
    output: () => Promise.resolve(output()),
    running: () => Promise.resolve(!over),
    stop,
    discard: () => stop(),
  };
};
