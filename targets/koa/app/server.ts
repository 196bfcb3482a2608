import { buildApp } from './app.ts';

const { NODE_ENV, SESSION_SECRET, PORT = '3000', HOST = '0.0.0.0' } = process.env;
if (SESSION_SECRET === undefined || SESSION_SECRET.length < 32) {
  console.error('SESSION_SECRET fehlt oder ist kürzer als 32 Zeichen: mit `openssl rand -hex 32` eines erzeugen.');
  process.exit(1);
}

const app = buildApp({ production: NODE_ENV === 'production', secret: SESSION_SECRET });
const server = app.listen(Number(PORT), HOST);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
