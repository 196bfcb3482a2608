import { spawn } from 'node:child_process';
import { messageOf } from '../../harness/errors.ts';

export interface Ran {
  readonly ok: boolean;
  /** What it said, or why it could not be run. */
  readonly output: string;
}

/** Runs a command without showing what it says, and ends it with all its children when the time is over. */
export const runBounded = (
  command: string,
  args: readonly string[],
  { limitMs, cwd = process.cwd(), env = {} }: { limitMs: number; cwd?: string; env?: Record<string, string> },
): Promise<Ran> =>
  new Promise((resolve) => {
    let output = '';
    const grouped = process.platform !== 'win32';
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: grouped,
      shell: !grouped && command === 'npm', // npm is a batch file there
    });
    const end = (): void => {
      try {
        if (grouped && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It has ended just now.
      }
    };
    const interrupt = (): void => {
      end();
      process.exit(130);
    };
    const timer = setTimeout(() => {
      output += `\nended after ${String(limitMs / 1000)} s`;
      end();
    }, limitMs);
    const settle = (ok: boolean): void => {
      clearTimeout(timer);
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      resolve({ ok, output: output.trim() });
    };
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt); // a group of its own gets no Ctrl-C
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-16_384)));
    }
    child.once('error', (error) => {
      output += messageOf(error);
      settle(false);
    });
    child.once('close', (code) => settle(code === 0));
  });
