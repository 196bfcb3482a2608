// Starts the app with one flaw: `node flawed.ts <flaw-id>`. Not part of the shipped image.
import { shipped } from './app/parts.ts';
import { start } from './app/start.ts';
import { deviations } from './flawed/deviations.ts';

const id = process.argv[2] ?? '';
const deviation = Object.hasOwn(deviations, id) ? deviations[id] : undefined;

if (deviation === undefined) {
  const known = Object.keys(deviations).join('\n  ');
  process.stderr.write(`${JSON.stringify(id)} is not a flaw of this target. Give one of:\n  ${known}\n`);
  process.exitCode = 2;
} else {
  await start(process.env, { ...shipped, ...deviation });
}
