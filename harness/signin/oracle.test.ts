import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exchange } from '../model/exchange.ts';
import { alike, calibrate, isNamedIn, sampleOf, sight, type Oracle } from './oracle.ts';

const names = { alice: 'alice@shop.test', bob: 'bob@shop.test' };
const request = { method: 'GET', path: '/me' };
const answer = (status: number, body = '', location?: string): Exchange => ({
  n: 1,
  by: null,
  method: 'GET',
  url: new URL('https://shop.test/me'),
  status,
  failure: status === 0 ? 'no answer within 10 s' : null,
  ms: 1,
  requestHeaders: [],
  responseHeaders: location === undefined ? [] : [['location', location]],
  cookies: [],
  body,
});
const learn = (anonymous: Exchange[], alice: Exchange[], bob: Exchange[] = []): Oracle | null => {
  const read = (exchange: Exchange) => sampleOf(exchange, names);
  return calibrate(request, { anonymous: anonymous.map(read), alice: alice.map(read), bob: bob.map(read) });
};
const subject = (exchange: Exchange, oracle: Oracle | null) => {
  assert.ok(oracle !== null, 'not calibrated');
  return sight(exchange, oracle, names, null).subject;
};
let nonce = 0;
const page = (words: string) => `<html><p>${words}</p><input value="n${(nonce += 7919)}x"></html>`;

const targets: Readonly<Record<string, [anonymous: () => Exchange, alice: () => Exchange, bob: () => Exchange]>> = {
  'a redirect to the sign-in page': [
    () => answer(302, 'Found. Redirecting', '/login?next=%2Fme'),
    () => answer(200, page('Welcome alice@shop.test sign out')),
    () => answer(200, page('Welcome bob@shop.test sign out')),
  ],
  'a 401 in JSON': [
    () => answer(401, '{"error":"who are you"}'),
    () => answer(200, '{"user":"alice@shop.test"}'),
    () => answer(200, '{"user":"bob@shop.test"}'),
  ],
  'a sign-in form served with 200': [
    () => answer(200, page('Please sign in with your password')),
    () => answer(200, page('Orders of alice@shop.test leave')),
    () => answer(200, page('Orders of bob@shop.test leave')),
  ],
  'an empty JSON with 200': [
    () => answer(200, '{}'),
    () => answer(200, '{"name":"alice@shop.test","cart":3}'),
    () => answer(200, '{"name":"bob@shop.test","cart":3}'),
  ],
};

for (const [name, [anonymous, alice, bob]] of Object.entries(targets)) {
  test(`understands ${name}`, () => {
    const oracle = learn([anonymous(), anonymous(), anonymous()], [alice(), alice(), alice()], [bob(), bob()]);
    assert.equal(subject(anonymous(), oracle), 'anonymous');
    assert.equal(subject(alice(), oracle), 'alice');
    assert.equal(subject(bob(), oracle), 'bob');
  });
  test(`with one account ${name} tells somebody from nobody`, () => {
    const oracle = learn([anonymous(), anonymous(), anonymous()], [alice(), alice(), alice()]);
    assert.equal(subject(anonymous(), oracle), 'anonymous');
    assert.equal(subject(alice(), oracle), 'somebody');
  });
}

test('an error, a 429, a 5xx and a timeout prove nothing', () => {
  const [anonymous, alice, bob] = targets['a 401 in JSON'] ?? assert.fail();
  const oracle = learn([anonymous(), anonymous()], [alice(), alice()], [bob()]);
  for (const status of [0, 429, 500, 503]) assert.equal(subject(answer(status, 'alice@shop.test'), oracle), 'unclear');
});

test('a status that nobody was answered with proves nothing', () => {
  const [anonymous, alice, bob] = targets['a 401 in JSON'] ?? assert.fail();
  const oracle = learn([anonymous(), anonymous()], [alice(), alice()], [bob()]);
  assert.equal(subject(answer(404, 'there is nothing here'), oracle), 'unclear');
  assert.equal(subject(answer(200, '<h1>Maintenance</h1>'), oracle), 'unclear');
});

test('a session that has ended may be refused in other words than a stranger is', () => {
  const [anonymous, alice, bob] = targets['a 401 in JSON'] ?? assert.fail();
  const oracle = learn([anonymous(), anonymous()], [alice(), alice()], [bob()]);
  assert.equal(subject(answer(403, '{"error":"your session has ended"}'), oracle), 'anonymous');
  const pages = targets['a sign-in form served with 200'] ?? assert.fail();
  const byPages = learn([pages[0](), pages[0]()], [pages[1](), pages[1]()], [pages[2]()]);
  assert.equal(subject(answer(403, 'blocked by the firewall'), byPages), 'unclear');
});

test('words of one session are not words of a person', () => {
  const me = (user: string, ref: string) => answer(200, `{"user":"${user}","sessionRef":"${ref}","since":"${ref}9"}`);
  const alice = me('alice@shop.test', 'a1b2c3d4');
  const oracle = learn(
    [answer(401, 'no'), answer(401, 'no')],
    [alice, alice, alice],
    [me('bob@shop.test', 'b7b7b7b7')],
  );
  assert.equal(subject(me('alice@shop.test', 'c9c9c9c9'), oracle), 'alice');
});

test('a 401 is never a signed-in person', () => {
  assert.equal(learn([answer(401, 'no credentials')], [answer(401, 'bad token')]), null);
});

test('answers that do not differ are no oracle', () => {
  const same = () => answer(200, page('Welcome to the shop'));
  assert.equal(learn([same(), same(), same()], [same(), same(), same()]), null);
});

test('a token that lives as long as a session is no sign of a person', () => {
  const form = (token: string) =>
    answer(200, `<form><input name="_csrf" value="${token}"><input type="password"></form>`);
  const strangers = ['q1w2e3r4t5y6u7i8o9p0', 'a1s2d3f4g5h6j7k8l9z0', 'z1x2c3v4b5n6m7q8w9e0'].map(form);
  const held = form('p0o9i8u7y6t5r4e3w2q1');
  assert.equal(learn(strangers, [held, held, held]), null);
});

test('a target that is unwell is no oracle', () => {
  assert.equal(learn([answer(200, 'hello there')], [answer(500, 'alice@shop.test')]), null);
});

test('what was learned from one pair serves another', () => {
  const [anonymous, alice, bob] = targets['a redirect to the sign-in page'] ?? assert.fail();
  const oracle = learn([anonymous(), anonymous()], [alice(), alice()], [bob(), bob()]) ?? assert.fail();
  const others = { alice: 'carol@shop.test', bob: 'dave@shop.test' };
  const of = (who: string) =>
    sight(answer(200, page(`Welcome ${who} sign out`)), oracle, others, 'foreign-pair').subject;
  assert.equal(of('carol@shop.test'), 'alice');
  assert.equal(of('dave@shop.test'), 'bob');
  assert.equal(of('alice@shop.test'), 'unclear');
});

test('answers are alike by status, way on and words', () => {
  assert.equal(alike(answer(401, 'wrong name or password'), answer(401, 'wrong name or password')), 'yes');
  assert.equal(alike(answer(303, '', '/account'), answer(303, '', '/login')), 'no');
  assert.equal(
    alike(answer(200, '{"ok":false,"error":"wrong password"}'), answer(200, '{"ok":true,"token":"abc"}')),
    'no',
  );
  assert.equal(alike(null, answer(200)), 'unknown');
});

test('a page names a person by the whole name, whatever its case', () => {
  assert.equal(isNamedIn(answer(200, '<p>Sent to Bob@Shop.test.</p>'), 'bob@shop.test'), 'yes');
  assert.equal(isNamedIn(answer(200, '<p>Bobsleigh tickets</p>'), 'bob'), 'no');
  assert.equal(isNamedIn(answer(200, '<p>Sent to Bob Miller.</p>'), 'bob miller'), 'yes');
  assert.equal(isNamedIn(answer(500, 'bob'), 'bob'), 'unknown');
});

test('times, nonces and counters tell nobody, wherever they stand', () => {
  let at = 1_763_730_661;
  const noisy = (body: string) => () => {
    at += 1;
    const noise = [`at ${at}`, `id ${(at * 7919).toString(16)}`, `2026-11-21t13:${at % 60}`];
    return answer(200, at % 2 === 0 ? `${noise.join(' ')} ${body}` : `${body} ${noise.toReversed().join(' ')}`);
  };
  const same = noisy('A shop for everybody');
  // Asked in this order, as discovery does, no clock can follow.
  const [a, b, c, d, e, f] = [same(), same(), same(), same(), same(), same()];
  assert.equal(learn([a, d, e], [b, c, f]), null);
  const [stranger, alice] = [noisy('Please sign in here'), noisy('Orders of alice@shop.test')];
  const oracle = learn([stranger(), stranger(), stranger()], [alice(), alice(), alice()]);
  assert.equal(subject(stranger(), oracle), 'anonymous');
  assert.equal(subject(alice(), oracle), 'somebody');
  // What stood still while they were asked, as a short number of a session does, is no word of hers either.
  assert.equal(learn([answer(200, 'hi a1b2c3')], [answer(200, 'hi d4e5f6')]), null);
});

test('nothing to say is a stranger only where strangers are told nothing', () => {
  const oracle = learn([answer(200, '[]'), answer(200, '[]')], [answer(200, '["order of alice@shop.test"]')]);
  assert.equal(subject(answer(200, '[]'), oracle), 'anonymous');
  assert.equal(subject(answer(200, '<h1>Maintenance</h1>'), oracle), 'unclear');
  const plain = page('The shop of everybody');
  const more = `${plain}<a>Orders of alice@shop.test</a><a>leave</a>`;
  const byNav = learn([answer(200, plain), answer(200, plain)], [answer(200, more), answer(200, more)]);
  assert.equal(subject(answer(200, plain), byNav), 'anonymous');
  assert.equal(subject(answer(200, '<h1>Maintenance</h1>'), byNav), 'unclear');
});

test('null, no content, a refresh and a script that leads away are understood', () => {
  const strangers = [
    answer(200, 'null'),
    answer(204),
    answer(200, '<meta http-equiv="refresh" content="0;url=/login">'),
    answer(200, "<script>location='/login'</script>"),
  ];
  for (const stranger of strangers) {
    const alice = answer(200, '{"name":"alice@shop.test","cart":3}');
    const oracle = learn([stranger, stranger, stranger], [alice, alice, alice]);
    assert.equal(subject(stranger, oracle), 'anonymous');
    assert.equal(subject(alice, oracle), 'somebody');
  }
});

test('a page may show what stands before the @ of a name', () => {
  const greet = (who: string) => answer(200, page(`Hello ${who}, welcome back`));
  const no = answer(302, '', '/login');
  const oracle = learn([no, no], [greet('alice'), greet('alice')], [greet('bob')]);
  assert.equal(subject(greet('alice'), oracle), 'alice');
  const others = { alice: 'carol@shop.test', bob: 'dave@shop.test' };
  assert.equal(sight(greet('dave'), oracle ?? assert.fail(), others, 'foreign-pair').subject, 'bob');
});
