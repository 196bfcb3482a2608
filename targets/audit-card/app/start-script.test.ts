import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { definitionTools } from '../../../harness/lab/definition-tools.ts';
import { problemsOf, rules } from './environment.ts';
import define from '../target.ts';

test('what the checks start is what `npm start` runs', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  assert.equal(scripts.start, define(definitionTools).launch?.process?.command.join(' '));
});

test('development starts with nothing set, and production names all that is missing at once', () => {
  assert.deepEqual(problemsOf({ NODE_ENV: 'development' }, rules), []);
  assert.deepEqual(
    problemsOf({}, rules).map((problem) => problem.split(' ')[0]),
    ['SESSION_SECRET', 'SESSION_STORE'],
  );
});

test('a secret of 32 characters will do, one of 31 will not, and neither will a printed or repeated one', () => {
  const secret = '9f2c4b7a1e8d3056'.repeat(2);
  assert.equal(rules.problemWithSecret(`${secret.slice(1)}z`), null);
  assert.equal(rules.problemWithSecret('aa0b4c7d1e8f3a5692b0c4d7e1f8a3b6'), null);
  assert.match(rules.problemWithSecret(secret.slice(1)) ?? '', /32 characters/);
  for (const guessable of ['abcd'.repeat(10), 'a very long secret of many many words']) {
    assert.match(rules.problemWithSecret(guessable) ?? '', /anybody/);
  }
});
