import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOfFile, literalsIn, type FileKind } from './secret-literals.ts';

const VALUE = 'q7Rk2mPz9wLx4TbN';

const found: readonly [string, FileKind, string][] = [
  ['an option', 'code', `session({ secret: '${VALUE}' })`],
  ['an option in a list', 'code', `session({ secret: ['${VALUE}', other] })`],
  ['a constant', 'code', `const SESSION_SECRET = "${VALUE}";`],
  ['a fallback', 'code', `secret: process.env.SESSION_SECRET || '${VALUE}',`],
  ['a fallback of an index', 'code', `process.env['SESSION_SECRET'] ?? '${VALUE}'`],
  ['a default of Python', 'code', `SECRET_KEY = os.environ.get('SECRET_KEY', '${VALUE}')`],
  ['JSON', 'code', `{ "cookieSecret": "${VALUE}" }`],
  ['a key', 'code', `jwt.sign(payload, jwtKey = '${VALUE}')`],
  ['a file of settings', 'env', `# secrets\nPORT=3000\nSESSION_SECRET=${VALUE}\n`],
  ['an exported and quoted one', 'env', `export SESSION_SECRET="${VALUE}"`],
  ['one with a remark behind it', 'env', `SESSION_SECRET='${VALUE}' # as long as this`],
  ['compose, as a list', 'settings', `environment:\n  - SESSION_SECRET=${VALUE}`],
  ['compose, as a map', 'settings', `environment:\n  SESSION_SECRET: ${VALUE}`],
  ['compose, as a fallback', 'settings', `  SESSION_SECRET: \${SESSION_SECRET:-${VALUE}}`],
  ['YAML of a framework', 'settings', `production:\n  secret_key_base: ${VALUE}`],
];
for (const [name, kind, text] of found) {
  test(`a literal is found in ${name}`, () => {
    assert.deepEqual(
      literalsIn(kind, text)
        .filter(({ suspicious }) => suspicious)
        .map(({ value }) => value),
      [VALUE],
    );
  });
}

for (const [name, kind, text] of [
  ['a reference', 'settings', 'SESSION_SECRET: ${SESSION_SECRET}'],
  ['a value from elsewhere', 'code', 'secret: process.env.SESSION_SECRET,'],
  ['the name of a variable', 'code', "const secretName = 'SESSION_SECRET';"],
  ['a setting of another kind', 'env', 'DATABASE_HOST=db.internal.example'],
  ['an unset one', 'env', 'SESSION_SECRET=\nPORT=1'],
  ['a word that the code needs', 'code', "{ secretField: 'client_secret' }"],
  ['a sentence about it', 'code', "length === 1 ? 'SESSION_SECRET' : 'One of the secrets is too short'"],
] as const) {
  test(`${name} is no secret`, () =>
    assert.deepEqual(
      literalsIn(kind, text).filter(({ suspicious }) => suspicious),
      [],
    ));
}

test('a secret in a list is not told as the name of the next', () => {
  for (const text of [
    "keys: ['acme-secret-2022-q8Zr4', 'acme-secret-2023-Kp77w', 'acme-secret-2024-Lm31x']",
    "session({ secret: ['acme-secret-2022-q8Zr4','acme-secret-2023-Kp77w'] })",
    "production ? 'acme-secret-2022-q8Zr4' : 'acme-secret-2023-Kp77w'",
    "key = 'acme-secret-2022-q8Zr4' || 'acme-secret-2023-Kp77w'",
  ]) {
    const names = literalsIn('code', text).map(({ name }) => name);
    assert.ok(!names.some((name) => name.includes('acme')), `${text}: ${names.join(', ')}`);
  }
});

test('a short or plain literal is kept to be tried, and alarms nobody', () => {
  assert.deepEqual(literalsIn('code', "secret: 'keyboard cat'"), [
    { name: 'secret', value: 'keyboard cat', suspicious: false },
  ]);
});

test('long runs of letters and spaces are gone through once', () => {
  const long = `x=${'a'.repeat(400_000)}${' '.repeat(100_000)}b`;
  const began = performance.now();
  assert.deepEqual([literalsIn('code', long), literalsIn('settings', long)], [[], []]);
  assert.ok(performance.now() - began < 1_000, `it took ${performance.now() - began} ms`);
});

test('files by their names', () => {
  const kinds = ['/srv/.env', '.env.production', 'prod.env', '.env.example', 'compose.yaml', 'app/a.mts', 'README.md'];
  assert.deepEqual(kinds.map(kindOfFile), ['env', 'env', 'env', 'template', 'settings', 'code', 'code']);
  assert.deepEqual(['a.png', 'bin/node', '.environment'].map(kindOfFile), [null, null, null]);
});
