import { createApp } from './app.ts';
import type { Sessions } from './sessions.ts';

export const start = (env: NodeJS.ProcessEnv, sessions: Sessions): void => {
  const { SESSION_SECRET, PORT = '3000', HOST = '::' } = env;
  const production = env['NODE_ENV'] !== 'development';
  const read = sessions.secret(SESSION_SECRET, production);
  if ('problem' in read) {
    process.stderr.write(
      `The app does not start: SESSION_SECRET ${read.problem}. Generate one with \`openssl rand -hex 32\` and set SESSION_SECRET to it, here or in .env.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const server = createApp(read.secret, production, sessions).listen(Number(PORT), HOST);
  server.once('listening', () => console.log(`Listening on port ${PORT}`));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
};
