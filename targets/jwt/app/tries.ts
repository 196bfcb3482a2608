const MOST = 5;
const WINDOW_MS = 15 * 60_000;
/** Whoever tries all kinds of names must not fill the memory. */
const LARGEST = 100_000;

/** Wrong passwords by account: after five of them nobody signs in to it until a quarter of an hour after the last. */
export const createTries = (clock = Date.now) => {
  const wrong = new Map<string, { readonly count: number; readonly until: number }>();
  const countOf = (account: string): number => {
    const seen = wrong.get(account);
    return seen !== undefined && clock() < seen.until ? seen.count : 0;
  };
  return {
    usedUp: (account: string): boolean => countOf(account) >= MOST,
    count(account: string): void {
      const count = countOf(account) + 1;
      wrong.delete(account); // the newest last
      wrong.set(account, { count, until: clock() + WINDOW_MS });
      for (const oldest of wrong.keys()) {
        if (wrong.size <= LARGEST) break;
        wrong.delete(oldest);
      }
    },
    forget: (account: string): void => void wrong.delete(account),
  };
};
