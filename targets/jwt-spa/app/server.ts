import { serve } from '@hono/node-server';
import { buildApp } from './app.ts';

const { JWT_SECRET, PORT = '3000', HOST = '0.0.0.0' } = process.env;
if (!JWT_SECRET) {
  console.error('JWT_SECRET is not set: generate one with `openssl rand -hex 32`.');
  process.exit(1);
}

const server = serve({ fetch: buildApp(JWT_SECRET).fetch, port: Number(PORT), hostname: HOST });
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
