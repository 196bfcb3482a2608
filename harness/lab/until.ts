import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 100;

/** Looks again until it holds, or the time is over: the last that was seen, and milliseconds since the first look. */
export const until = async <Seen>(
  look: () => Promise<Seen>,
  holds: (seen: Seen) => boolean,
  limitMs: number,
): Promise<{ readonly seen: Seen; readonly afterMs: number }> => {
  for (const began = performance.now(); ; await pause(POLL_MS)) {
    const seen = await look();
    const afterMs = Math.round(performance.now() - began);
    if (holds(seen) || afterMs >= limitMs) return { seen, afterMs };
  }
};
