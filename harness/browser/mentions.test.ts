import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentions } from './mentions.ts';

test('a name stands in a text as a word of its own', () => {
  for (const text of ['Signed in as Alice.', '<b>alice</b>', 'alice, hello', 'user=alice'])
    assert.ok(mentions(text, 'alice'), text);
  assert.ok(mentions('mail alice-01@example.org now', 'alice-01@example.org'));
  for (const text of ['malice', 'alice-01', 'alice@example.org', '']) assert.ok(!mentions(text, 'alice'), text);
});
