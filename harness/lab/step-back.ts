import type { Remembered } from '../browser/live-observation.ts';
import type { LiveBrowser } from '../browser/pages.ts';
import type { Tab } from '../browser/tab.ts';

/** One step back after sign-out. */
export interface BackStep {
  readonly steps: number;
  readonly network: 'off' | 'on';
  /** Whether a page that named her stood there before sign-out. */
  readonly named: boolean;
  /** Null: it could not be read. */
  readonly seen: Remembered | null;
}

const MOST_STEPS = 3;

/**
 * Up to three steps back and the one to `entry`, where a page named her; cut off first, and then with the network.
 * `namedHer` tells a path that did; `shownToAll` one where everybody reads her name, which is no trace of hers.
 */
export const stepBack = async (
  { tab, browser }: { readonly tab: Tab; readonly browser: LiveBrowser },
  name: string,
  told: {
    readonly entry: number | null;
    readonly namedHer: (path: string) => boolean;
    readonly shownToAll: (path: string) => Promise<boolean>;
  },
): Promise<readonly BackStep[]> => {
  const last = await tab.entry();
  const distances = new Set(Array.from({ length: MOST_STEPS }, (_, at) => at + 1));
  if (told.entry !== null && told.entry < last) distances.add(last - told.entry);
  const back: BackStep[] = [];
  for (const network of ['off', 'on'] as const) {
    await browser.offline(network === 'off');
    if (network === 'on') await tab.stepTo(last);
    for (const steps of distances) {
      const to = await tab.stepTo(last - steps);
      if (to === null) continue;
      back.push({ steps, network, named: told.namedHer(to.pathname), seen: await tab.remembers(name) });
    }
  }
  const open = new Map<string, boolean>();
  for (const { seen } of back) {
    if (seen === null || seen.path === null || open.has(seen.path)) continue;
    if (seen.text || seen.title || seen.state) open.set(seen.path, await told.shownToAll(seen.path));
  }
  return back.map((step) =>
    open.get(step.seen?.path ?? '') === true && step.seen !== null
      ? { ...step, seen: { ...step.seen, text: false, title: false, state: false } }
      : step,
  );
};
