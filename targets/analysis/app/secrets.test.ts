import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readSecrets, type Env } from './secrets.ts';

const SECRET = '0123456789abcdefghijklmnopqrstuv';
const NEXT = SECRET.split('').reverse().join('');
const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
after(() => rmSync(folder, { recursive: true }));

const file = (content: string): Env => {
  const path = join(folder, 'secret');
  writeFileSync(path, content);
  return { SESSION_SECRET_FILE: path };
};
const read = (env: Env, production = true) => {
  const problems: string[] = [];
  return { ...readSecrets(env, production, problems), problems: problems.join('\n') };
};

for (const [name, env, secrets] of [
  ['the variable', () => ({ SESSION_SECRET: SECRET }), [SECRET]],
  ['several in the variable', () => ({ SESSION_SECRET: `${NEXT}, ${SECRET}` }), [NEXT, SECRET]],
  ['a file', () => file(SECRET), [SECRET]],
  ['a file that ends with its line', () => file(`${SECRET}\n`), [SECRET]],
  ['a file with one a line', () => file(`${NEXT}\r\n${SECRET}\r\n`), [NEXT, SECRET]],
  ['a file with commas', () => file(`${NEXT},${SECRET}`), [NEXT, SECRET]],
] as const) {
  test(`secrets come from ${name}`, () => {
    assert.deepEqual(read(env()), { secrets, madeUpSecret: false, problems: '' });
  });
}

for (const [name, env, says] of [
  ['neither', () => ({}), /^Neither SESSION_SECRET nor SESSION_SECRET_FILE/],
  ['a file that is not there', () => ({ SESSION_SECRET_FILE: join(folder, 'none') }), /missing, or cannot be read/],
  ['a blank file', () => file(' \n'), /^SESSION_SECRET_FILE is set, but there is nothing in it/],
  ['a short secret', () => file('hunter2'), /^SESSION_SECRET_FILE holds a secret that is shorter than/],
  ['a good one and a short one', () => ({ SESSION_SECRET: `${SECRET},hunter2` }), /^SESSION_SECRET holds .* shorter/],
  ['a printed sample', () => ({ SESSION_SECRET: 'please-change-this-secret-to-something' }), /printed sample/],
  ['a repetition, cut off', () => ({ SESSION_SECRET: 'swordfish12'.repeat(4).slice(0, 40) }), /repetition/],
  ['a handful of characters', () => ({ SESSION_SECRET: 'abcabd'.repeat(6) }), /repetition/],
  ['both', () => ({ ...file(SECRET), SESSION_SECRET: SECRET }), /both set/],
] as const) {
  test(`production refuses ${name}, and repeats nothing of it`, () => {
    const { problems } = read(env());
    assert.match(problems, says);
    assert.doesNotMatch(problems, /hunter2|swordfish|0123456789/);
  });
}

test('development makes up another secret each time, and takes what is given', () => {
  assert.notDeepEqual(read({}, false).secrets, read({}, false).secrets);
  assert.equal(read(file('short'), false).problems === '', false);
});
