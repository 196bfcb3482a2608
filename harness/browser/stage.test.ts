import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from './stage.ts';

test('a target keeps its own name, save where browsers treat a name apart', () => {
  const table: readonly (readonly [origin: string, staged: string])[] = [
    ['https://reference.test:41234', 'https://reference.test:41234'],
    ['http://app.example.com', 'http://app.example.com'],
    ['http://localhost:3000', 'https://target.test:3000'],
    ['http://app.localhost:3000', 'https://app.target.test:3000'],
    ['http://127.0.0.1:3000', 'https://target.test:3000'],
    ['http://[::1]:3000', 'https://target.test:3000'],
    ['http://10.1.2.3', 'http://target.test'],
    ['https://intranet', 'https://target.test'],
  ];
  assert.deepEqual(
    table.map(([origin]) => [origin, setStage(origin).origin]),
    table,
  );
});

test('a Domain attribute follows the name, and nothing else of a line is touched', () => {
  const { rewrite } = setStage('http://app.localhost:3000');
  assert.equal(rewrite('a=localhost; Domain=localhost; Path=/'), 'a=localhost; Domain=target.test; Path=/');
  assert.equal(rewrite('a=1;domain=.App.Localhost'), 'a=1;domain=app.target.test');
  assert.equal(rewrite('a=1; Domain=other.test'), 'a=1; Domain=other.test');
  assert.equal(setStage('https://reference.test').rewrite('a=1; Domain=localhost'), 'a=1; Domain=localhost');
  assert.equal(setStage('http://127.0.0.1').rewrite('a=1; Domain=127.0.0.1'), 'a=1; Domain=target.test');
});

test('the other site and the sibling never are the target itself', () => {
  assert.equal(setStage('https://a.evil.test').otherSite, 'https://evil.example');
  assert.equal(setStage('https://reference.test').otherSite, 'https://evil.test');
  assert.equal(setStage('https://sibling.example.com').sibling('example.com'), 'https://sibling2.example.com');
});
