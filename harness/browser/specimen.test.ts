import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { HarnessError } from '../errors.ts';
import { findChromium } from './find-chromium.ts';
import { type MomentObservation, type SpecimenBrowser, type SpecimenStep, openBrowser } from './specimen.ts';

const found = await findChromium();
const skip = found === null ? 'no Chromium was found; `npm run setup` says how to get one' : false;

const CANARY = 'canary-4711';
const ORIGIN = 'https://reference.test:41234';

const step = (moment: string, setCookie: string[], more: Partial<SpecimenStep> = {}): SpecimenStep => ({
  path: '/account/login?code=1',
  setCookie,
  clearSiteData: null,
  moment,
  ...more,
});

/** Where a cookie was seen, a letter a place: Kept, Same site, plain Http, scriptable, cross-site Post, Get, sibling (W). */
const letters = (moment: MomentObservation, name: string): string =>
  [
    moment.kept.includes(name) ? 'K' : '-',
    moment.sentSameSite.names.includes(name) ? 'S' : '-',
    moment.sentPlainHttp.names.includes(name) ? 'H' : '-',
    moment.readableByScript.names.includes(name) ? 'J' : '-',
    moment.sentCrossSitePost.names.includes(name) ? 'P' : '-',
    moment.sentCrossSiteGet.names.includes(name) ? 'G' : '-',
    moment.sentToSibling.names.includes(name) ? 'W' : '-',
  ].join('');

const controls = ({ kept: _, ...views }: MomentObservation): string =>
  Object.entries(views)
    .filter(([, seen]) => seen.control !== 'yes')
    .map(([view, seen]) => `${view}: ${seen.control}: ${seen.why}`)
    .join('\n');

const moment = (moments: Readonly<Record<string, MomentObservation>>, name: string): MomentObservation => {
  const found = moments[name];
  assert.ok(found, `no moment "${name}"`);
  assert.equal(controls(found), '');
  return found;
};

describe('the specimen in a real Chromium', { skip, timeout: 120_000 }, () => {
  let chromium: SpecimenBrowser;
  before(async () => {
    chromium = await openBrowser(found?.path ?? '');
  });
  after(() => chromium.close());

  const observe = async (steps: SpecimenStep[], origin = ORIGIN) =>
    (await chromium.observe({ origin, askPath: '/me?full=1', steps })).moments;

  test('attributes have the effect that browsers give them', async (t) => {
    const table: readonly (readonly [line: string, seen: string])[] = [
      ['best=1; Path=/; Secure; HttpOnly; SameSite=Strict', 'KS-----'],
      ['good=1; Path=/; Secure; HttpOnly; SameSite=Lax', 'KS---G-'],
      ['scriptable=1; Path=/; Secure; SameSite=Lax', 'KS-J-G-'],
      ['plain=1; Path=/; HttpOnly; SameSite=Lax', 'KSH--G-'],
      // Chromium lets a young cookie without SameSite travel on a cross-site POST (Lax+POST).
      ['silent=1; Path=/; Secure; HttpOnly', 'KS--PG-'],
      ['everywhere=1; Path=/; Secure; HttpOnly; SameSite=None', 'KS--PG-'],
      ['misspelt=1; Path=/; Secure; HttpOnly; SameSite=Laxx', 'KS--PG-'],
      ['last=1; Path=/; Secure; HttpOnly; SameSite=Lax; SameSite=Strict', 'KS-----'],
      ['none-without-secure=1; Path=/; SameSite=None', '-------'],
      ['wide=1; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=reference.test', 'KS---GW'],
      ['dotted=1; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=.reference.test', 'KS---GW'],
      ['suffix=1; Path=/; Secure; Domain=test', '-------'],
      ['foreign=1; Path=/; Secure; Domain=evil.test', '-------'],
      ['__Host-good=1; Path=/; Secure; HttpOnly; SameSite=Lax', 'KS---G-'],
      ['__Host-path=1; Path=/me; Secure', '-------'],
      ['__Host-no-path=1; Secure', '-------'],
      ['__Host-domain=1; Path=/; Secure; Domain=reference.test', '-------'],
      ['__Secure-bare=1; Path=/', '-------'],
      ['elsewhere=1; Secure; HttpOnly', 'K------'],
      ['expired=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', '-------'],
    ];
    const started = performance.now();
    const seen = moment(
      await observe([
        step(
          'signed-in',
          table.map(([line]) => line),
        ),
      ]),
      'signed-in',
    );
    t.diagnostic(
      `${chromium.version}: one observation of one moment took ${Math.round(performance.now() - started)} ms`,
    );
    const actual = table.map(([line]) => `${letters(seen, line.slice(0, line.indexOf('=')))} ${line}`);
    assert.deepEqual(
      actual,
      table.map(([line, expected]) => `${expected} ${line}`),
    );
  });

  test("a deletion works only where its path is the cookie's", async (t) => {
    const started = performance.now();
    const moments = await observe([
      step('visited', ['sid=anonymous; Path=/; Secure; HttpOnly', 'id=anonymous; Path=/; Secure']),
      step('signed-in', ['sid=alice; Path=/; Secure; HttpOnly', 'id=alice; Path=/; Secure', 'to=x; Path=/; Secure']),
      step('signed-out', ['sid=; Path=/app; Max-Age=0', 'id=; Path=/; Max-Age=0', 'to=y; Path=/; Secure']),
    ]);
    t.diagnostic(`one observation of three moments took ${Math.round(performance.now() - started)} ms`);
    assert.deepEqual(moment(moments, 'signed-in').sentSameSite.cookies, [
      { name: 'sid', empty: false, since: 'signed-in', newest: true },
      { name: 'id', empty: false, since: 'signed-in', newest: true },
      { name: 'to', empty: false, since: 'signed-in', newest: true },
    ]);
    assert.deepEqual(moment(moments, 'signed-out').sentSameSite.cookies, [
      { name: 'sid', empty: false, since: 'signed-in', newest: false },
      { name: 'to', empty: false, since: 'signed-out', newest: true },
    ]);
    assert.deepEqual(moment(moments, 'signed-out').kept, ['sid', 'to']);
  });

  test('Clear-Site-Data takes the cookies, and the controls come back', async () => {
    const moments = await observe([
      step('signed-in', ['sid=1; Path=/; Secure; HttpOnly', 'wide=1; Path=/; Domain=reference.test']),
      step('signed-out', [], { clearSiteData: '"cookies"' }),
    ]);
    assert.deepEqual(moment(moments, 'signed-in').kept, ['sid', 'wide']);
    assert.deepEqual(moment(moments, 'signed-out').kept, []);
    assert.deepEqual(moment(moments, 'signed-out').sentSameSite.names, []);
  });

  test("the site above a deeper host is the browser's own knowledge", async () => {
    const lines = ['site=1; Path=/; Domain=example.co.uk', 'own=1; Path=/; Domain=a.b.example.co.uk'];
    const seen = moment(await observe([step('m', lines)], 'https://a.b.example.co.uk'), 'm');
    assert.deepEqual(seen.sentToSibling.names, ['site']);
    assert.deepEqual(seen.sentSameSite.names, ['site', 'own']);
  });

  test('a loopback target is replayed under a stand-in, over https', async () => {
    const lines = ['sid=1; Path=/; Secure; HttpOnly', 'wide=1; Path=/; Domain=localhost'];
    const { origin, moments } = await chromium.observe({
      origin: 'http://localhost:3000',
      askPath: '/',
      steps: [step('m', lines)],
    });
    assert.equal(origin, 'https://target.test:3000');
    assert.equal(letters(moment(moments, 'm'), 'sid'), 'KS--PG-');
    assert.equal(letters(moment(moments, 'm'), 'wide'), 'KSHJPGW');
  });

  test('a plain-http target keeps no Secure cookie', async () => {
    const seen = moment(await observe([step('m', ['sid=1; Secure', 'id=1; Path=/'])], 'http://10.1.2.3:3000'), 'm');
    assert.deepEqual(seen.kept, ['id']);
    assert.equal(letters(seen, 'id'), 'KSHJPG-');
  });

  test('a host that is https only makes plain http unknown, not safe', async () => {
    const { m } = await observe([step('m', ['sid=1; Path=/'])], 'https://app.example.dev');
    assert.equal(m?.sentPlainHttp.control, 'unknown');
    assert.equal(m.sentSameSite.control, 'yes');
    await assert.rejects(observe([step('m', [])], 'http://app.example.dev'), HarnessError);
  });

  test('two cookies of one name are two, and observations may run side by side', async () => {
    const both = [step('m', ['sid=old; Path=/; Secure', 'sid=new; Path=/me; Secure'])];
    const none = [step('m', ['other=1; Path=/'])];
    const [one, two] = await Promise.all([observe(both), observe(none)]);
    const sent = moment(one, 'm').sentSameSite;
    assert.deepEqual(sent.names, ['sid']);
    assert.deepEqual(
      sent.cookies.map(({ newest }) => newest),
      [true, false],
    );
    assert.deepEqual(moment(two, 'm').kept, ['other']);
  });

  test('no value leaves, neither in what was seen nor in an error', async () => {
    const moments = await observe([step('m', [`sid=${CANARY}; Path=/`, `${CANARY}`])]);
    assert.deepEqual(moment(moments, 'm').kept, ['sid', '']);
    assert.ok(!JSON.stringify(moments).includes(CANARY));
    await assert.rejects(observe([step('m', [`sid=${CANARY}\n`])]), (error: unknown) => {
      assert.ok(error instanceof HarnessError && error.code === 'BROWSER');
      assert.ok(!`${error.stack}`.includes(CANARY));
      return true;
    });
  });

  test('steps that cannot be replayed are refused in words', async () => {
    await assert.rejects(observe([step('m', [], { path: 'login' })]), /"login"/);
    await assert.rejects(observe([], 'ftp://reference.test'), /ftp:\/\/reference\.test/);
    await assert.rejects(observe([step('a', []), step('b', []), step('a', [])]), /"a"/);
  });

  test('a program that is no Chromium is named', { timeout: 60_000 }, async () => {
    await assert.rejects(openBrowser(process.execPath), (error: unknown) => {
      assert.ok(error instanceof HarnessError && error.code === 'BROWSER');
      assert.ok(error.message.includes(process.execPath));
      return true;
    });
  });
});
