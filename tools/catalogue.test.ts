import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Flaw } from '../harness/model/target.ts';
import { REMEDIES, remediesOf } from '../harness/report/remedies/index.ts';
import { bundledTargets, ROOT } from '../harness/settings.ts';
import { definitionOf } from './targets/boot.ts';

const suites = path.join(ROOT, 'suites');
const specs = readdirSync(suites, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.spec.ts'));
const flaws: Flaw[] = [];
for (const name of bundledTargets()) flaws.push(...((await definitionOf(name)).flaws ?? []));
const codes = new Map<string, string>();

for (const file of specs) {
  const text = readFileSync(path.join(suites, file), 'utf8');
  const read = (name: string) => new RegExp(`\\n\\s+${name}: '([^']+)'`).exec(text)?.[1] ?? '';
  const code = read('code');

  test(`${file}: id, code, story, controls, flaws`, () => {
    assert.equal(read('id'), path.basename(file, '.spec.ts'), 'the id is the name of the file');
    assert.match(code, /^[A-Z]+-\d\d$/);
    assert.equal(codes.get(code), undefined, `${code} is used twice`);
    codes.set(code, file);
    assert.match(text, /\n\/\/ \S.{40,}/, 'the attack is told on top');
    assert.match(text, /\b(control|precondition|wasSeen)\(/, 'it has a control');
    assert.match(text, /\b(requirement|recommendation|claim)\(/, 'it claims something');
    assert.ok(text.indexOf('observe') < text.indexOf('judge:'), 'observe stands before judge');
    assert.doesNotMatch(text, /setTimeout|waitForTimeout|new Date\(['"\d]|\.only\(/, 'no sleep, no absolute date');
    // About 60 lines is the aim; three stories with several people in moved time need twice that.
    assert.ok(text.split('\n').length <= 111, 'it can be read at a glance');

    const catches = [...(/catches: \[([^\]]*)\]/.exec(text)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(
      ([, id]) => id ?? '',
    );
    assert.ok(catches.length > 0, 'it catches a flaw');
    for (const id of catches) {
      const rows = flaws.filter((flaw) => flaw.id === id);
      assert.ok(rows.length > 0, `the flaw "${id}" exists`);
      for (const { row } of rows)
        assert.match(row[code]?.[0] ?? 'pass', /^(fail|warn)$/, `"${id}" makes ${code} fail or warn`);
    }
  });
}

test('every flaw that one check alone catches is named by that check', () => {
  for (const { id, row } of flaws) {
    const caught = Object.entries(row).filter(([, [verdict]]) => verdict === 'fail' || verdict === 'warn');
    if (caught.length !== 1) continue;
    const [code = ''] = caught[0] ?? [];
    const text = readFileSync(path.join(suites, codes.get(code) ?? ''), 'utf8');
    assert.ok(text.includes(`'${id}'`), `${code} names "${id}"`);
  }
});

test('every check of high severity says how it is mended with the common frameworks, and no example is of none', () => {
  const examples = (code: string) => remediesOf(code).length;
  for (const [code, file] of codes) {
    const text = readFileSync(path.join(suites, file), 'utf8');
    if (/severity: '(?:critical|high)'/.test(text))
      assert.ok(examples(code) >= 5, `${code} has ${examples(code)} examples`);
  }
  assert.deepEqual(
    Object.keys(REMEDIES).filter((code) => !codes.has(code)),
    [],
  );
});
