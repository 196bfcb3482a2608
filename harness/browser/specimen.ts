import { type Browser, chromium } from 'playwright';
import { HarnessError } from '../errors.ts';
import { fence } from './fence.ts';
import type { SpecimenInput, SpecimenObservation } from './observation.ts';
import { replay } from './replay.ts';
import { type Twin, startTwin } from './twin.ts';
import { within } from './within.ts';

export type * from './observation.ts';

/** A launched Chromium with its loopback twin. Observations may run side by side: each has a context of its own. */
export interface SpecimenBrowser extends AsyncDisposable {
  /** E.g. "Chromium 156.0.8078.79". */
  readonly version: string;
  readonly observe: (input: SpecimenInput) => Promise<SpecimenObservation>;
  readonly close: () => Promise<void>;
}

/** A first launch reads a few hundred megabytes from disk: on a busy machine that is not an operation of 10 s. */
const LAUNCH_MS = 30_000;

const launch = (path: string, twin: Twin): Promise<Browser> =>
  within(
    `launching ${path}`,
    chromium.launch({
      executablePath: path,
      timeout: LAUNCH_MS,
      // Every name and port leads to the twin, so that this Chromium can reach nothing else.
      args: [...fence(`MAP * 127.0.0.1:${twin.port}`), `--ignore-certificate-errors-spki-list=${twin.pin}`],
    }),
    LAUNCH_MS,
  );

export const openBrowser = async (path: string): Promise<SpecimenBrowser> => {
  const twin = await startTwin();
  let browser: Browser;
  try {
    browser = await launch(path, twin);
  } catch (error) {
    await twin[Symbol.asyncDispose]();
    throw error;
  }
  const version = `Chromium ${browser.version()}`;

  const observe = async (input: SpecimenInput): Promise<SpecimenObservation> => {
    const context = await within('opening a browser context', browser.newContext());
    context.setDefaultTimeout(10_000);
    try {
      const observation = await replay(input, { context, twin, browser: version });
      // A view is "unknown" when its request did not arrive; a browser that died is another matter.
      if (!browser.isConnected()) throw new HarnessError('BROWSER', `${path} ended while cookies were replayed.`);
      return observation;
    } finally {
      await within('closing a browser context', context.close());
    }
  };

  const close = async (): Promise<void> => {
    try {
      await within('closing the browser', browser.close());
    } finally {
      await twin[Symbol.asyncDispose]();
    }
  };
  return { version, observe, close, [Symbol.asyncDispose]: close };
};

/** What a real browser does with the Set-Cookie lines of a recorded sign-in, without traffic to the target. */
export const observeSpecimen = async (
  input: SpecimenInput,
  { path }: { readonly path: string },
): Promise<SpecimenObservation> => {
  await using browser = await openBrowser(path);
  return await browser.observe(input);
};
