import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { findChromium } from '../harness/browser/find-chromium.ts';
import { HttpClient } from '../harness/http/http-client.ts';
import { Network } from '../harness/http/network.ts';
import { Transcript } from '../harness/http/transcript.ts';
import { Masker } from '../harness/model/masking.ts';
import { findWayIn, WayInError } from '../harness/signin/find-way-in.ts';
import { recipeOf } from '../harness/signin/recipe/recipe-of.ts';
import { signIn } from '../harness/signin/sign-in.ts';
import { temporaryFolder } from './kit.ts';
import { ACCOUNT, startWayInApp } from './way-in-app.ts';
import { OPEN, SHUT } from './way-in-shapes.ts';

// People sign in in many ways. Each is found by a real browser, from the URL and one account.

const chromium = (await findChromium())?.path ?? null;

const input = (url: string, picture: string | null, account = ACCOUNT) => ({
  live: { chromium: chromium ?? '', origin: url, dial: null, origins: [], ca: null },
  start: '/',
  account,
  masker: new Masker('k'),
  picture,
});

describe('a way in', { skip: chromium === null && 'there is no Chromium', concurrency: 2, timeout: 180_000 }, () => {
  for (const [name, shape] of Object.entries(OPEN)) {
    test(name, async () => {
      await using app = await startWayInApp(shape);
      const { recording } = await findWayIn(input(app.url, null));
      const posts = () => app.seen.filter((one) => one === 'POST /login').length;
      assert.equal(posts(), shape.basic ? 0 : 1, app.seen.join());
      const recipe = recipeOf(recording, ACCOUNT);
      assert.deepEqual(recipe, shape.recipe);
      if (recipe.kind === 'browser') return;
      // Over plain HTTP it opens another session.
      const transcript = new Transcript(new Masker('k'));
      await using network = new Network({ origin: app.url, dial: null, ca: null }, transcript);
      const taken = await signIn(new HttpClient(network), recipe, ACCOUNT);
      assert.ok((taken.answer?.status ?? 500) < 400, `status ${taken.answer?.status}`);
      if (!shape.basic) assert.equal(app.sessions.size, 2);
    });
  }
});

describe(
  'what stands in the way',
  { skip: chromium === null && 'there is no Chromium', concurrency: 2, timeout: 180_000 },
  () => {
    for (const [name, shape] of Object.entries(SHUT)) {
      test(name, async () => {
        await using app = await startWayInApp(shape);
        await using temporary = await temporaryFolder();
        const picture = path.join(temporary.folder, 'results', 'way-in.png');
        const account = shape.wrong ? { ...ACCOUNT, password: 'wrong-password-9' } : ACCOUNT;
        const error = await findWayIn(input(app.url, picture, account)).then(
          ({ recording }) => assert.fail(`signed in: ${recording.found.join('; ')}`),
          (thrown: unknown) => thrown,
        );
        assert.ok(error instanceof WayInError, String(error));
        assert.equal(error.obstacle, shape.obstacle, error.message);
        assert.match(error.message, shape.says);
        assert.deepEqual(await readdir(path.dirname(picture)), ['way-in.png']);
      });
    }
  },
);
