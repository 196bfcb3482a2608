import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { load } from 'cheerio';
import { NO_LIMITS } from '../../model/measured.ts';
import type { Discovery } from '../../model/discovery.ts';
import type { CheckRecord } from '../../model/record.ts';
import { checked, HOSTILE, recordOf, sentence } from '../format-test-kit.ts';
import { reportPage } from './page.ts';
import { exchange, largeRun } from './test-kit.ts';

const page = (...args: Parameters<typeof recordOf>) => reportPage(recordOf(...args), (code) => `checks/${code}.md`);

const failing: CheckRecord = checked('OUT-01', {
  verdict: 'fail',
  reason: 'it does not hold that the copy is dead',
  statements: [
    sentence('the live one speaks for alice', 'yes', { role: 'control', exchanges: [1] }),
    sentence('the copy is dead', 'no', { exchanges: [3], seen: '"GET /me" answered 200 as to alice' }),
  ],
  exchanges: [exchange(), exchange({ n: 2, method: 'POST', path: '/logout' }), exchange({ n: 3, by: 'holder' })],
});

test('a finding shows its story, its sentences, the exchanges, the command, the remedy and the clauses', () => {
  const $ = load(page([failing, checked('OUT-02')]));
  const body = $('#shop-OUT-01 .body');
  assert.match(body.text(), /Mallory copied the identifier yesterday/);
  assert.match(body.find('.truth-no').text(), /does not hold: .*the copy is dead.*200 as to alice/s);
  assert.equal(body.find('.truth-no a').attr('href'), '#shop-OUT-01-x-3');
  assert.equal($('#shop-OUT-01-x-3').length, 1);
  assert.equal(body.find('svg .against').length, 1);
  assert.match(body.find('.copyable pre').text(), /--request 'GET' "\$ORIGIN"'\/me'/);
  assert.match(body.find('.example').text(), /req\.session\.destroy/);
  assert.equal(body.find('.clauses a').attr('href'), 'https://asvs.example.org/7.4.1');
  assert.equal(body.find('a[href="checks/OUT-01.md"]').length, 1);
  assert.match($('.findings').text(), /OUT-01/);
  assert.doesNotMatch($('.findings').text(), /OUT-02/);
});

test('the page says what makes the run red besides its verdicts, and what it shows of each clause of the policy', () => {
  const record = recordOf([failing]);
  const [target] = record.targets;
  assert.ok(target !== undefined);
  const listed = {
    title: 'A session that has ended cannot be used',
    url: 'https://asvs.example.org/',
    checks: ['OUT-01'],
  };
  const clauses = [
    { ...listed, id: 'asvs-5.0/7.4.1', state: 'failed', reason: 'OUT-01' },
    { ...listed, id: 'asvs-5.0/7.1.3', state: 'untestable', checks: [], reason: 'A document' },
  ] as const;
  const drifted = { ...target, drift: [`the cookie ${HOSTILE}`], clauses };
  const $ = load(reportPage({ ...record, targets: [drifted] }, () => ''));
  assert.match($('header .troubles').text(), /drift of "shop": the cookie/);
  assert.equal($('header .troubles script').length, 0);
  const table = $('details.policy');
  assert.match($('.facts').text(), /clauses1 failed, 1 cannot be tested from outside/);
  assert.match(table.find('summary').text(), /Clauses of the policy, one by one \(2\)/);
  assert.equal(table.find('a[href="#shop-OUT-01"]').length, 1);
  assert.match(table.text(), /7\.1\.3.*cannot be tested from outside.*A document/s);
});

test('the first screen says what was measured, promised and allowed, and what would enable the rest', () => {
  const idleTimeout = { atLeastMs: 1_791_000, atMostMs: 1_809_000, aboutMs: 1_800_000, clock: 'wall' } as const;
  const record = recordOf([
    checked('EXP-01', { chapter: 'expiry' }),
    checked('BOOT-08', { verdict: 'not-tested', reason: 'to test it, start it in a container' }),
  ]);
  const [target] = record.targets;
  assert.ok(target !== undefined);
  const promised = { idleTimeoutMs: 1_800_000, lifetimeMs: null };
  const measured = { ...target, measured: { idleTimeout, lifetime: null }, limits: { ...NO_LIMITS, promised } };
  const $ = load(reportPage({ ...record, targets: [measured] }, () => '#'));
  assert.match($('.limits').text(), /idle\s*30 min \(± 9 s\)\s*30 min\s*no number/);
  assert.match($('.facts').text(), /^measuredidle 30 min \(± 9 s\), promised 30 minnot testedBOOT-08$/);
  assert.equal($('.facts').nextAll('.findings').length, 1, 'whatever is found stands below it');
  assert.match($('.reasons').text(), /BOOT-08\s*to test it, start it in a container/);
  assert.match($('svg[aria-label^="How long"]').text(), /promised 30 min/);
});

test('of a target that was known by its URL alone it says how it was got into, and what was left behind', () => {
  const record = recordOf([failing]);
  const [target] = record.targets;
  assert.ok(target !== undefined);
  const discovered: Discovery = {
    url: 'https://shop.test/',
    signIn: { kind: 'form', path: '/login' },
    whoAmI: { method: 'GET', path: '/me' },
    signOut: null,
    shape: [[{ carrier: 'cookie', name: HOSTILE }]],
    tokens: 'any',
    how: { signIn: [`opened ${HOSTILE}`], oracle: [], identifier: [], signOut: [] },
    cost: { requests: 20, signIns: 2, ms: 900 },
  };
  const leftOpen = [{ who: HOSTILE, by: 'OUT-01', why: 'it did not end' }];
  const closing = { signedOut: 2, leftOpen, requests: 4 };
  const $ = load(reportPage({ ...record, targets: [{ ...target, discovered, closing }] }, () => ''));
  assert.match($('.found').text(), /way ina form on \/login.*opened.*oracleGET \/me.*sign-outnone was found/s);
  assert.match(
    $('.summary .facts').text(),
    /left behind2 sessions .* signed out at the end.*left open: a session of /s,
  );
  assert.equal($('script').length, 1);
});

test('what a finding keeps from judging stands with it, and what nothing listed holds up stands by itself', () => {
  const blocked = (code: string, blockedBy: string) => checked(code, { verdict: 'inconclusive', blockedBy });
  const $ = load(
    page([failing, blocked('OUT-03', 'OUT-01'), blocked('OUT-04', 'OUT-03'), blocked('EXP-05', 'EXP-01')]),
  );
  const listed = $('.findings li')
    .toArray()
    .map((one) =>
      $(one)
        .find('a')
        .toArray()
        .map((a) => $(a).attr('href')),
    );
  assert.deepEqual(listed, [['#shop-OUT-01', '#shop-OUT-03', '#shop-OUT-04'], ['#shop-EXP-05']]);
  assert.equal($('.findings h3').text(), 'Findings (2, which keep 2 checks from judging)');
});

test('several targets stand beside each other, one alone does not', () => {
  const [shop, blog] = [recordOf([failing]), recordOf([checked('OUT-02')], { target: { name: 'blog' } })];
  const $ = load(reportPage({ ...shop, targets: [...blog.targets, ...shop.targets] }, () => '#'));
  const rows = $('.matrix tbody tr')
    .toArray()
    .map((row) => $(row).text().trim());
  assert.deepEqual(rows.slice(1), [
    'OUT-01 sign-out ends the session on the servernot run✗ fail',
    'OUT-02 sign-out ends the session on the server✓ passnot run',
  ]);
  assert.equal(load(page([failing]))('.matrix').length, 0);
});

test('nothing that a target wrote becomes an element, an attribute, an address or an unseen character', () => {
  const ELEMENTS = new Set(
    (
      'html head meta title link style body a header h1 p strong main section div span h2 h3 h4 h5 ol li table thead tr th ' +
      'tbody td dl dt dd form fieldset legend label input select option button details summary ul code pre b figure svg g ' +
      'text path rect figcaption footer script'
    ).split(' '),
  );
  const clean = load(page([failing, checked('BOOT-08', { verdict: 'not-tested' })]));
  const attributes = new Set(
    clean('*')
      .toArray()
      .flatMap((one) => Object.keys('attribs' in one ? one.attribs : {})),
  );
  const bad = HOSTILE;
  const text = load(
    page(
      [
        {
          ...failing,
          title: bad,
          reason: bad,
          story: bad,
          remedy: bad,
          file: bad,
          chapter: bad,
          verifies: [bad],
          clauses: [{ id: bad, title: bad, url: `javascript:${bad}` }],
          statements: failing.statements.map((one) => ({ ...one, text: bad, seen: bad })),
          exchanges: failing.exchanges.map((one) => ({
            ...one,
            by: bad,
            method: bad,
            path: bad,
            failure: bad,
            requestHeaders: { cookie: bad, location: bad, [bad]: bad },
            responseHeaders: [['set-cookie', bad] as const, ['location', bad] as const],
          })),
        },
        checked('BOOT-08', { verdict: 'not-tested', reason: bad }),
      ],
      { target: { name: bad, about: bad, origin: bad, diagnosis: bad }, policy: bad },
    ),
  );
  for (const one of text('*').toArray()) {
    assert.ok('name' in one && ELEMENTS.has(one.name), `<${'name' in one ? one.name : '?'}> was not expected`);
    const strange = Object.keys('attribs' in one ? one.attribs : {}).filter((name) => !attributes.has(name));
    assert.deepEqual(strange, []);
  }
  assert.equal(text('script').length, 1);
  const hrefs = text('a')
    .toArray()
    .map((one) => text(one).attr('href') ?? '');
  const trusted = /^(?:#|checks\/|https:\/\/(?:asvs|cwe)\.example\.org\/)/;
  assert.deepEqual(
    hrefs.filter((href) => !trusted.test(href)),
    [],
  );
  assert.ok(text.html().isWellFormed());
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(text.html(), /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200b]/);
});

test('a huge text is cut', () => {
  const huge = 'x'.repeat(3_000_000);
  const html = page([
    { ...failing, reason: huge, exchanges: [exchange({ path: huge, responseHeaders: [['location', huge]] })] },
  ]);
  assert.ok(html.length < 100_000, `${html.length} characters`);
});

test('only the script and the style that belong here may run, by their hashes', () => {
  const $ = load(page([failing]));
  const policy = $('meta[http-equiv]').attr('content') ?? '';
  for (const [directive, element] of [
    ['script-src', 'script'],
    ['style-src', 'style'],
  ] as const) {
    const hash = createHash('sha256').update($(element).text()).digest('base64');
    assert.ok(policy.includes(`${directive} 'sha256-${hash}'`), `${directive} in ${policy}`);
  }
  assert.match(policy, /^default-src 'none'/);
  assert.doesNotMatch($.html(), / style="| on[a-z]+="/);
});

test('100 checks with 2,000 exchanges are written within two seconds', () => {
  const record = largeRun(100, 20);
  const began = performance.now();
  const html = reportPage(record, () => '#');
  const ms = performance.now() - began;
  assert.ok(html.includes('OUT-99'));
  assert.ok(ms < 2_000, `${Math.round(ms)} ms`);
});
