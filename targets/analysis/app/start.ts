import { createServer, type Server } from 'node:http';
import type { RequestHandler } from 'express';
import type { SessionOptions, Store } from 'express-session';
import { createApp } from './app.ts';
import { endOf, MARK_MS } from './limits.ts';
import type { readSecrets } from './secrets.ts';
import { readSettings, type Settings } from './settings.ts';
import { openRecords } from './stores/open-records.ts';
import { SessionStore } from './stores/session-store.ts';

const LAST_REQUESTS_MS = 500;

/** What another entry may do otherwise. */
export interface Twin {
  readonly readSecrets?: typeof readSecrets;
  readonly openSessions?: (settings: Settings) => Promise<Store & { close(): Promise<void> }>;
  readonly options?: Partial<SessionOptions>;
  readonly limits?: RequestHandler;
}

/** Starts the app, or says everything that is in the way and ends with code 1. */
export const start = async (env: NodeJS.ProcessEnv, twin: Twin = {}): Promise<void> => {
  const { settings, problems } = readSettings(env, twin.readSecrets);
  if (problems !== undefined) return refuse('its environment is not complete', problems);
  if (settings.madeUpSecret) console.log('There is no secret: one is made up, and sessions end with this run.');
  if (settings.production && settings.store.kind === 'memory')
    console.log('STORE_URL is memory: sessions end with this run, and no other instance knows them.');
  try {
    const records = await openRecords(settings.store);
    const sessions = (await twin.openSessions?.(settings)) ?? new SessionStore(records, { endOf, markMs: MARK_MS });
    const server = createServer(createApp(settings, { ...twin, sessions, records }));
    listen(server, settings, async () => {
      await sessions.close();
      if (twin.openSessions !== undefined) await records.close();
    });
  } catch {
    // Not the error itself: it may name the address of the store, and that its password.
    refuse('its store cannot be opened', [
      `STORE_URL names a ${settings.store.kind} store. Check the URL, and the store.`,
    ]);
  }
};

const refuse = (why: string, problems: readonly string[]): void => {
  process.stderr.write(`The app does not start, because ${why}:\n${problems.map((one) => `- ${one}\n`).join('')}`);
  process.exitCode = 1;
};

const listen = (server: Server, { host, port }: Settings, close: () => Promise<void>): void => {
  server.once('error', (error: NodeJS.ErrnoException) => {
    process.stderr.write(`Port ${port} cannot be used (${error.code}). Set PORT to another one.\n`);
    process.exit(1);
  });
  server.listen(port, host, () => console.log(`Listening on port ${port}`));
  const stop = async (): Promise<void> => {
    const hurry = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS);
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeIdleConnections();
    });
    clearTimeout(hurry);
    await close().catch(() => {});
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
};
