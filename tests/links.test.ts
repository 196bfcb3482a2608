import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSuite, temporaryFolder } from './kit.ts';
import { ALICE, BOB, startSmallApp } from './small-app.ts';

// An app that signs out by GET, and one that refuses it where the browser says that another site asked.
for (const [manner, expected, words] of [
  [{}, 'fail', /GET on the address of sign-out/],
  [{ refusesOtherSites: true }, 'pass', /opens the address of sign-out unasked by another site is signed out/],
] as const) {
  test(`an image on another site's page signs out: ${expected}`, async () => {
    await using app = await startSmallApp(manner);
    await using temporary = await temporaryFolder();
    const env = { TARGET_URL: app.url, ...ALICE, ...BOB, DISPOSABLE: '1' };
    const { record, output } = await runSuite(temporary.folder, env, ['--grep', 'OUT-04']);
    const [check] = record.targets[0]?.checks ?? [];
    assert.equal(check?.verdict, expected, output);
    assert.match(JSON.stringify(check), words);
  });
}
