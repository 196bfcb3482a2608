import session, { type SessionData, type Store } from 'express-session';

export type Done<Result> = (error: unknown, result?: Result) => void;
export type Got = SessionData | null | undefined;

/** Every call goes to the store behind it. */
export class Passing extends session.Store {
  readonly inner: Store;

  constructor(inner: Store) {
    super();
    this.inner = inner;
  }

  override get(sid: string, done: (error: unknown, data?: SessionData | null) => void): void {
    this.inner.get(sid, done);
  }

  override set(sid: string, data: SessionData, done?: (error?: unknown) => void): void {
    this.inner.set(sid, data, done);
  }

  override touch(sid: string, data: SessionData, done?: () => void): void {
    this.inner.touch?.(sid, data, done);
  }

  override destroy(sid: string, done?: (error?: unknown) => void): void {
    this.inner.destroy(sid, done);
  }
}
