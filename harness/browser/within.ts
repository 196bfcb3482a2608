import { HarnessError, messageOf } from '../errors.ts';

/** Playwright appends a log that names every page. The first line says what happened; of a launch, what Chromium said. */
export const reason = (thrown: unknown): string => {
  const message = messageOf(thrown);
  return /^\[pid=\d+\]\[err\] (.+)$/m.exec(message)?.[1] ?? message.split('\n', 1)[0] ?? '';
};

/** Waits no longer than `ms`, and turns whatever goes wrong into one kind of error. */
export const within = async <T>(what: string, work: Promise<T>, ms = 10_000): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HarnessError('BROWSER', `${what} took longer than ${ms / 1000} s.`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } catch (thrown) {
    // The cause is left out on purpose: it may quote what a page held.
    throw thrown instanceof HarnessError ? thrown : new HarnessError('BROWSER', `${what} failed: ${reason(thrown)}`);
  } finally {
    clearTimeout(timer);
  }
};

/** The same for a live page: its addresses may hold what nobody should read after their `?` or `#`. */
export const careful = async <T>(what: string, work: Promise<T>, ms = 10_000): Promise<T> => {
  try {
    return await within(what, work, ms);
  } catch (error) {
    // What is the target's stays the target's: a sign-in that did not work is no trouble of the browser's.
    const code = error instanceof HarnessError ? error.code : 'BROWSER';
    throw new HarnessError(code, messageOf(error).replaceAll(/[?#][^\s"']+/g, '?…'));
  }
};
