import { createServer, type Server } from 'node:http';
import { readSettings, type Settings } from './env.ts';
import type { Parts } from './parts.ts';
import type { OpenStore } from './store.ts';

const LAST_REQUESTS_MS = 500;

/** Brings the app to life, or says why not and lets the process end with code 1. */
export const start = async (env: NodeJS.ProcessEnv, parts: Parts): Promise<void> => {
  const { settings, problems } = readSettings(env, parts.secretRules);
  if (problems !== undefined) {
    parts.refuse(problems);
    process.exitCode = 1;
    return;
  }
  if (settings.madeUpSecret && !settings.production) {
    console.log('SESSION_SECRET is not set: made up a random one for this run; its sessions end with it.');
  }

  const store = await parts.openStore(settings.store, parts.limits).catch(() => undefined);
  if (store === undefined) {
    process.stderr.write(`The ${settings.store.kind} store that SESSION_STORE names cannot be opened. Check both.\n`);
    process.exitCode = 1;
    return;
  }
  listen(createServer(parts.createApp(settings, store.store, parts)), settings, store, parts);
};

/** What a start says when it serves. */
export const announce = (_settings: Settings, port: number): void => console.log(`Listening on port ${port}`);

const listen = (server: Server, settings: Settings, store: OpenStore, parts: Parts): void => {
  server.once('error', (error: NodeJS.ErrnoException) => {
    process.stderr.write(`Port ${settings.port} cannot be used (${error.code}). Set PORT to another one.\n`);
    process.exit(1);
  });
  server.listen(settings.port, settings.host, () => {
    const address = server.address();
    parts.announce(settings, typeof address === 'object' ? (address?.port ?? 0) : 0);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(server, store));
};

/** Lets requests under way finish for a moment, then goes. */
const stop = async (server: Server, store: OpenStore): Promise<void> => {
  const hurry = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(hurry);
  await store.close();
  process.exit(0);
};
