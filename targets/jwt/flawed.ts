// Starts the app with one flaw: `node flawed.ts <flaw-id>`. Not part of the shipped image.
import { rules, type Rules } from './app/sessions.ts';
import { start } from './app/start.ts';

/** What each flaw replaces. What it must set off is in flaws.ts. */
const deviations: Readonly<Record<string, Partial<Rules>>> = {
  'sign-out-only-forgets-the-token': { end: () => {} },
  'believes-the-algorithm-none': {
    verifies: (given) => /^none$/i.test(String(given.alg)) || rules.verifies(given),
  },
  'forgets-ended-sessions-at-restart': { note: () => {} },
  'ignores-the-end-of-a-token': { isOver: () => false },
};

const id = process.argv[2] ?? '';

if (Object.hasOwn(deviations, id)) start(process.env, { ...rules, ...deviations[id] });
else {
  const known = Object.keys(deviations).join('\n  ');
  process.stderr.write(`${JSON.stringify(id)} is not a flaw of this target. Give one of:\n  ${known}\n`);
  process.exitCode = 2;
}
