import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findChromium } from '../harness/browser/find-chromium.ts';
import { Network } from '../harness/http/network.ts';
import { Transcript } from '../harness/http/transcript.ts';
import { browserWay } from '../harness/lab/browser-way.ts';
import { inBrowserOf } from '../harness/lab/sign-in-browser.ts';
import { runPreflight } from '../harness/lab/preflight.ts';
import type { Preflight } from '../harness/lab/protocol.ts';
import { Masker } from '../harness/model/masking.ts';
import type { TargetDefinition } from '../harness/model/target.ts';
import { PEOPLE, startDiscoveryApp, type Made } from './discovery-app.ts';

// From a URL and two accounts, with a real browser: the way in, what tells who is signed in, what carries the session,
// and the way out, each judged by effect.

const chromium = (await findChromium())?.path ?? null;

const discover = async (url: string, more: Partial<TargetDefinition> = {}): Promise<Preflight> => {
  const { origin } = new URL(url);
  const masker = new Masker('k');
  const transcript = new Transcript(masker);
  const live = { chromium: chromium ?? '', origin, dial: null, origins: [], ca: null };
  const inBrowser = inBrowserOf(live, masker, () => undefined);
  await using network = new Network({ origin, dial: null, ca: null, inBrowser }, transcript);
  const definition: TargetDefinition = { name: 'shop', url, people: { alice: PEOPLE.alice }, ...more };
  const browser = browserWay({ live, masker, picture: null });
  return (await runPreflight(definition, PEOPLE, network, transcript, browser)).preflight;
};

/** What a person would write down of it. */
const told = ({ signIn, oracle, shape, tokens, signOut }: Preflight) => ({
  signIn: signIn?.kind,
  oracle: oracle === null ? null : `${oracle.method} ${oracle.path}`,
  shape: shape.map((set) =>
    set.map(({ carrier, name, prefix = '' }) => `${carrier} ${name} ${prefix}`.trim()).join(' + '),
  ),
  from: typeof tokens === 'string' ? tokens : tokens.map(({ from }) => `${from.kind} ${from.name}`),
  signOut: signOut === null ? null : JSON.stringify(signOut).replaceAll(/["{}[\]]/g, ''),
});

const cases: Readonly<Record<string, { readonly made: Made; readonly finds: ReturnType<typeof told> }>> = {
  'pages by the server below a path, in German, full of noise, two cookies of five, a hidden token, a menu': {
    made: {
      base: '/app',
      pages: 'server',
      carrier: 'two cookies',
      token: 'hidden',
      signOut: 'menu',
      noise: true,
      words: 'de',
    },
    finds: {
      signIn: 'form',
      oracle: 'GET /app/home',
      shape: ['cookie a + cookie b'],
      from: [],
      signOut: 'kind:request,method:POST,path:/app/logout,page:/app/home',
    },
  },
  'one page for everybody, a bearer token in the storage, noise': {
    made: { pages: 'script', carrier: 'bearer', signOut: 'script', noise: true },
    finds: {
      signIn: 'json',
      oracle: 'GET /api/me',
      shape: ['bearer session.key'],
      from: ['json session.key'],
      signOut: 'kind:request,method:POST,path:/logout',
    },
  },
  'a token that comes and goes in a header of its own': {
    made: { pages: 'script', carrier: 'x-session-key', signOut: 'script' },
    finds: {
      signIn: 'json',
      oracle: 'GET /api/me',
      shape: ['header x-session-key'],
      from: ['header x-session-key'],
      signOut: 'kind:request,method:POST,path:/logout',
    },
  },
  'another scheme than Bearer, and a sign-out that only forgets': {
    made: { pages: 'script', carrier: 'scheme', signOut: 'forgets' },
    finds: {
      signIn: 'json',
      oracle: 'GET /api/me',
      shape: ['header authorization Token'],
      from: ['json session.key'],
      signOut: 'kind:forget,parts:carrier:header,name:authorization,prefix:Token ',
    },
  },
  'scripts that send a cookie back in a header': {
    made: { pages: 'script', carrier: 'cookie', token: 'cookie', signOut: 'script' },
    finds: {
      signIn: 'steps',
      oracle: 'GET /api/me',
      shape: ['cookie sid'],
      from: ['cookie XSRF-TOKEN'],
      signOut: 'kind:request,method:POST,path:/logout',
    },
  },
  'scripts that send what the page says in a meta element, and no way to sign out': {
    made: { pages: 'script', carrier: 'cookie', token: 'meta', signOut: 'none' },
    finds: { signIn: 'steps', oracle: 'GET /api/me', shape: ['cookie sid'], from: [], signOut: null },
  },
};

const skip = chromium === null && 'there is no Chromium';
describe('discovery', { skip, concurrency: 2, timeout: 180_000 }, () => {
  for (const [name, { made, finds }] of Object.entries(cases)) {
    test(name, async () => {
      await using app = await startDiscoveryApp(made);
      const found = await discover(app.url);
      assert.equal(found.diagnosis, null);
      assert.deepEqual(told(found), finds, JSON.stringify(found.discovered));
      assert.ok(
        (found.oracle?.aliceWords.length ?? 0) > 0 && (found.oracle?.bobWords.length ?? 0) > 0,
        'tells people apart',
      );
      const { requests, signIns, ms } = found.discovered.cost;
      assert.ok(requests >= app.seen.length, `${requests} of ${app.seen.length} requests are counted`);
      assert.ok(requests < 60 && signIns === 2, `${requests} requests, ${signIns} sign-ins`);
      assert.ok(ms < 15_000, `${ms} ms`);
      assert.ok(!JSON.stringify(found).includes(PEOPLE.alice.password));
    });
  }

  test('two discoveries of one target find the same, and what is declared is not looked for', async () => {
    await using app = await startDiscoveryApp({ pages: 'server', carrier: 'cookie', signOut: 'form', noise: true });
    const [one, two] = [await discover(app.url), await discover(app.url)];
    for (const found of [one, two]) assert.equal(found.diagnosis, null);
    const { discovered: first, issued: _one, ...a } = one;
    const { discovered: second, issued: _two, ...b } = two;
    assert.deepEqual(a, b);
    assert.deepEqual({ ...first, cost: null }, { ...second, cost: null });
    const declared = await discover(app.url, {
      whoAmI: { kind: 'request', method: 'GET', path: '/home' },
      signOut: { kind: 'request', method: 'POST', path: '/logout' },
    });
    assert.deepEqual([declared.signOut, declared.discovered.oracle, declared.discovered.signOut], [null, [], []]);
    assert.deepEqual(declared.shape, one.shape);
  });

  const body = { who: '{username}', word: '{password}' };
  const declaredWays: Readonly<Record<string, TargetDefinition['signIn']>> = {
    'by JSON': { kind: 'json', path: '/login', body },
    'as a function': {
      kind: 'custom',
      run: async (client, { username, password }) => {
        await client.post('/login', { json: { who: username, word: password } });
      },
    },
  };
  for (const [name, signIn] of Object.entries(declaredWays)) {
    test(`a sign-in that is declared ${name} is left to it, and a browser finds the rest`, async () => {
      await using app = await startDiscoveryApp({ pages: 'script', carrier: 'cookie', signOut: 'script' });
      assert.ok(signIn !== undefined);
      const found = await discover(app.url, { signIn });
      assert.equal(found.diagnosis, null);
      const { oracle, shape, signOut } = told(found);
      assert.deepEqual(
        { oracle, shape, signOut },
        { oracle: 'GET /api/me', shape: ['cookie sid'], signOut: 'kind:request,method:POST,path:/logout' },
      );
      assert.deepEqual([found.signIn, found.discovered.signIn], [null, []]);
      const { requests, signIns } = found.discovered.cost;
      assert.ok(requests < 60 && signIns <= 4, `${requests} requests, ${signIns} sign-ins`);
    });
  }

  test('identifiers that serve once are said to be so, and not taken for a lost sign-in', async () => {
    await using app = await startDiscoveryApp({ pages: 'server', carrier: 'cookie', signOut: 'form', rotates: true });
    const { diagnosis } = await discover(app.url);
    assert.match(diagnosis ?? '', /replaces the identifier at every request: "GET \/home" knew/);
  });
});
