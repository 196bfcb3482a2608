import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { findChromium } from '../harness/browser/find-chromium.ts';
import { Masker } from '../harness/model/masking.ts';
import { findWayIn, WayInError } from '../harness/signin/find-way-in.ts';
import { temporaryFolder } from './kit.ts';
import { ACCOUNT, startWayInApp, type Shape } from './way-in-app.ts';
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
      const started = performance.now();
      const { recording, browserRequests } = await findWayIn(input(app.url, null));
      console.log(name, Math.round(performance.now() - started), browserRequests, recording.found, recording.requests.map((r) => `${r.at} ${r.method} ${r.url.pathname} ${r.status}`));
      assert.equal(app.seen.filter((one) => one === 'POST /login').length, shape.basic ? 0 : 1, app.seen.join());
    });
  }
});

describe('what stands in the way', { skip: chromium === null && 'there is no Chromium', concurrency: 2, timeout: 180_000 }, () => {
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
});
