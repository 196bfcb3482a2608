import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storyIn } from './story.ts';

test('the story is the comment above the check, as one paragraph', () => {
  const spec =
    "import x from 'y';\n\n// Another remark.\nconst a = 1;\n\n// Mallory looks.\n// Then she acts.\ntest(\n  ...check({}),\n);\n";
  assert.equal(storyIn(spec), 'Mallory looks. Then she acts.');
});

test('where no comment stands above the check there is no story', () => {
  assert.equal(storyIn('// A remark.\nconst a = 1;\ntest(\n);\n'), '');
  assert.equal(storyIn(''), '');
});
