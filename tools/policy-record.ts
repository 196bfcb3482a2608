import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../harness/errors.ts';
import { recordPolicy } from '../harness/gate/record-policy.ts';
import { policyNamed } from '../harness/model/policy.ts';
import { shortly } from '../harness/settings.ts';
import { lastRecord } from './last-record.ts';

// npm run policy:record [-- --to file.yaml]: writes what the last run showed as a policy, from which later runs must not
// drift: POLICY=./sessionspec.policy.yaml npx playwright test.
const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { to: { type: 'string', default: 'sessionspec.policy.yaml' } } });
  const record = lastRecord();
  const file = path.resolve(values.to);
  const asked = process.env['POLICY']?.trim() || record.policy;
  const isFile = /[/\\]|\.(ya?ml|json)$/.test(asked);
  // A policy recorded upon itself would have no end.
  if (isFile && path.resolve(asked) === file)
    throw new Error(`POLICY names "${values.to}" itself: set it to what that file extends`);
  if (!isFile) policyNamed(asked);
  const extended = isFile ? `./${path.relative(path.dirname(file), path.resolve(asked))}` : asked;
  const name = path.basename(file).replace(/(\.policy)?\.(ya?ml|json)$/, '');
  await writeFile(file, recordPolicy(record, { name, extended }));
  console.log(`${shortly(file)}: recorded of ${record.targets.map((target) => `"${target.name}"`).join(', ')}`);
  console.log(`POLICY=./${path.relative('.', file)} makes a run red that drifts from it`);
};

try {
  await main();
} catch (error) {
  console.error(`policy:record: ${messageOf(error)}`);
  process.exitCode = 1;
}
