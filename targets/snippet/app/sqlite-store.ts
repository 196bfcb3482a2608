import { DatabaseSync } from 'node:sqlite';
import session, { type SessionData } from 'express-session';

type Done<Result = void> = (error?: unknown, result?: Result) => void;

/** Sessions in a file, where no Redis is at hand. A record lives as long as its cookie says. */
export class SqliteStore extends session.Store {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    super();
    this.#database = new DatabaseSync(file, { timeout: 2_000 });
    this.#database.exec('PRAGMA journal_mode = WAL');
    this.#database.exec('CREATE TABLE IF NOT EXISTS sessions (sid TEXT PRIMARY KEY, data TEXT, ends INTEGER)');
  }

  override get(sid: string, done: (error: unknown, data?: SessionData | null) => void): void {
    this.#answer<SessionData | null>(done, () => {
      const row = this.#run('SELECT data FROM sessions WHERE sid = ? AND ends > ?').get(sid, Date.now());
      return row === undefined ? null : JSON.parse(String(row['data']));
    });
  }

  override set(sid: string, data: SessionData, done?: Done): void {
    const put = this.#run('INSERT OR REPLACE INTO sessions (sid, data, ends) VALUES (?, ?, ?)');
    this.#answer(done, () => void put.run(sid, JSON.stringify(data), endOf(data)));
  }

  override touch(sid: string, data: SessionData, done?: Done): void {
    this.#answer(done, () => void this.#run('UPDATE sessions SET ends = ? WHERE sid = ?').run(endOf(data), sid));
  }

  override destroy(sid: string, done?: Done): void {
    this.#answer(done, () => void this.#run('DELETE FROM sessions WHERE sid = ?').run(sid));
  }

  #run(sql: string) {
    return this.#database.prepare(sql);
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

const endOf = ({ cookie }: SessionData): number => Date.now() + (cookie.originalMaxAge ?? 86_400_000);
