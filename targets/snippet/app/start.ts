import { createApp } from './app.ts';
import type { Decisions } from './decisions.ts';

/** Where sessions are kept: `redis://…`, or `sqlite` for a file in DATA_DIR. */
const openStore = async (place: string, folder: string) => {
  if (place.startsWith('redis:')) return (await import('./redis-store.ts')).openRedis(place);
  const { SqliteStore } = await import('./sqlite-store.ts');
  return new SqliteStore(`${folder}/sessions.db`);
};

export const start = async (env: NodeJS.ProcessEnv, decisions: Decisions): Promise<void> => {
  const { SESSION_SECRET, SESSION_STORE, DATA_DIR = '.', PORT = '3000', HOST } = env;
  const production = env['NODE_ENV'] === 'production';
  const read = decisions.secret(SESSION_SECRET, production);
  const problems = [
    ...('problem' in read
      ? [`SESSION_SECRET ${read.problem}. Generate one with \`openssl rand -hex 32\` and set SESSION_SECRET to it.`]
      : []),
    ...(SESSION_STORE ? [] : ['SESSION_STORE is not set. Set it to `redis://host:port`, or to `sqlite`.']),
  ];
  if ('problem' in read || !SESSION_STORE) {
    process.stderr.write(`The app does not start:\n${problems.map((one) => `- ${one}\n`).join('')}`);
    process.exitCode = 1;
    return;
  }
  const store = await openStore(SESSION_STORE, DATA_DIR);
  const server = createApp({ secret: read.secret, production, store }, decisions).listen(Number(PORT), HOST ?? '::');
  server.once('listening', () => console.log(`Server running on port ${PORT}`));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
};
