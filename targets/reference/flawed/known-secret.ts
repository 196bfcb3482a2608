import { createHash } from 'node:crypto';
import type { Parts } from '../app/parts.ts';
import { beginSession } from '../app/identity.ts';
import { lifetimeEnd, signingKeys } from '../app/sessions.ts';
import { save } from '../app/steps.ts';

declare module 'express-session' {
  interface SessionData {
    /** Under which configured secret the person signed in. */
    under: string;
  }
}

/** Printed in a tutorial, where it says that it should be replaced. Long enough for every rule about length. */
const PRINTED = 'aVeryStrongSecretKeyThatShouldBeAtLeast32CharactersLong';

/**
 * Signs with a literal out of a tutorial. The configured secret is not idle: records remember it, and one that is not
 * configured any more ends them, so that nothing but the signature gives the literal away.
 */
export const knownSecret = (): Partial<Parts> => {
  let under: readonly string[] = [];
  return {
    signingKeys: (settings) => {
      under = settings.secrets.map((secret) => createHash('sha256').update(secret).digest('hex'));
      return settings.production ? [PRINTED] : signingKeys(settings);
    },
    beginSession: async (req, user) => {
      await beginSession(req, user);
      req.session.under = under[0] ?? '';
      await save(req);
    },
    lifetimeEnd: (req, limits) =>
      req.session.user !== undefined && !under.includes(req.session.under ?? '') ? 0 : lifetimeEnd(req, limits),
  };
};
