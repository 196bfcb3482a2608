import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { Secret } from '../model/secret.ts';
import { findChromium } from './find-chromium.ts';
import { openLive, type LiveBrowser } from './pages.ts';

const chromium = await findChromium();

const serve = async (listener: RequestListener) => {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const button = '<form method="post" action="/leave"><button>Sign out</button></form>';
const pages: Record<string, string> = {
  '/direct': '<a href="/bye">Log out</a>',
  '/other-language': '<button>Abmelden</button>',
  '/by-where-it-leads': '<form method="post" action="/leave"><button aria-label="Door">⏏</button></form>',
  '/menu': `<details><summary>Account</summary>${button}</details>`,
  '/scripted-menu': `<button type="button" aria-expanded="false" onclick="menu.hidden = false">Me</button><div id="menu" hidden>${button}</div>`,
  '/nothing': '<p>Nothing to sign in or out of here</p>',
  '/hidden': `<div hidden>${button}</div>`,
  '/cut-off': `<div style="height: 0; overflow: hidden">${button}</div>`,
  '/far-away': `<div style="position: absolute; left: -9999px">${button}</div>`,
  '/wide-only': `<style>@media (max-width: 600px) { form { display: none } }</style>${button}`,
  '/form': '<form method="post" action="/typed"><input name="who"><input name="word" type="password"></form>',
  '/two': '<p>second</p>',
};

describe('a live browser', { skip: chromium === null && 'there is no Chromium', timeout: 60_000 }, () => {
  const asked: string[] = [];
  let typed = '';
  let strangersAsked = 0;
  let own: Awaited<ReturnType<typeof serve>>;
  let stranger: Awaited<ReturnType<typeof serve>>;
  let browser: LiveBrowser;

  before(async () => {
    stranger = await serve((_request, response) => {
      strangersAsked += 1;
      response.end();
    });
    own = await serve((request, response) => {
      const path = request.url ?? '';
      asked.push(`${path} ${request.headers.cookie ?? ''}`);
      request.on('data', (chunk: Buffer) => (typed += chunk.toString()));
      request.on('end', () => {
        const reaching = `<img src="/near.png"><img src="${stranger.origin}/far.png"><iframe src="${stranger.origin}"></iframe>`;
        const body = path === '/reaching' ? reaching : (pages[path] ?? 'alice');
        const kept = path === '/kept' ? 'max-age=600' : 'no-store';
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': kept });
        response.end(`<!doctype html><title>a page</title>${body}`);
      });
    });
    const input = { chromium: chromium?.path ?? '', origin: own.origin, dial: null, origins: [], ca: null };
    browser = await openLive(input);
  });
  after(async () => {
    await browser?.[Symbol.asyncDispose]();
    own?.close();
    stranger?.close();
  });

  test('reaches its own origin and nothing else', async () => {
    const tab = await browser.tab();
    assert.equal((await tab.goto('/reaching'))?.status, 200);
    assert.ok(asked.some((path) => path.startsWith('/near.png')));
    assert.equal(await tab.goto(`${stranger.origin}/`), null);
    assert.equal(strangersAsked, 0);
    await tab.close();
  });

  test('finds the way to sign out that a person would find', async () => {
    const tab = await browser.tab();
    const found: Record<string, string> = {};
    for (const path of Object.keys(pages).filter((one) => one !== '/form' && one !== '/two')) {
      await tab.resize(1280, 800);
      await tab.goto(path);
      const wide = await tab.signOutReach('/leave');
      await tab.resize(390, 844);
      found[path] = `${wide} ${await tab.signOutReach('/leave')}`;
    }
    assert.deepEqual(found, {
      '/direct': 'direct direct',
      '/other-language': 'direct direct',
      '/by-where-it-leads': 'direct direct',
      '/menu': 'menu direct',
      '/scripted-menu': 'menu direct',
      '/nothing': 'none none',
      '/hidden': 'none none',
      '/cut-off': 'none none',
      '/far-away': 'none none',
      '/wide-only': 'direct none',
    });
    await tab.close();
  });

  test('types, and sends what was typed', async () => {
    const tab = await browser.tab();
    await tab.goto('/form');
    assert.equal(await tab.type({ anchor: 'word', field: 'who' }, 'alice'), true);
    assert.equal(await tab.type({ anchor: 'word', field: 'word' }, new Secret('pass wörd&1')), true);
    assert.equal(await tab.type({ anchor: 'word', field: 'nobody' }, 'x'), false);
    await tab.submit('word');
    assert.deepEqual(
      [...new URLSearchParams(typed)],
      [
        ['who', 'alice'],
        ['word', 'pass wörd&1'],
      ],
    );
    assert.equal(tab.url.pathname, '/typed');
    await tab.close();
  });

  test('holds cookies that it is given, and tells which it would send', async () => {
    const line = {
      name: 'sid',
      value: new Secret('v1'),
      attributes: [
        ['Path', '/'],
        ['HttpOnly', null],
      ],
      deletes: false,
    } as const;
    await browser.hold([{ path: '/login', line }]);
    const tab = await browser.tab();
    await tab.goto('/two');
    assert.ok(asked.includes('/two sid=v1'));
    assert.deepEqual(
      (await browser.held('/')).map(({ name, value }) => [name, value.equals(line.value)]),
      [['sid', true]],
    );
    await tab.close();
  });

  test('steps back while cut off: what may be kept is there again, what may not is not', async () => {
    for (const [path, there] of [
      ['/kept', true],
      ['/gone', false],
    ] as const) {
      const tab = await browser.tab();
      await tab.goto(path);
      assert.equal((await tab.remembers('Alice'))?.text, true);
      await tab.goto('/two');
      await browser.offline(true);
      assert.equal(await tab.stepTo((await tab.entry()) - 1), true);
      assert.equal((await tab.remembers('alice'))?.text ?? false, there, path);
      await browser.offline(false);
      await tab.close();
    }
    assert.deepEqual(await browser.cacheControl(), { cutOff: true, restored: true });
  });
});
