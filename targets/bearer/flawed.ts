// Starts the app with one flaw: `node flawed.ts <flaw-id>`. Not part of the shipped image.
import { createHash } from 'node:crypto';
import { type Rules, rules } from './app/sessions.ts';
import { start } from './app/start.ts';

/** What each flaw replaces. What it must set off is in flaws.ts. */
const deviations: Readonly<Record<string, Partial<Rules>>> = {
  'sign-out-forgets-to-end-the-token': { end: () => {} },
  'no-idle-limit': { idleMs: Infinity },
  'no-absolute-limit': { lifetimeMs: Infinity },
  'idle-counted-from-sign-in': { note: () => {} },
  'token-is-a-hash-of-the-user-name': {
    issue: (user) => createHash('sha256').update(user).digest('base64url').slice(0, 22),
  },
};

const id = process.argv[2] ?? '';

if (Object.hasOwn(deviations, id)) start(process.env, { ...rules, ...deviations[id] });
else {
  const known = Object.keys(deviations).join('\n  ');
  process.stderr.write(`${JSON.stringify(id)} is not a flaw of this target. Give one of:\n  ${known}\n`);
  process.exitCode = 2;
}
