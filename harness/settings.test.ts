import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, test } from 'node:test';
import { docsUrl, inRepository, outputForm, ROOT, runSettings, runShape } from './settings.ts';

afterEach(() => {
  for (const name of [
    'MAX_WAIT',
    'POLICY',
    'RATE',
    'TARGET_ORIGINS',
    'TARGET_CA',
    'WAIVERS',
    'OUTPUT',
    'DOCS_URL',
    'GITHUB_WORKSPACE',
    'CI_PROJECT_DIR',
  ])
    delete process.env[name];
});

test('a wait that no timer can hold is refused', () => {
  process.env['MAX_WAIT'] = '24d';
  assert.equal(runSettings().maxWaitMs, 24 * 86_400_000);
  assert.ok(runShape(1).timeout < 2 ** 31, 'and the test around it has a timer too');
  process.env['MAX_WAIT'] = '25d';
  assert.throws(() => runSettings(), /MAX_WAIT is "25d": it takes 24d at the most/);
  assert.equal(runShape(1).timeout, 300_000, 'the shape of the run never throws');
});

test('a form of the console that does not exist is told by the settings, and never keeps the reporter from telling it', () => {
  process.env['OUTPUT'] = 'loud';
  assert.throws(() => runSettings(), /OUTPUT is "loud": it takes "normal", "quiet", "verbose"/);
  assert.equal(outputForm(), 'normal');
  process.env['OUTPUT'] = 'quiet';
  assert.equal(outputForm(), 'quiet');
});

test('a file is named from the root of the repository that runs the suite, wherever the CI service says that it is', () => {
  const file = path.join(ROOT, 'targets/reference/target.ts');
  assert.equal(inRepository(file), 'targets/reference/target.ts', 'where .git stands');
  process.env['CI_PROJECT_DIR'] = path.join(ROOT, 'targets');
  assert.equal(inRepository(file), 'reference/target.ts');
  process.env['GITHUB_WORKSPACE'] = path.join(ROOT, 'suites');
  assert.equal(inRepository(file), null, 'it is elsewhere');
});

test('only an address is one under which pages are published', () => {
  assert.equal(docsUrl(), null);
  process.env['DOCS_URL'] = 'docs/';
  assert.equal(docsUrl(), null);
  process.env['DOCS_URL'] = 'https://docs.example.org/spec//';
  assert.equal(docsUrl(), 'https://docs.example.org/spec');
});

test('a policy file may extend another one, and a waivers file that is named must be there', async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sessionspec-settings-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const file = async (name: string, text: string) => {
    await writeFile(path.join(folder, name), text);
    return path.join(folder, name);
  };
  await file('base.yaml', 'extends: nist-aal2\nsecretMinLength: 48\nclauses: { should: [cwe/384] }\n');
  process.env['POLICY'] = await file('own.policy.yaml', 'extends: ./base.yaml\nclauses: { must: [cwe/613] }\n');
  const { policy } = runSettings();
  assert.deepEqual([policy.name, policy.extends, policy.secretMinLength], ['own', 'nist-aal2', 48]);
  assert.deepEqual(policy.clauses, { 'cwe/384': 'should', 'cwe/613': 'must' });
  process.env['POLICY'] = await file('loop.yaml', 'extends: ./loop.yaml\n');
  assert.throws(() => runSettings(), /the policy "[^"]*loop\.yaml" extends itself/);
  process.env['POLICY'] = await file('lost.yaml', 'extends: ./none.yaml\n');
  assert.throws(() => runSettings(), /lost\.yaml" extends "[^"]*none\.yaml", and there is no such file/);
  delete process.env['POLICY'];
  process.env['WAIVERS'] = path.join(folder, 'none.yaml');
  assert.throws(
    () => runSettings(),
    /WAIVERS names "[^"]*none\.yaml", and there is no such file: npm run baseline makes one/,
  );
});

test('a rate is a number of requests a second', () => {
  assert.equal(runSettings().rate, null);
  process.env['RATE'] = '0.5';
  assert.equal(runSettings().rate, 0.5);
  for (const wrong of ['fast', '0', '-1', '5000', 'NaN']) {
    process.env['RATE'] = wrong;
    assert.throws(() => runSettings(), { code: 'DEFINITION', message: new RegExp(`RATE is "${wrong}": it takes`) });
  }
});

test('further origins are origins', () => {
  process.env['TARGET_ORIGINS'] = 'https://sso.example.org/path, http://api.example.org:8080';
  assert.deepEqual(runSettings().origins, ['https://sso.example.org', 'http://api.example.org:8080']);
  for (const [wrong, shown] of [
    ['sso.example.org', 'sso.example.org'],
    ['https://ann:secret@sso.example.org', '…@sso.example.org'],
  ] as const) {
    process.env['TARGET_ORIGINS'] = wrong;
    assert.throws(
      () => runSettings(),
      (error: Error) =>
        error.message.includes(shown) && /is no origin/.test(error.message) && !/secret/.test(error.message),
    );
  }
});

test('a certificate authority is a certificate', () => {
  process.env['TARGET_CA'] = 'no-such-file.pem';
  assert.throws(() => runSettings(), /TARGET_CA names "no-such-file\.pem", which cannot be read/);
  process.env['TARGET_CA'] = 'package.json';
  assert.throws(() => runSettings(), /TARGET_CA names "package\.json", which holds no certificate/);
});
