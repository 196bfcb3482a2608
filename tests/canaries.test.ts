import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { junitProblems, sarifProblems } from '../harness/report/schemas/validate.ts';
import { ended, filesBelow, playwright, readRecord, startSigningApp, temporaryFolder } from './kit.ts';
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
