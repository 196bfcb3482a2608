import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { Secret } from '../model/secret.ts';
import { findChromium } from './find-chromium.ts';
import { asCookie, openLive, type LiveBrowser } from './pages.ts';

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
  '/others':
    '<button>Sign out of all devices</button><form action="/leave"><button>Sign out everywhere</button></form>',
  '/both': `<button onclick="document.title = 'wrong'">Log out</button><form action="/bye"><button formmethod="get">Log out</button></form>`,
  '/no-menu': `<div aria-expanded="false" onclick="menu.hidden = false">Me</div><div id="menu" hidden>${button}</div>`,
  '/form': '<form method="post" action="/typed"><input name="who"><input name="word" type="password"></form>',
  '/blocked': '<p>alice</p><script>setTimeout(() => { for (;;); }, 0)</script>',
  '/asks': `<button onclick="document.title = String(confirm('Sure?'))">Sign out</button>`,
  '/asks-at-once': `<script>document.title = String(confirm('Delete it?'))</script>`,
  '/question': `<button onclick="d.showModal()">Sign out</button><dialog id="d">Do you want to sign out?
    <button onclick="d.close()">Stay</button><button onclick="document.title = 'gone'">Yes</button></dialog>`,
  '/riddle': `<button onclick="d.showModal()">Sign out</button><dialog id="d">Sure? <button>Absolutely</button></dialog>`,
  '/state-name': `<script>history.replaceState({ user: [{ name: 'alice' }] }, '')</script>`,
  '/state-address': `<script>history.replaceState({ back: '/users/alice', id: 'malice' }, '')</script>`,
  '/webrtc': '<script>document.title = typeof RTCPeerConnection</script>',
  '/two': '<p>second</p>',
};

describe('a live browser', { skip: chromium === null && 'there is no Chromium', timeout: 120_000 }, () => {
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
        if (path === '/endless') {
          response.writeHead(200, { 'content-type': 'text/html' });
          return void response.write('<!doctype html><p>alice</p>');
        }
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

  test('tells what pages ask of others, and with which Referer', async () => {
    const tab = await browser.tab();
    await tab.goto('/reaching');
    const told = browser.elsewhere.map(({ url, referrer }) => `${url} ${referrer}`);
    assert.ok(told.includes(`${stranger.origin}/far.png ${own.origin}/`), told.join('\n'));
    assert.ok(!told.some((line) => line.startsWith(own.origin)));
    await tab.close();
    const many = browser.elsewhere.length;
    assert.equal(await browser.referrerControl(), true);
    assert.equal(browser.elsewhere.length, many, 'the control is no request of a page');
  });

  test('finds the way to sign out that a person would find', async () => {
    const tab = await browser.tab();
    const found: Record<string, string> = {};
    for (const path of Object.keys(pages).slice(0, Object.keys(pages).indexOf('/form'))) {
      await tab.resize(1280, 800);
      await tab.goto(path);
      const wide = await tab.signOutReach('/leave');
      await tab.resize(390, 844);
      found[path] = `${wide.reach} ${(await tab.signOutReach('/leave')).reach}`;
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
      '/others': 'none none',
      '/both': 'direct direct',
      '/no-menu': 'none none',
    });
    await tab.close();
  });

  test('presses what leads where signing out is known to lead, before what is merely called so', async () => {
    const tab = await browser.tab();
    await tab.goto('/both');
    assert.deepEqual(await tab.signOutReach('/bye'), { reach: 'direct', known: true });
    assert.equal(await tab.useSignOut('/bye'), 'pressed');
    assert.equal(tab.url.pathname, '/bye');
    await tab.close();
  });

  test('agrees to a dialog while it signs out, and to no other', async () => {
    const tab = await browser.tab();
    await tab.goto('/asks-at-once');
    assert.equal((await tab.remembers('false'))?.title, true);
    await tab.goto('/asks');
    assert.equal(await tab.useSignOut(null), 'pressed');
    assert.equal((await tab.remembers('true'))?.title, true);
    await tab.close();
  });

  test('says yes in a dialog that asks about signing out, and tells one that it cannot answer', async () => {
    const tab = await browser.tab();
    await tab.goto('/question');
    assert.equal(await tab.useSignOut(null), 'pressed');
    assert.equal(await tab.confirmSignOut(null), 'pressed');
    assert.equal((await tab.remembers('gone'))?.title, true);
    await tab.goto('/riddle');
    assert.equal(await tab.useSignOut(null), 'pressed');
    assert.equal(await tab.confirmSignOut(null), 'unanswered');
    await tab.close();
  });

  test('a page whose script never ends costs its own limit, and another tab goes on', async () => {
    const tab = await browser.tab();
    await tab.goto('/blocked');
    assert.equal(await tab.remembers('alice'), null);
    const other = await browser.tab();
    await tab.close();
    await other.goto('/gone');
    assert.equal((await other.remembers('alice'))?.text, true);
    await other.close();
  });

  test('a page whose load never ends is there all the same', async () => {
    const tab = await browser.tab();
    const opened = await tab.goto('/endless');
    assert.deepEqual([opened?.status, opened?.source], [200, null]);
    assert.equal((await tab.remembers('alice'))?.text, true);
    await tab.close();
  });

  test('in history.state a name is one that stands there as a word, and no address', async () => {
    const tab = await browser.tab();
    await tab.goto('/state-name');
    assert.equal((await tab.remembers('alice'))?.state, true);
    await tab.goto('/state-address');
    assert.equal((await tab.remembers('alice'))?.state, false);
    await tab.close();
  });

  test('has no WebRTC, which would go round the resolver', async () => {
    const tab = await browser.tab();
    await tab.goto('/webrtc');
    assert.equal((await tab.remembers('undefined'))?.title, true);
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
      assert.equal((await tab.stepTo((await tab.entry()) - 1))?.pathname, path);
      assert.equal((await tab.remembers('alice'))?.text ?? false, there, path);
      await browser.offline(false);
      await tab.close();
    }
    assert.deepEqual(await browser.cacheControl(), { cutOff: true, restored: true });
  });
});

test('a cookie with a domain is of what is below it too, and an empty attribute is none', () => {
  const given = (...attributes: [string, string | null][]) => {
    const line = { name: 'sid', value: new Secret('v1'), attributes, deletes: false };
    const { domain, path } = asCookie({ path: '/app/login', line }, new URL('https://www.example.org/'));
    return [domain, path];
  };
  assert.deepEqual(given(['Domain', 'example.org'], ['Path', '/']), ['.example.org', '/']);
  assert.deepEqual(given(['Domain', '.example.org']), ['.example.org', '/app']);
  assert.deepEqual(given(['Domain', ''], ['Path', '']), ['www.example.org', '/app']);
  assert.deepEqual(given(), ['www.example.org', '/app']);
});
