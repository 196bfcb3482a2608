// Starts a twin of the app: `node flawed.ts <flaw-id>`. Not part of the shipped image.
import { inTheCookie, type Sessions } from './app/sessions.ts';
import { start } from './app/start.ts';
import { counted, countedUnsigned } from './flawed/counted.ts';

/** What each twin has in place of the app's sessions. What it must set off is in flaws.ts. */
const twins: Readonly<Record<string, Sessions>> = {
  'secret-in-the-source': {
    ...inTheCookie,
    secret: () => ({ secret: 'This is my funky secret oh my god it has ninja turtles' }),
  },
  'counted-and-signed': counted,
  'counted-and-unsigned': countedUnsigned,
};

const id = process.argv[2] ?? '';
const twin = Object.hasOwn(twins, id) ? twins[id] : undefined;

if (twin !== undefined) start(process.env, twin);
else {
  const known = Object.keys(twins).join('\n  ');
  process.stderr.write(`${JSON.stringify(id)} is not a flaw of this target. Give one of:\n  ${known}\n`);
  process.exitCode = 2;
}
