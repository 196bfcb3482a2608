import { serve } from '@hono/node-server';
import { buildApp } from './app.ts';

const { NODE_ENV, PORT = '3000', HOST = '0.0.0.0' } = process.env;

const app = buildApp({ production: NODE_ENV === 'production' });
const server = serve({ fetch: app.fetch, port: Number(PORT), hostname: HOST });
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
