/**
 * Where records lie, by name, each with its end in epoch milliseconds. A record that was ended leaves a mark, and as long as
 * that lasts nothing is written under its name: a request that began before a sign-out may come to its end after it.
 * Each of these is one step of the store's, so that no sign-out falls in between.
 */
export interface Records {
  /** Undefined: there is none, or it is over. */
  read(name: string, now: number): Promise<string | undefined>;
  write(name: string, record: string, endsAt: number, now: number): Promise<void>;
  /** Puts the end of a live record off. */
  extend(name: string, endsAt: number, now: number): Promise<void>;
  /** Leaves a mark until then. */
  end(name: string, until: number): Promise<void>;
  /** Takes away what is over. */
  sweep(now: number): Promise<void>;
  close(): Promise<void>;
}
