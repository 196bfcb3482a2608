import type { SessionData, Store } from 'express-session';
import { createClient } from 'redis';
import type { Parts } from '../app/parts.ts';
import { openStore } from '../app/store.ts';
import { Passing, type Done, type Got } from './passing.ts';

type Persist = (sid: string) => Promise<unknown>;

/** When a session ends stands in the record alone, and the record is there for ever. */
class Endless extends Passing {
  readonly #persist: Persist;

  constructor(inner: Store, persist: Persist) {
    super(inner);
    this.#persist = persist;
  }

  override get(sid: string, done: Done<Got>): void {
    super.get(sid, (error, data) => {
      const over = new Date(data?.cookie.expires ?? Infinity).getTime() <= Date.now();
      done(error, over ? null : data);
    });
  }

  override set(sid: string, data: SessionData, done?: (error?: unknown) => void): void {
    super.set(sid, data, (error) => void this.#keep(sid, () => done?.(error)));
  }

  async #keep(sid: string, then: () => void): Promise<void> {
    await this.#persist(sid).catch(() => {});
    then();
  }

  override touch(sid: string, data: SessionData, done?: () => void): void {
    this.set(sid, data, done);
  }
}

/** What sign-out writes has no end: only the records of those who never sign out have one. */
class EndlessOnceOver extends Passing {
  readonly #persist: Persist;

  constructor(inner: Store, persist: Persist) {
    super(inner);
    this.#persist = persist;
  }

  override destroy(sid: string, done?: (error?: unknown) => void): void {
    super.destroy(sid, (error) => void this.#keep(sid, () => done?.(error)));
  }

  async #keep(sid: string, then: () => void): Promise<void> {
    await this.#persist(sid).catch(() => {});
    then();
  }
}

/** Only Redis knows an end of a record's own. */
const persisting = (wrap: (inner: Store, persist: Persist) => Store): Partial<Parts> => ({
  openStore: async (place, limits) => {
    const { store, close } = await openStore(place, limits);
    if (place.kind !== 'redis') return { store, close };
    const client = await createClient({ url: place.url })
      .on('error', () => {})
      .connect();
    const endless = wrap(store, (sid) => client.persist(`session:${sid}`));
    return {
      store: endless,
      close: async () => {
        client.destroy();
        await close();
      },
    };
  },
});

export const endlessRecords = persisting((...given) => new Endless(...given));
export const endlessOnceOver = persisting((...given) => new EndlessOnceOver(...given));
