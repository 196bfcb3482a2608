import assert from 'node:assert/strict';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { findChromium } from '../harness/browser/find-chromium.ts';
import { PEOPLE } from './discovery-app.ts';
import { filesBelow, runSuite, temporaryFolder, type Ran } from './kit.ts';
import { startTwoOrigins } from './two-origins-app.ts';

// A single page at app.example and its interface at api.example: what tells who is signed in, what signs in and what
// signs out are all on the other origin, which is named.

const ACCOUNTS = {
  TARGET_USERNAME: PEOPLE.alice.username,
  TARGET_PASSWORD: PEOPLE.alice.password,
  TARGET_USERNAME_2: PEOPLE.bob.username,
  TARGET_PASSWORD_2: PEOPLE.bob.password,
};
const verdictsOf = ({ record }: Ran) =>
  Object.fromEntries((record.targets[0]?.checks ?? []).map(({ code, verdict }) => [code, verdict]));

const skip = (await findChromium()) === null && 'there is no Chromium';
describe('an interface on another origin', { skip, timeout: 180_000, concurrency: true }, () => {
  for (const carrier of ['cookie', 'bearer'] as const) {
    test(`a ${carrier}: found, judged, signed out, and saved to be used again`, async () => {
      await using app = await startTwoOrigins(carrier);
      await using temporary = await temporaryFolder();
      const env = { ...ACCOUNTS, TARGET_ORIGINS: app.api, BROWSER: '' };
      const grep = ['--grep', 'CACHE-03|FIX-07|OUT-01|OUT-05'];
      const ran = await runSuite(temporary.folder, { ...env, TARGET_URL: app.url }, grep);
      const all = { 'CACHE-03': 'pass', 'FIX-07': 'pass', 'OUT-01': 'pass', 'OUT-05': 'pass' };
      assert.deepEqual(verdictsOf(ran), all, ran.output);
      assert.equal(app.sessions.size, 0, 'nobody is left signed in');

      const results = path.join(temporary.folder, 'results');
      const kept = path.join(temporary.folder, 'kept.target.ts');
      await copyFile(path.join(results, '127.0.0.1.target.ts'), kept);
      const definition = await readFile(kept, 'utf8');
      assert.ok(definition.includes(`whoAmI: get('${app.api}/me')`), definition);
      assert.match(definition, /path: 'http[^']*\/session'/);
      for (const { file, content } of await filesBelow(results))
        for (const value of [PEOPLE.alice.password, PEOPLE.bob.password, ...app.issued])
          assert.ok(!content.includes(value), `a secret in ${file}`);

      // What is used again is the same for both.
      if (carrier === 'bearer') return;
      const again = await runSuite(temporary.folder, { ...env, TARGET: kept }, grep);
      assert.deepEqual(verdictsOf(again), all, again.output);
      assert.equal(again.record.targets[0]?.discovered, null);
      assert.equal(app.sessions.size, 0);
    });
  }
});
