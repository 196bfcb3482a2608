import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

const module = path.join(import.meta.dirname, 'colours.ts');

// In a process of its own, without a terminal: what counts is the environment.
const seen = (env: Readonly<Record<string, string>>) =>
  execFileSync(
    process.execPath,
    ['--input-type=module', '-e', `console.log((await import(${JSON.stringify(module)})).coloured('red', 'x'))`],
    { env, encoding: 'utf8' },
  ).trim();

for (const [env, coloured] of [
  [{}, false],
  [{ FORCE_COLOR: '1' }, true],
  [{ NO_COLOR: '1' }, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
] as const) {
  test(`${JSON.stringify(env)} in a log: ${coloured ? 'coloured' : 'plain'}`, () => {
    assert.equal(seen(env), coloured ? '\u001b[31mx\u001b[39m' : 'x');
  });
}
