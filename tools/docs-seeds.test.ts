import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundledTargets } from '../harness/settings.ts';
import { checkCodes } from './check-codes.ts';
import { seedDocuments } from './docs-seeds.ts';
import { definitionOf } from './targets/boot.ts';

const places = seedDocuments.flatMap(({ statements }) => statements.flatMap(({ shown }) => shown));

test('each statement names a check and where it shows, or the reason why none does', () => {
  for (const { says, shown, why } of seedDocuments.flatMap(({ statements }) => statements)) {
    assert.equal(shown.length === 0, why !== undefined, says);
  }
});

test('each check that a statement names exists, and so does each target and flaw', async () => {
  const codes = checkCodes();
  const targets = bundledTargets();
  for (const { check, on } of places) {
    const [name = '', flaw] = on.split('+');
    assert.ok(codes.includes(check), `${check} is no check`);
    assert.ok(targets.includes(name), `${name} is no target`);
    const known = (await definitionOf(name)).flaws?.map(({ id }) => id) ?? [];
    assert.ok(flaw === undefined || known.includes(flaw), `${on} is no flaw`);
  }
});

test('a check is judged where it is said to show something: nowhere is it blocked or not applicable', async () => {
  for (const { check, on } of places) {
    const [name = '', flaw] = on.split('+');
    const { expected = {}, flaws = [] } = await definitionOf(name);
    const row = { ...expected, ...flaws.find(({ id }) => id === flaw)?.row };
    assert.ok(['pass', 'fail', 'warn'].includes(row[check]?.[0] ?? 'pass'), `${check} on ${on} is ${row[check]?.[0]}`);
  }
});
