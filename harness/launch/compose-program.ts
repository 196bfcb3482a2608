import { execFile } from 'node:child_process';

/** A compose program that answered: `docker compose`, or `docker-compose` where that is all there is. */
export interface ComposeProgram {
  /** As people type it. */
  readonly name: string;
  readonly command: string;
  /** What stands before every argument. */
  readonly first: readonly string[];
  /** Such as `docker compose 2.39.1`. */
  readonly version: string;
  readonly run: (args: readonly string[], options: ComposeRun) => Promise<string>;
}

export interface ComposeRun {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly limitMs: number;
}

/** A program, or why there is none, as half a sentence. */
export type ComposeAnswer = ComposeProgram | { readonly missing: string };
export const hasCompose = (answer: ComposeAnswer): answer is ComposeProgram => 'run' in answer;

const ASK_MS = 10_000;

/** What it prints; throws with the last that it said where it fails. */
const running =
  (command: string, first: readonly string[]): ComposeProgram['run'] =>
  (args, { folder, env, limitMs }) =>
    new Promise((resolve, reject) => {
      const options = { cwd: folder, env, timeout: limitMs, maxBuffer: 64 * 1024 * 1024 };
      const child = execFile(command, [...first, ...args], options, (failed, printed, said) => {
        if (failed === null) return resolve(printed);
        const late = child.killed ? `it did not end within ${String(limitMs / 1000)} s` : '';
        const words = [late, said.trim() || printed.trim() || failed.message].filter((line) => line !== '').join('\n');
        reject(new Error(words, { cause: failed }));
      });
    });

const look = async (): Promise<ComposeAnswer> => {
  const ways: readonly (readonly [string, readonly string[], string])[] = [
    ['docker', ['compose'], 'docker compose'],
    ['docker-compose', [], 'docker-compose'],
  ];
  for (const [command, first, name] of ways) {
    const run = running(command, first);
    const asked = { folder: '/', env: process.env, limitMs: ASK_MS };
    const version = await run(['version', '--short'], asked).catch(() => null);
    if (version !== null) return { name, command, first, version: `${name} ${version.trim()}`, run };
  }
  return { missing: 'neither "docker compose" nor "docker-compose" answers' };
};

let found: Promise<ComposeAnswer> | null = null;

/** Asked once a run. */
export const askCompose = (): Promise<ComposeAnswer> => (found ??= look());
