import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Discovery } from '../model/discovery.ts';
import type { TargetDefinition } from '../model/target.ts';
import { checkDefinition } from '../lab/definition-schema.ts';
import { definitionTools } from '../lab/definition-tools.ts';
import { definitionName } from './definition-file.ts';
import { definitionText } from './definition-text.ts';

const found: Discovery = {
  url: 'https://staging.test/app/',
  signIn: { kind: 'form', path: '/app/login' },
  whoAmI: { method: 'GET', path: '/app/me' },
  signOut: { kind: 'request', method: 'POST', path: '/app/logout', page: '/app/me' },
  shape: [[{ carrier: 'cookie', name: 'sid' }]],
  tokens: 'any',
  how: { signIn: ['opened /'], oracle: [], identifier: [], signOut: [] },
  cost: { requests: 20, signIns: 2, ms: 900 },
};

/** Reads a definition as a run does. */
const read = async (text: string): Promise<TargetDefinition> => {
  const module = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
    default: (tools: typeof definitionTools) => unknown;
  };
  return checkDefinition(module.default(definitionTools), 'x.target.ts');
};

const signIns: readonly Discovery['signIn'][] = [
  found.signIn,
  { kind: 'form', path: "/it's", usernameField: 'user[name]', passwordField: 'pass\\"word' },
  { kind: 'json', path: '/api/login', body: { user: '{username}', secret: { 'pass-word': '{password}' }, keep: true } },
  { kind: 'browser', path: '/' },
  {
    kind: 'steps',
    steps: [
      { open: '/login' },
      { fill: { identifier: '{username}' } },
      {
        send: {
          method: 'POST',
          path: '/api/session',
          json: { password: '{password}', list: [1, null, 'é'] },
          headers: { 'x-csrf-token': '{cookie:XSRF-TOKEN}', accept: 'application/json' },
        },
      },
    ],
  },
];
for (const signIn of signIns) {
  test(`what was found is what the definition declares: ${signIn.kind}`, async () => {
    const definition = await read(definitionText('shop', { ...found, signIn }));
    assert.deepEqual(definition, {
      name: 'shop',
      url: found.url,
      people: {},
      signIn,
      whoAmI: { kind: 'request', ...found.whoAmI },
      signOut: found.signOut,
    });
  });
}

test('every way to ask and to sign out is declared as it was found', async () => {
  for (const whoAmI of [
    { method: 'GET', path: '/me', headers: { accept: 'application/json' } },
    { method: 'POST', path: '/graphql', json: { query: '{ me { id } }' } },
  ]) {
    const definition = await read(definitionText('shop', { ...found, whoAmI }));
    assert.deepEqual(definition.whoAmI, { kind: 'request', ...whoAmI });
  }
  const signOuts: readonly Discovery['signOut'][] = [
    { kind: 'request', method: 'DELETE', path: '/api/session' },
    { kind: 'forget', parts: [{ carrier: 'bearer', name: 'token' }] },
    null,
  ];
  for (const signOut of signOuts) {
    const text = definitionText('shop', { ...found, signOut });
    const definition = await read(text);
    assert.deepEqual(definition.signOut ?? null, signOut, text);
  }
});

test('tokens that scripts send are declared; that there are none need not be', async () => {
  const tokens = [
    { carrier: 'bearer', name: 'token', prefix: '', from: { kind: 'json', name: 'data.token' } },
  ] as const;
  assert.deepEqual((await read(definitionText('shop', { ...found, tokens }))).tokens, tokens);
  for (const none of ['any', 'none', []] as const)
    assert.equal((await read(definitionText('shop', { ...found, tokens: none }))).tokens, undefined);
});

test('the same findings make the same file, in the house style', () => {
  const text = definitionText('shop', found);
  assert.equal(text, definitionText('shop', structuredClone({ ...found, cost: { requests: 3, signIns: 1, ms: 5 } })));
  assert.ok(text.split('\n').every((line) => line.length <= 120));
  assert.doesNotMatch(text, /opened/);
});

test('a name that no definition may have is made one', () => {
  assert.deepEqual(['127.0.0.1', '[::1]', 'Shop.Example', '[::]'].map(definitionName), [
    '127.0.0.1',
    '1',
    'shop.example',
    'target',
  ]);
});
