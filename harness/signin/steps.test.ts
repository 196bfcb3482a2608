import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { HttpClient } from '../http/http-client.ts';
import { Network } from '../http/network.ts';
import { Transcript } from '../http/transcript.ts';
import { Masker } from '../model/masking.ts';
import type { SignInStep } from '../model/target.ts';
import { signIn, signInByAddress } from './sign-in.ts';

const ACCOUNT = { username: 'alice', password: 'pass "wörd"&1' };

describe('steps over HTTP', () => {
  const seen: { line: string; body: string; headers: NodeJS.Dict<string | string[]> }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const line = `${request.method} ${request.url}`;
      seen.push({ line, body, headers: request.headers });
      if (line === 'GET /old') return void response.writeHead(302, { location: '/in' }).end();
      if (line === 'GET /token') return void response.end('{"t":"json-token-0123456789","list":["zero",{"n":7}]}');
      response.setHeader('x-csrf', 'header-token');
      response.setHeader('set-cookie', ['pre=visitor; Path=/', 'xsrf=a%3Db; Path=/']);
      response.setHeader('content-type', 'text/html');
      response.end(`<meta name="m" content="meta-token"><form action="/find"><input name="q"></form>
        <form method="post" action="/go"><input type="hidden" name="h" value="hidden-token"><input name="u"><input name="p"></form>`);
    });
  });
  let network: Network;
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    network = new Network({ origin, dial: null, ca: null }, new Transcript(new Masker('k')));
  });
  after(async () => {
    await network[Symbol.asyncDispose]();
    server.closeAllConnections();
    server.close();
  });
  const take = async (steps: readonly SignInStep[], fields = {}) => {
    seen.length = 0;
    const client = new HttpClient(network);
    return { client, ...(await signIn(client, { kind: 'steps', steps }, ACCOUNT, fields)) };
  };

  test('a form is filled in as it stands on the page', async () => {
    const { heldBefore, answer } = await take([{ open: '/old' }, { fill: { u: '{username}', p: '{password}' } }], {
      remember: 'on',
    });
    assert.deepEqual(
      [...new URLSearchParams(seen.at(-1)?.body)],
      [
        ['h', 'hidden-token'],
        ['u', 'alice'],
        ['p', ACCOUNT.password],
        ['remember', 'on'],
      ],
    );
    assert.deepEqual(
      heldBefore?.map(({ name }) => name),
      ['pre', 'xsrf'],
    );
    assert.equal(answer?.url.pathname, '/go');
  });

  test('a form that asks by its address does so', async () => {
    await take([{ open: '/in' }, { fill: { q: '{username}' } }]);
    assert.equal(seen.at(-1)?.line, 'GET /find?q=alice');
  });

  test('what answers brought is sent back', async () => {
    const json = { a: '{meta:m} {field:h} {header:x-csrf} {cookie:xsrf}', b: ['{json:t}', '{json:list.1.n}', 1, null] };
    const headers = { 'x-b': '{basic}' };
    const { client } = await take([
      { open: '/in' },
      { send: { method: 'GET', path: '/token' } },
      { send: { method: 'PUT', path: '/s?t={json:t}', json, headers } },
    ]);
    const last = seen.at(-1);
    assert.equal(last?.line, 'PUT /s?t=json-token-0123456789');
    assert.equal(
      last.body,
      '{"a":"meta-token hidden-token header-token a=b","b":["json-token-0123456789","7",1,null]}',
    );
    assert.equal(last.headers['x-b'], Buffer.from(`alice:${ACCOUNT.password}`).toString('base64'));
    // A visitor's token is nobody's identifier.
    assert.deepEqual(
      client.holds('/').filter(({ carrier }) => carrier !== 'cookie'),
      [],
    );
    assert.equal(last.headers.authorization, undefined);
  });

  test('multipart is sent as such', async () => {
    const form = { 'a"b': '{password}' };
    await take([{ send: { method: 'POST', path: '/m', form, headers: { 'content-type': 'multipart/form-data' } } }]);
    const { body = '', headers } = seen.at(-1) ?? {};
    const boundary = /boundary=(\S+)/.exec(String(headers?.['content-type']))?.[1];
    assert.equal(
      body,
      `--${boundary}\r\nContent-Disposition: form-data; name="a%22b"\r\n\r\n${ACCOUNT.password}\r\n--${boundary}--\r\n`,
    );
  });

  test('by an address, the step with the password alone', async () => {
    seen.length = 0;
    const steps: SignInStep[] = [{ open: '/in' }, { fill: { u: '{username}', p: '{password}' } }];
    await signInByAddress(new HttpClient(network), { kind: 'steps', steps }, ACCOUNT);
    assert.deepEqual(
      seen.map(({ line }) => line.split('?')[0]),
      ['GET /in', 'GET /go'],
    );
    assert.equal(new URLSearchParams(seen.at(-1)?.line.split('?')[1]).get('p'), ACCOUNT.password);
  });

  test('a step that has nothing to go on says so', async () => {
    await assert.rejects(
      take([{ open: '/in' }, { fill: { nobody: 'x' } }]),
      /fills in "nobody".*seen: "\/in", status 200/,
    );
    await assert.rejects(
      take([{ send: { method: 'POST', path: '/s', json: '{meta:m}' } }]),
      /sends \{meta:m\}, and no answer/,
    );
  });
});
