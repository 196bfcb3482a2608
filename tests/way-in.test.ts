import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { findChromium } from '../harness/browser/find-chromium.ts';
import { openLive } from '../harness/browser/pages.ts';
import { HttpClient } from '../harness/http/http-client.ts';
import { Network } from '../harness/http/network.ts';
import { Transcript } from '../harness/http/transcript.ts';
import { inBrowserOf } from '../harness/lab/sign-in-browser.ts';
import { Identifier, type Part } from '../harness/model/identifier.ts';
import { Masker } from '../harness/model/masking.ts';
import { Secret } from '../harness/model/secret.ts';
import { findWayIn, WayInError } from '../harness/signin/find-way-in.ts';
import { recipeOf } from '../harness/signin/recipe/recipe-of.ts';
import { signIn } from '../harness/signin/sign-in.ts';
import { runSuite, temporaryFolder } from './kit.ts';
import { ACCOUNT, startWayInApp } from './way-in-app.ts';
import { OPEN, PLAIN, SHUT } from './way-in-shapes.ts';

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
      assert.doesNotMatch(app.seen.join(), /logout|register|news|delete/);
      const recipe = recipeOf(recording, ACCOUNT);
      assert.deepEqual(recipe, shape.recipe);
      // It opens another session for a client that holds a cookie already.
      const transcript = new Transcript(new Masker('k'));
      const { live } = input(app.url, null);
      const inBrowser = inBrowserOf(live, transcript.masker, () => undefined);
      await using network = new Network({ origin: app.url, dial: null, ca: null, inBrowser }, transcript);
      const client = new HttpClient(network);
      const planted: Part = { carrier: 'cookie', name: 'planted', value: new Secret('by mallory') };
      client.plant(new Identifier([planted], [], (value) => value, []));
      const taken = await signIn(client, recipe, ACCOUNT);
      assert.ok((taken.answer?.status ?? 500) < 400, `status ${taken.answer?.status}`);
      if (shape.basic) return;
      assert.equal(app.sessions.size, 2);
      assert.ok(taken.heldBefore?.some(({ name: own, value }) => own === 'planted' && value.equals(planted.value)));
      const me = await client.get('/me');
      assert.match(me.body, /alice@example\.org/);
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

test(
  'a picture shows nothing that was typed or issued',
  { skip: chromium === null && 'there is no Chromium', timeout: 60_000 },
  async () => {
    const text = `<p>${ACCOUNT.password} of TOKEN, nothing else</p>`;
    await using app = await startWayInApp({ pages: { '/': PLAIN + text }, cookie: 'visitor=TOKEN; Path=/' });
    await using temporary = await temporaryFolder();
    await using browser = await openLive(input(app.url, null).live);
    const tab = await browser.entryTab();
    await tab.goto('/');
    const password = new Secret(ACCOUNT.password);
    for (const { ref } of (await tab.look()).fields) assert.ok(await tab.type(ref, password));
    const typed = await tab.look();
    assert.deepEqual([typed.fields.map(({ filled }) => filled), typed.text.includes('█')], [[true, true], false]);
    const file = path.join(temporary.folder, 'page.png');
    assert.equal(await tab.picture(file, [password]), file);
    // The page that was pictured is the one that is left.
    const { fields, text: left } = await tab.look();
    assert.deepEqual(
      fields.map(({ filled }) => filled),
      [false, false],
    );
    assert.match(left, /█ of █, nothing else/);
  },
);

test(
  'an app in which only a browser can sign in is judged, each sign-in by a browser',
  { skip: chromium === null && 'there is no Chromium', timeout: 180_000 },
  async () => {
    const shape = OPEN['fields in a shadow root, and a password that a script digests'];
    assert.ok(shape !== undefined);
    await using app = await startWayInApp(shape);
    await using temporary = await temporaryFolder();
    const env = {
      TARGET_URL: app.url,
      TARGET_USERNAME: ACCOUNT.username,
      TARGET_PASSWORD: ACCOUNT.password,
      BROWSER: '',
    };
    const { record, output } = await runSuite(temporary.folder, env, ['--grep', 'FIX-01|FIX-02|FIX-07|OUT-01']);
    const seen = record.targets[0]?.checks.map(({ code, verdict }) => `${code} ${verdict}`);
    // Nothing is issued before sign-in; what was planted is in the browser when it signs in.
    assert.deepEqual(seen, ['FIX-01 not-applicable', 'FIX-02 pass', 'FIX-07 pass', 'OUT-01 pass'], output);
    assert.ok(!output.includes(ACCOUNT.password));
    assert.match(record.targets[0]?.used.browser ?? '', /^Chromium \d/, 'no check opened one by itself');
  },
);
