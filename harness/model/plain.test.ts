import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounded, plain, plainly } from './plain.ts';

test('what a terminal or a parser would obey is shown by its number', () => {
  assert.equal(plain('\u001b[31mred\u0007'), '\\u001b[31mred\\u0007');
  assert.equal(plain('a\u0000b\u0085c\u2028d\ufeff'), 'a\\u0000b\\u0085c\\u2028d\\ufeff');
  assert.equal(plain('abc\u202egnp.exe'), 'abc\\u202egnp.exe');
  assert.equal(plain('tag \u{e0041}'), 'tag \\u{e0041}');
});

test('a lone surrogate becomes a mark, and what people write stays as it is', () => {
  assert.equal(plain('a\ud800b'), 'a\ufffdb');
  assert.equal(plain('Grüße, 世界 🎉\n\tline\r\nnext'), 'Grüße, 世界 🎉\n\tline\nnext');
});

test('a carriage return by itself cannot overwrite a line', () => {
  assert.equal(plain('FAIL\rpass'), 'FAIL\\u000dpass');
});

test('a text too long for a reader is cut, and says by how much', () => {
  assert.equal(bounded('abcdef', 4), 'abcd… (2 characters more)');
  assert.equal(bounded('abcd', 4), 'abcd');
});

test('a whole record is made plain, names and all, and nothing else of it changes', () => {
  const record = { n: 1, ok: true, none: null, list: [['a\u0000', 2]], 'na\u0007me': { text: 'x'.repeat(10_001) } };
  const seen = plainly(record);
  assert.deepEqual(seen, {
    n: 1,
    ok: true,
    none: null,
    list: [['a\\u0000', 2]],
    'na\\u0007me': { text: `${'x'.repeat(10_000)}… (1 characters more)` },
  });
});
