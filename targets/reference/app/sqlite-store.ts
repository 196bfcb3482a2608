import { DatabaseSync, type StatementSync } from 'node:sqlite';
import session, { type SessionData } from 'express-session';

type Done<Result = void> = (error?: unknown, result?: Result) => void;

const SWEEP_MS = 3_600_000;
/** Stands where a session was that has ended. */
const ENDED = '';

/**
 * Sessions in a file that outlives a restart, or in memory. A record's end is judged by the wall clock. For `endedMs` after
 * a session was destroyed nothing is written under its identifier: a request that began before it ended may come late.
 */
export class SqliteStore extends session.Store {
  readonly #database: DatabaseSync;
  readonly #ttlMs: number;
  readonly #endedMs: number;
  readonly #sweeper: NodeJS.Timeout;
  readonly #read: StatementSync;
  readonly #write: StatementSync;
  readonly #extend: StatementSync;
  readonly #end: StatementSync;
  readonly #sweep: StatementSync;

  constructor(file: string, ttlMs: number, endedMs: number) {
    super();
    this.#ttlMs = ttlMs;
    this.#endedMs = endedMs;
    this.#database = new DatabaseSync(file, { timeout: 2_000 });
    // NORMAL is safe with WAL: a crash of the machine may cost the newest sessions, never the file.
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    this.#database.exec(
      'CREATE TABLE IF NOT EXISTS sessions (sid TEXT PRIMARY KEY, data TEXT NOT NULL, expires INTEGER NOT NULL) STRICT',
    );
    this.#read = this.#database.prepare(
      `SELECT data FROM sessions WHERE sid = ? AND expires > ? AND data <> '${ENDED}'`,
    );
    const put = 'INSERT INTO sessions (sid, data, expires) VALUES (?, ?, ?) ON CONFLICT (sid) DO UPDATE SET ';
    this.#write = this.#database.prepare(
      `${put} data = excluded.data, expires = excluded.expires WHERE sessions.data <> '${ENDED}' OR sessions.expires <= ?`,
    );
    this.#extend = this.#database.prepare(
      `UPDATE sessions SET expires = ? WHERE sid = ? AND expires > ? AND data <> '${ENDED}'`,
    );
    this.#end = this.#database.prepare(`${put} data = excluded.data, expires = excluded.expires`);
    this.#sweep = this.#database.prepare('DELETE FROM sessions WHERE expires <= ?');
    this.#sweep.run(Date.now());
    this.#sweeper = setInterval(() => this.#answer(undefined, () => this.#sweep.run(Date.now())), SWEEP_MS).unref();
  }

  override get(sid: string, done: (error: unknown, data?: SessionData | null) => void): void {
    this.#answer<SessionData | null>(done, () => {
      const row = this.#read.get(sid, Date.now());
      return row === undefined ? null : JSON.parse(String(row.data));
    });
  }

  override set(sid: string, data: SessionData, done?: Done): void {
    const now = Date.now();
    this.#answer(done, () => void this.#write.run(sid, JSON.stringify(data), data.endsAt ?? now + this.#ttlMs, now));
  }

  /** Extends a live record only: what was removed or has ended stays so. */
  override touch(sid: string, data: SessionData, done?: Done): void {
    const now = Date.now();
    this.#answer(done, () => void this.#extend.run(data.endsAt ?? now + this.#ttlMs, sid, now));
  }

  override destroy(sid: string, done?: Done): void {
    this.#answer(done, () => void this.#end.run(sid, ENDED, Date.now() + this.#endedMs));
  }

  close(): void {
    clearInterval(this.#sweeper);
    this.#database.close();
  }

  /** Never in the caller's own turn and never by throwing: express-session expects a store that answers later. */
  #answer<Result>(done: Done<Result> | undefined, act: () => Result): void {
    setImmediate(() => {
      let result: Result;
      try {
        result = act();
      } catch (error) {
        done?.(error);
        return;
      }
      done?.(undefined, result);
    });
  }
}
