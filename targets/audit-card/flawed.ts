// Starts the app as it was before the card, or as the card's own lines mend it: `node flawed.ts <flaw-id>`.
import { randomBytes } from 'node:crypto';
import { rules, type StartRules } from './app/environment.ts';
import { start } from './app/start.ts';

const madeUp = (): string => randomBytes(64).toString('hex');

/** The validation makes a secret up and notes it, and what signs makes up another: two for one start, and none is kept. */
const before = (): StartRules => {
  const noted: string[] = [];
  return {
    problemWithSecret: (given) => {
      noted.push(given || madeUp());
      return null;
    },
    secretOf: ({ SESSION_SECRET }) => SESSION_SECRET || madeUp(),
  };
};

/** What each flaw replaces. What it must set off is in flaws.ts. */
const deviations: Readonly<Record<string, () => Partial<StartRules>>> = {
  before,
  'as-the-card-mends-it': () => ({
    problemWithSecret: (given) => {
      if (!given) return 'must be set in production (at least 32 characters)';
      return given.length < 32 ? 'must have at least 32 characters in production' : null;
    },
  }),
};

const id = process.argv[2] ?? '';
const deviation = Object.hasOwn(deviations, id) ? deviations[id] : undefined;

if (deviation !== undefined) await start(process.env, { ...rules, ...deviation() });
else {
  const known = Object.keys(deviations).join('\n  ');
  process.stderr.write(`${JSON.stringify(id)} is not a flaw of this target. Give one of:\n  ${known}\n`);
  process.exitCode = 2;
}
