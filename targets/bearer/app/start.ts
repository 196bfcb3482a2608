import { createServer } from 'node:http';
import { createApi } from './api.ts';
import { createSessions, type Rules } from './sessions.ts';

export const start = (env: NodeJS.ProcessEnv, rules: Rules): void => {
  const server = createServer(createApi(createSessions(rules)));
  server.listen(Number(env.PORT ?? 3000), env.HOST || undefined, () => {
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
