import session, { type SessionData, type Store } from 'express-session';
import type { Parts } from '../app/parts.ts';
import { openStore } from '../app/store.ts';
import { Passing, type Done, type Got } from './passing.ts';

const behind = (wrap: (inner: Store) => Store): Partial<Parts> => ({
  openStore: async (...given) => {
    const { store, close } = await openStore(...given);
    return { store: wrap(store), close };
  },
});

/** What express-session itself warns of in production. */
export const inMemory: Partial<Parts> = {
  openStore: () => Promise.resolve({ store: new session.MemoryStore(), close: () => Promise.resolve() }),
};

const REMEMBERED_MS = 60_000;

/** Each instance remembers for a minute what it has read, to spare the store. */
class Remembering extends Passing {
  readonly #kept = new Map<string, { readonly text: string; readonly until: number }>();

  #keep(sid: string, data: SessionData): void {
    this.#kept.set(sid, { text: JSON.stringify(data), until: Date.now() + REMEMBERED_MS });
  }

  override get(sid: string, done: Done<Got>): void {
    const kept = this.#kept.get(sid);
    if (kept !== undefined && Date.now() < kept.until) {
      setImmediate(() => done(undefined, JSON.parse(kept.text)));
      return;
    }
    super.get(sid, (error, data) => {
      if (data !== null && data !== undefined) this.#keep(sid, data);
      done(error, data);
    });
  }

  override set(sid: string, data: SessionData, done?: (error?: unknown) => void): void {
    this.#kept.delete(sid);
    super.set(sid, data, done);
  }

  override destroy(sid: string, done?: (error?: unknown) => void): void {
    this.#kept.delete(sid);
    super.destroy(sid, done);
  }
}
export const remembering = behind((inner) => new Remembering(inner));

/** While the store fails, whoever comes is given the session that was read last. */
class LettingIn extends Passing {
  #last: Got;

  override get(sid: string, done: Done<Got>): void {
    super.get(sid, (error, data) => {
      if (!error && data?.user !== undefined) this.#last = data;
      if (error) done(undefined, this.#last);
      else done(error, data);
    });
  }
}
export const lettingIn = behind((inner) => new LettingIn(inner));

/** An error of the store is thrown where nobody catches it. */
class Throwing extends Passing {
  override get(sid: string, done: Done<Got>): void {
    super.get(sid, (error, data) => {
      if (!error) return done(error, data);
      setImmediate(() => {
        throw new Error('the session store failed');
      });
    });
  }
}
export const throwing = behind((inner) => new Throwing(inner));

/** Whatever was asked for, the whole record is written again. */
class Rewriting extends Passing {
  override touch(sid: string, data: SessionData, done?: () => void): void {
    this.inner.set(sid, data, done);
  }
}
export const rewriting = behind((inner) => new Rewriting(inner));

/** Whatever was asked for, the record is written again just as it stands there. */
class WritingTheSame extends Passing {
  override touch(sid: string, data: SessionData, done?: () => void): void {
    this.inner.get(sid, (error, same) => {
      if (error || same === null || same === undefined) this.inner.touch?.(sid, data, done);
      else this.inner.set(sid, same, done);
    });
  }
}
export const writingTheSame = behind((inner) => new WritingTheSame(inner));

/** Sessions that hold nothing are not kept; what names them is given away all the same. */
class KeepingNoEmptyOnes extends Passing {
  override set(sid: string, data: SessionData, done?: (error?: unknown) => void): void {
    const { cookie: _, ...held } = data;
    if (Object.keys(held).length > 0) this.inner.set(sid, data, done);
    else setImmediate(() => done?.());
  }
}
export const keepingNoEmptyOnes = behind((inner) => new KeepingNoEmptyOnes(inner));
