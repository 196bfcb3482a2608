import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BoundedText, lastLines } from './bounded-text.ts';

test('short output is kept whole, in order', () => {
  const text = new BoundedText();
  for (const word of ['a', '', 'b', 'c']) text.append(Buffer.from(word));
  assert.equal(text.toString(), 'abc');
});

test('of long output the head and the tail are kept, half a mebibyte each', () => {
  const text = new BoundedText();
  text.append(Buffer.from(`first${'x'.repeat(700_000)}`));
  for (let n = 0; n < 2_000; n++) text.append(Buffer.from('y'.repeat(1_000)));
  text.append(Buffer.from('last'));
  const kept = text.toString();
  assert.match(kept, /^firstx+/);
  assert.match(kept, /y+last$/);
  assert.match(kept, new RegExp(`… ${String(5 + 700_000 + 2_000_000 + 4 - 1_048_576)} bytes left out …`));
});

test('the last lines are for an error message', () => {
  assert.equal(lastLines('a\nb\nc\n', 2), '  b\n  c');
  assert.equal(lastLines(''), '(no output)');
});
