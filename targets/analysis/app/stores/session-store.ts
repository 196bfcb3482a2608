import session, { type SessionData } from 'express-session';
import type { Records } from './records.ts';

type Done<Result = void> = (error?: unknown, result?: Result) => void;

export interface StoreRules {
  /** When a record ends, by what is in it. */
  readonly endOf: (data: SessionData, now: number) => number;
  /** How long it is remembered that a session was ended: longer than any request takes. */
  readonly markMs: number;
}

const SWEEP_MS = 3_600_000;

/** What express-session asks of a store, of any of the five. */
export class SessionStore extends session.Store {
  readonly #records: Records;
  readonly #rules: StoreRules;
  readonly #sweeper: NodeJS.Timeout;

  constructor(records: Records, rules: StoreRules) {
    super();
    this.#records = records;
    this.#rules = rules;
    const sweep = (): void => void records.sweep(Date.now()).catch(() => {});
    this.#sweeper = setInterval(sweep, SWEEP_MS).unref();
    sweep();
  }

  override get(id: string, done: (error: unknown, data?: SessionData | null) => void): void {
    const reading = this.#records.read(id, Date.now());
    void answer(
      reading.then((record): SessionData | null => (record === undefined ? null : JSON.parse(record))),
      done,
    );
  }

  override set(id: string, data: SessionData, done?: Done): void {
    const now = Date.now();
    void answer(this.#records.write(id, JSON.stringify(data), this.#rules.endOf(data, now), now), done);
  }

  override touch(id: string, data: SessionData, done?: Done): void {
    const now = Date.now();
    void answer(this.#records.extend(id, this.#rules.endOf(data, now), now), done);
  }

  override destroy(id: string, done?: Done): void {
    void answer(this.#records.end(id, Date.now() + this.#rules.markMs), done);
  }

  close(): Promise<void> {
    clearInterval(this.#sweeper);
    return this.#records.close();
  }
}

const answer = async <Result>(work: Promise<Result>, done: Done<Result> | undefined): Promise<void> => {
  let result: Result;
  try {
    result = await work;
  } catch (error) {
    done?.(error);
    return;
  }
  done?.(undefined, result);
};
