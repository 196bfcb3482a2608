// Starts a twin of the app: `node flawed.ts <flaw-id>`. Not part of the shipped image.
import connectPgSimple from 'connect-pg-simple';
import session, { type Store } from 'express-session';
import { IDLE_MS } from './app/limits.ts';
import { madeUp, readSecrets } from './app/secrets.ts';
import { start, type Twin } from './app/start.ts';
import { openPool } from './app/stores/postgres.ts';

/** The store that is in common use with PostgreSQL, as it comes: what is saved is saved, whatever ended before. */
const asItComes: NonNullable<Twin['openSessions']> = async ({ store: { url } }) => {
  const pool = openPool(url);
  const PgStore = connectPgSimple(session);
  const store: Store = new PgStore({
    pool,
    createTableIfMissing: true,
    ttl: IDLE_MS / 1_000,
  });
  return Object.assign(store, { close: () => pool.end() });
};

/** What each twin does otherwise. What it must set off is in flaws.ts. */
const twins: Readonly<Record<string, Twin>> = {
  'as-it-stands': {
    openSessions: async () => Object.assign(new session.MemoryStore(), { close: async () => {} }),
    options: { name: 'connect.sid', rolling: false, cookie: { path: '/', httpOnly: true } },
    limits: (_req, _res, next) => next(),
  },
  'late-requests-revive-sessions': { openSessions: asItComes },
  'resave-revives-sessions': { openSessions: asItComes, options: { resave: true } },
  'makes-do-without-the-file': {
    readSecrets: (env, production, problems) =>
      env['SESSION_SECRET_FILE'] === undefined ? madeUp() : readSecrets(env, production, problems),
  },
};

const id = process.argv[2] ?? '';
const twin = Object.hasOwn(twins, id) ? twins[id] : undefined;

if (twin !== undefined) await start(process.env, twin);
else {
  const known = Object.keys(twins).join('\n  ');
  process.stderr.write(`${JSON.stringify(id)} is not a flaw of this target. Give one of:\n  ${known}\n`);
  process.exitCode = 2;
}
