import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { text } from 'node:stream/consumers';
import type { Forgery } from '../model/forgery.ts';
import { findChromium } from './find-chromium.ts';
import { openLive, type LiveBrowser } from './pages.ts';

const chromium = await findChromium();

interface Got {
  readonly method: string;
  readonly path: string;
  readonly site: string;
  readonly type: string;
  readonly body: string;
}

const form = (path: string): Forgery => ({
  via: 'form',
  path,
  type: 'application/x-www-form-urlencoded',
  fields: [['note', 'a "quoted" <b> & more']],
});
const script = (path: string): Forgery => ({
  via: 'script',
  path,
  method: 'POST',
  headers: {},
  json: '{"note":"x"}',
});

describe('a page of somebody else’s', { skip: chromium === null && 'there is no Chromium', timeout: 60_000 }, () => {
  let got: Got[] = [];
  let browser: LiveBrowser;
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request;
    const site = headers['sec-fetch-site'] ?? '';
    // One path lets others ask for it, by scripts too.
    const allowed = {
      'access-control-allow-origin': headers.origin ?? '*',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'content-type',
    };
    const note = async (): Promise<void> => {
      got.push({ method, path, site, type: headers['content-type'] ?? '', body: await text(request) });
      response.writeHead(path === '/lost' ? 500 : 200, path === '/open' ? allowed : {}).end();
    };
    note().catch(() => response.destroy());
  });

  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await openLive({ chromium: chromium?.path ?? '', origin, dial: null, origins: [], ca: null });
    await browser.holdControls();
  });
  beforeEach(() => (got = []));
  after(async () => {
    await browser[Symbol.asyncDispose]();
    server.closeAllConnections();
    server.close();
  });

  test('a form of another site is sent, without what is bound to the site', async () => {
    const seen = await browser.forge(form('/notes'), 'other-site');
    assert.deepEqual(seen, { asked: true, status: 200, cookies: [], free: true, bound: false });
    const [post] = got;
    assert.deepEqual([post?.method, post?.site], ['POST', 'cross-site']);
    assert.equal(new URLSearchParams(post?.body).get('note'), 'a "quoted" <b> & more');
  });

  test('one of a sister origin is of the same site to a browser, and brings everything', async () => {
    const seen = await browser.forge(form('/notes'), 'sibling');
    assert.deepEqual([seen.free, seen.bound], [true, true]);
    assert.equal(got[0]?.site, 'same-site');
  });

  test('a link holds everything in its address', async () => {
    const seen = await browser.forge({ via: 'link', path: '/notes?list=7', fields: [['note', 'a b']] }, 'other-site');
    assert.equal(seen.asked, true);
    assert.equal(got[0]?.path, '/notes?list=7&note=a+b');
  });

  test('JSON of a script reaches the target only where that lets others ask', async () => {
    const refused = await browser.forge(script('/closed'), 'other-site');
    assert.deepEqual([refused.asked, refused.status, refused.cookies], [true, null, null]);
    assert.deepEqual(
      got.map(({ method }) => method),
      ['OPTIONS'],
    );
    got = [];
    const taken = await browser.forge(script('/open'), 'other-site');
    assert.deepEqual([taken.asked, taken.status], [true, 200]);
    assert.deepEqual(
      got.map(({ method }) => method),
      ['OPTIONS', 'POST'],
    );
    assert.equal(got[1]?.body, '{"note":"x"}');
  });

  test('what fails is answered, and told as it was', async () => {
    const seen = await browser.forge(form('/lost'), 'other-site');
    assert.deepEqual([seen.asked, seen.status], [true, 500]);
  });
});
