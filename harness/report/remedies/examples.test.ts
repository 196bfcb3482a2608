import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Script } from 'node:vm';
import { REMEDIES } from './index.ts';

const examples = Object.entries(REMEDIES).flatMap(([code, { express, fastify, node }]) =>
  Object.entries({ express, fastify, node }).map(([framework, lines]) => ({ code, framework, lines: lines ?? [] })),
);

/** Read and not run. What imports and exports say is left out: the rest stands in a function, as it does in an app. */
const readAsJavaScript = (lines: readonly string[]): void => {
  const body = lines
    .filter((line) => !/^import (?:\w+|\{ [\w, ]+ \}) from '[\w./:@-]+';$/.test(line))
    .map((line) => line.replace(/^export (?=const )/, '').replaceAll('…', ''));
  void new Script(`(async () => {\n${body.join('\n')}\n})`);
};

test('every example in JavaScript can be read as such', () => {
  for (const { code, framework, lines } of examples) {
    assert.doesNotThrow(() => readAsJavaScript(lines), `${code} for ${framework}`);
  }
  assert.throws(() => readAsJavaScript(['app.use(session({ secret: ));']), SyntaxError, 'a mistake is seen');
});

// Libraries heed no option that they do not know, and say nothing of it.
const COOKIE = ['cookie', 'path', 'maxAge', 'httpOnly', 'secure', 'sameSite'];
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  express: [...COOKIE, 'name', 'secret', 'resave', 'saveUninitialized', 'rolling', 'store', 'genid', 'client', 'ttl'],
  fastify: [...COOKIE, 'trustProxy', 'cookieName', 'secret', 'saveUninitialized', 'rolling', 'store', 'idGenerator'],
};

test('an example gives the session libraries options that they have', () => {
  let seen = 0;
  for (const { code, framework, lines } of examples) {
    const text = lines.map((line) => line.replace(/\/\/ .*/, '')).join('\n');
    if (!/\bsession\(\{|register\(session, /.test(text)) continue;
    for (const [, option = ''] of text.matchAll(/(?<![\w.'])(\w+): /g)) {
      seen += 1;
      assert.ok(KNOWN[framework]?.includes(option), `${code} for ${framework}: ${option}`);
    }
  }
  assert.ok(seen > 60, `${seen} were looked at`);
});
