import { createApp } from './app.ts';
import { type Env, isProduction, problemsOf, type StartRules } from './environment.ts';

/** Where sessions are kept: `redis://…`, or `sqlite` for a file in DATA_DIR. Development makes do with memory. */
const openStore = async (place: string | undefined, folder: string) => {
  if (place?.startsWith('redis:') === true) return (await import('./redis-store.ts')).openRedis(place);
  const { SqliteStore } = await import('./sqlite-store.ts');
  return new SqliteStore(place === undefined ? ':memory:' : `${folder}/sessions.db`);
};

export const start = async (env: Env, rules: StartRules): Promise<void> => {
  const problems = problemsOf(env, rules);
  if (problems.length > 0) {
    process.stderr.write(`The app does not start:\n${problems.map((one) => `- ${one}\n`).join('')}`);
    process.exitCode = 1;
    return;
  }
  const { SESSION_SECRET, SESSION_STORE, DATA_DIR = '.', PORT = '3000', HOST = '::' } = env;
  const store = await openStore(SESSION_STORE, DATA_DIR);
  if (SESSION_SECRET === undefined) console.log('SESSION_SECRET is not set: made up one for this start.');
  const server = createApp(rules.secretOf(env), isProduction(env), store).listen(Number(PORT), HOST);
  server.once('listening', () => console.log(`Listening on port ${PORT}`));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
};
