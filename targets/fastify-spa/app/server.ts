import { buildApp } from './app.ts';

const { NODE_ENV, SESSION_SECRET = '', PORT = '3000', HOST = '0.0.0.0' } = process.env;

// A secret that is missing or too short is refused by @fastify/session itself.
const app = await buildApp({ production: NODE_ENV === 'production', secret: SESSION_SECRET });
await app.listen({ port: Number(PORT), host: HOST });
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void app.close());
