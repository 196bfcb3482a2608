import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { junitProblems, sarifProblems } from '../harness/report/schemas/validate.ts';
import {
  ended,
  filesBelow,
  HOSTILE,
  HOSTILE_NAME,
  playwright,
  readRecord,
  runSuite,
  startSigningApp,
  temporaryFolder,
} from './kit.ts';
import { unzipped } from './zip.ts';

// Passwords, secrets and identifiers that are known to us are planted in a target that throws them about: it logs them,
// puts them in headers and redirects, and answers errors with them. Then every file that the run wrote is searched.
test('no file that a run writes holds a password, a secret or an identifier', async () => {
  await using temporary = await temporaryFolder();
  await using app = await startSigningApp();
  const results = path.join(temporary.folder, 'results');
  const blobs = path.join(temporary.folder, 'blobs');
  await mkdir(results);
  const child = playwright(
    [
      'test',
      `--output=${path.join(results, 'test-results')}`,
      '--reporter=./harness/report/reporter.ts,html,blob,junit,json',
    ],
    {
      TARGET_URL: app.url,
      TARGET_USERNAME: 'alice',
      TARGET_PASSWORD: app.password,
      RESULTS: results,
      PLAYWRIGHT_HTML_OUTPUT_DIR: path.join(results, 'html'),
      PLAYWRIGHT_HTML_OPEN: 'never',
      PLAYWRIGHT_BLOB_OUTPUT_DIR: blobs,
      PLAYWRIGHT_JUNIT_OUTPUT_FILE: path.join(results, 'playwright.xml'),
      PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(results, 'playwright.json'),
      GITHUB_STEP_SUMMARY: path.join(results, 'page-of-the-job.md'),
      OUTPUT: 'verbose',
      BROWSER: '',
    },
  );
  const { output } = await ended(child);
  const record = await readRecord(path.join(results, 'results.json'), output);
  const judged = record.targets[0]?.checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'pass') ?? [];
  assert.ok(judged.length >= 5, `too little was judged for a search to mean anything:\n${output}`);
  assert.ok(
    judged.some(({ verdict }) => verdict === 'fail'),
    `no failure, so no failure report was searched:\n${output}`,
  );
  assert.ok(app.issued.size > 5, 'identifiers were issued');

  // The same target writes whatever some reader takes for an order.
  const text = (name: string) => readFile(path.join(results, name), 'utf8');
  assert.equal(sarifProblems(JSON.parse(await text('results.sarif'))), null);
  assert.equal(await junitProblems(await text('junit.xml')), null);
  assert.equal(await text('page-of-the-job.md'), await text('summary.md'));
  assert.match(
    await text('results.json'),
    /<script>alert\(1\)<\/script> .*\\\\u009b31m/,
    'the hostile header was recorded',
  );
  assert.ok((await text('results.json')).includes(HOSTILE_NAME), 'the hostile name of a cookie was recorded');
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(output, /^\s*::|##\[|\u001b|\u009b|\u202e/m);

  // Blobs are archives, and so is what Playwright's page holds: a search must look inside.
  const written = [...(await filesBelow(results)), ...(await filesBelow(blobs))];
  const archives = written.flatMap(({ file, content }) => {
    if (file.endsWith('.zip')) return [unzipped(content)];
    const [, page] = /data:application\/zip;base64,([A-Za-z0-9+/=]+)/.exec(content.toString('latin1')) ?? [];
    return page === undefined ? [] : [unzipped(Buffer.from(page, 'base64'))];
  });
  assert.equal(archives.length, 2, 'a blob and a page were looked into');
  assert.ok(archives.every((inside) => inside.some(({ content }) => content.includes('OUT-01'))));
  const files = [...written, ...archives.flat(), { file: 'the console', content: Buffer.from(output) }];
  assert.ok(files.length >= 5, files.map(({ file }) => file).join());
  for (const canary of [app.password, ...app.issued]) {
    for (const form of [canary, encodeURIComponent(canary), Buffer.from(canary).toString('base64')]) {
      const found = files
        .filter(({ content }) => content.includes(form))
        .map(({ file }) => path.relative(temporary.folder, file));
      assert.deepEqual(found, [], `"${canary.slice(0, 6)}…" stands in ${found.join(', ')}`);
    }
  }
});

/** Of an app that says all that it should not, and stops: to a terminal, a page, a parser and a CI service. */
const STOPS = (password: string) => `
  const words = ${JSON.stringify(`${HOSTILE}\n::error::x\n##vso[task.complete]x\n\u001b[2J\u202e `)};
  console.log(words.repeat(9_000) + process.env.SESSION_SECRET + ' ${password}');
  process.stderr.write(Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0]));
  process.exitCode = 3;`;

test('what an app prints that does not start, and what its definition is called, is text without secrets', async () => {
  await using temporary = await temporaryFolder();
  const password = 'canary-password-of-a-definition';
  const definition = path.join(temporary.folder, 'stops.target.mjs');
  const fields = {
    name: 'stops',
    about: HOSTILE,
    launch: { process: { command: ['node', '-e', STOPS(password)] } },
    production: { env: {}, required: ['SESSION_SECRET'] },
    secret: { env: 'SESSION_SECRET', minLength: 32, rotation: 'replace' },
    people: { alice: { username: HOSTILE, password } },
  };
  await writeFile(definition, `export default ({ target }) => target(${JSON.stringify(fields)});\n`);
  const env = { TARGET: definition, LAUNCH: 'process', BROWSER: 'none', OUTPUT: 'verbose' };
  const { output, record } = await runSuite(temporary.folder, env, ['--grep', 'OUT-01']);
  assert.match(
    record.targets[0]?.diagnosis ?? '',
    /exited with code 3 .*<script>alert\(1\)<\/script>.*\[secret\] \[password\]/s,
  );
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(output, /^\s*::|##\[|##vso|\u001b|\u009b|\u202e|\0/m);
  const files = await filesBelow(path.join(temporary.folder, 'results'));
  assert.ok(files.length >= 5, files.map(({ file }) => file).join());
  for (const { file, content } of files) {
    // oxlint-disable-next-line no-control-regex
    assert.doesNotMatch(content.toString(), /canary-password|\0|\u001b|\u009b|\u202e/, file);
    if (file.endsWith('.sarif')) assert.equal(sarifProblems(JSON.parse(content.toString())), null);
    if (file.endsWith('.xml')) assert.equal(await junitProblems(content.toString()), null);
    if (file.endsWith('.html')) assert.equal(content.toString().split('<script>').length, 2, 'the one of the page');
  }
});
