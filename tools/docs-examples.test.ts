import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { CATALOGUE } from '../harness/gate/catalogue.ts';
import { parsePolicy } from '../harness/gate/policy-file.ts';
import { parseWaivers } from '../harness/gate/waivers-file.ts';
import { policyNamed } from '../harness/model/policy.ts';
import { ROOT } from '../harness/settings.ts';

const yamlIn = (file: string): string =>
  /^```yaml\n([\s\S]*?)^```$/m.exec(readFileSync(path.join(ROOT, file), 'utf8'))?.[1] ?? '';

test('the waivers of docs/gate.md can be used', () => {
  const known = { checks: CATALOGUE.checks, targets: ['shop'] };
  assert.equal(parseWaivers(yamlIn('docs/gate.md'), 'docs/gate.md', known).length, 1);
});

test('the policy of docs/policies.md can be used, and has every entry that there is', () => {
  const policy = parsePolicy(yamlIn('docs/policies.md'), {
    shown: 'docs/policies.md',
    name: 'shop',
    extended: policyNamed,
  });
  assert.equal(policy.idleTimeout.ms, 900_000);
  const entries = (['cookie', 'identifier', 'signOut'] as const).flatMap((part) => Object.keys(policyNamed()[part]));
  for (const entry of entries) assert.ok(yamlIn('docs/policies.md').includes(`${entry.replace(/Ms$/, '')}:`), entry);
});
