import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { checked, sentence } from '../format-test-kit.ts';
import { curlOf, decisiveExchange } from './curl.ts';
import { exchange } from './test-kit.ts';

/** What a real shell would hand to curl, and what else it would do. */
const argumentsIn = (command: string): readonly string[] => {
  const script = `curl() { for one in "$@"; do printf '%s\\0' "$one"; done; }\nPATH=/nowhere\n${command}\n`;
  return execFileSync('/bin/sh', ['-eu', '-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
};

test('the command repeats the request, with blanks for what is masked', () => {
  const request = exchange({
    method: 'POST',
    path: '/cart?item=…',
    requestHeaders: {
      accept: '*/*',
      cookie: '__Host-sid=s%3A…#0a1b2c3d; theme=dark',
      'x-csrf-token': '[32 characters]',
      'content-type': 'application/json',
      origin: 'https://shop.test:40691',
    },
  });
  const command = curlOf(request, 'https://shop.test:40691');
  assert.match(command, /^COOKIE_HOST_SID='' # seen as s%3A…#0a1b2c3d$/m);
  const filled = command
    .replace("COOKIE_HOST_SID=''", 'COOKIE_HOST_SID=secret')
    .replace("BODY=''", `BODY='{"n":1}'`)
    .replace("HEADER_X_CSRF_TOKEN=''", 'HEADER_X_CSRF_TOKEN=token');
  const expected =
    '--include|--globoff|--path-as-is|--request|POST|https://shop.test:40691/cart?item=|-H|cookie: __Host-sid=secret; theme=dark|' +
    '-H|x-csrf-token: token|-H|content-type: application/json|-H|origin: https://shop.test:40691|--data-raw|{"n":1}';
  assert.deepEqual(argumentsIn(filled), expected.split('|'));
});

test('nothing that a target wrote becomes a command, an option or a variable of the shell', () => {
  const orders = [
    `'; printf ran; '`,
    '$(printf ran)',
    '`printf ran`',
    '"; printf ran; "',
    '\n printf ran \n',
    '\\',
    '# ',
  ];
  for (const order of orders) {
    const request = exchange({
      method: `GET${order}`,
      path: `/${order}?a=…`,
      requestHeaders: { [`x-${order}`]: `${order} abcd…#01234567 ${order}`, cookie: `PATH${order}=abcd…#01234567` },
    });
    const [include, , , , method, address, , odd, , cookie, ...more] = argumentsIn(
      curlOf(request, `https://a.test${order}`),
    );
    assert.equal(include, '--include', order);
    const flat = order.replaceAll('\n', ' ');
    assert.equal(method, `GET${flat}`);
    assert.equal(address, `https://a.test${flat}/${flat}?a=`);
    assert.ok(odd?.startsWith(`x-${flat}: ${flat} `), odd);
    assert.ok(cookie?.startsWith('cookie: PATH'), cookie);
    assert.deepEqual(more, []);
  }
});

test('what decided is the last exchange behind the first sentence that does not hold, else behind the last claim', () => {
  const exchanges = [1, 2, 3, 4].map((n) => exchange({ n }));
  const holds = [
    sentence('a', 'yes', { role: 'control', exchanges: [1] }),
    sentence('b', 'yes', { exchanges: [2, 3] }),
  ];
  assert.equal(decisiveExchange(checked('OUT-01', { exchanges, statements: holds }))?.n, 3);
  const broken = [...holds, sentence('c', 'no', { exchanges: [4] }), sentence('d', 'yes', { exchanges: [1] })];
  assert.equal(decisiveExchange(checked('OUT-01', { exchanges, statements: broken }))?.n, 4);
  assert.equal(decisiveExchange(checked('OUT-01', { exchanges, statements: [] })), null);
});
