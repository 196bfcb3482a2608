// Starts the app with one of the snippet's defects, or with all of them: `node flawed.ts <flaw-id>`. Not part of the shipped image.
import type { Request } from 'express';
import { type Decisions, mended } from './app/decisions.ts';
import { regenerate } from './app/identity.ts';
import { start } from './app/start.ts';

const A_DAY = 86_400_000;

/** The user is stored in the session that the next step throws away. */
const userBeforeRegenerate = async (req: Request, user: string): Promise<void> => {
  Object.assign(req.session, { user, signedInAt: Date.now() });
  await regenerate(req);
};

const defects = {
  'secret-from-the-source': {
    secret: (given: string | undefined) => ({
      secret: given || 'aVeryStrongSecretKeyThatShouldBeAtLeast32CharactersLong',
    }),
  },
  'secure-without-a-proxy-setting': { trustsItsProxy: false },
  'user-before-regenerate': { beginSession: userBeforeRegenerate },
  'sign-in-and-out-by-get': { byGet: true },
  'sign-out-leaves-the-cookie': { clearsCookie: false },
  'no-idle-limit': { idleMs: A_DAY, rolling: false, lifetimeMs: Infinity },
  'default-cookie-name': { cookieName: () => 'connect.sid' },
} satisfies Record<string, Partial<Decisions>>;

/** What each flaw replaces. What it must set off is in flaws.ts. */
const deviations: Readonly<Record<string, Partial<Decisions>>> = {
  ...defects,
  'as-it-stands': Object.assign({}, ...Object.values(defects)),
};

const id = process.argv[2] ?? '';

if (Object.hasOwn(deviations, id)) await start(process.env, { ...mended, ...deviations[id] });
else {
  const known = Object.keys(deviations).join('\n  ');
  process.stderr.write(`${JSON.stringify(id)} is not a flaw of this target. Give one of:\n  ${known}\n`);
  process.exitCode = 2;
}
