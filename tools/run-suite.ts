import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../harness/settings.ts';
import type { RunRecord } from '../harness/report/run-record.ts';

export interface Ran {
  readonly record: RunRecord;
  readonly code: number | null;
  readonly ms: number;
}

/** Node reads our TypeScript by itself, in less time than Playwright takes to. */
const NODE_READS_IT = { PW_DISABLE_TS_ESM: '1' };

/**
 * Runs the suite as a user does, and hands out its record. `codes`: only these checks; null runs all.
 * `config`: another configuration of Playwright's than the user's.
 */
export const runSuite = async (
  env: Readonly<Record<string, string>>,
  codes: readonly string[] | null = null,
  config: string | null = null,
): Promise<Ran> => {
  const results = await mkdtemp(path.join(tmpdir(), 'sessionspec-tool-'));
  const args = [
    'test',
    `--output=${path.join(results, 'output')}`,
    ...(config === null ? [] : [`--config=${config}`]),
    ...(codes === null ? [] : [`--grep=${codes.join('|')}`]),
  ];
  const started = performance.now();
  const child = spawn(path.join(ROOT, 'node_modules/.bin/playwright'), args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...NODE_READS_IT, RESULTS: results, NO_COLOR: '1', GITHUB_STEP_SUMMARY: '', ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const ms = performance.now() - started;
  try {
    return { record: JSON.parse(await readFile(path.join(results, 'results.json'), 'utf8')) as RunRecord, code, ms };
  } catch {
    const of = env['TARGET'] ?? env['TARGET_URL'] ?? '';
    throw new Error(`the run of ${of} left no record (exit ${code}); it printed:\n${output}`);
  } finally {
    await rm(results, { recursive: true, force: true });
  }
};
