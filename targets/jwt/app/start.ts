import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApi } from './api.ts';
import { createSessions, type Rules } from './sessions.ts';

const SHORTEST = 32;
const PLACEHOLDER = /secret|change|password|example|your|keyboard|placeholder|default/i;

/** What is wrong with a secret; undefined when it will do. */
const problemWith = (secret: string | undefined): string | undefined => {
  if (secret === undefined) return 'is not set';
  if (secret.trim() === '') return 'is set, but blank';
  if (secret.trim().length < SHORTEST) return `is shorter than the required ${SHORTEST} characters`;
  if (new Set(secret).size < 8 || PLACEHOLDER.test(secret)) return 'is one that anybody could guess';
  return undefined;
};

export const start = (env: NodeJS.ProcessEnv, rules: Rules): void => {
  // Only the exact word relaxes anything.
  const production = env['NODE_ENV'] !== 'development';
  const given = env['SESSION_SECRET'] ?? (production ? undefined : randomBytes(32).toString('hex'));
  const problem = problemWith(given);
  if (problem !== undefined || given === undefined) {
    process.stderr.write(
      `The app does not start: SESSION_SECRET ${problem}. Generate one with \`openssl rand -hex 32\` and set SESSION_SECRET to it.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const ended = path.join(env['DATA_DIR'] ?? tmpdir(), 'ended-sessions');
  const key = rules.keyOf(given.trim(), production);
  const server = createServer(createApi(createSessions(key, ended, rules), key, production));
  server.listen(Number(env['PORT'] ?? 3000), env['HOST'] || undefined, () => {
    const address = server.address();
    console.log(`Listening on port ${typeof address === 'object' ? address?.port : address}`);
  });
  const stop = (): void => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 500);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
};
