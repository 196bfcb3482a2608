import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { findChromium } from './find-chromium.ts';
import {
  type MomentObservation,
  type SpecimenBrowser,
  type SpecimenObservation,
  type SpecimenStep,
  openBrowser,
} from './specimen.ts';

// For the tests of this folder only.

const found = await findChromium();
export const skip = found === null ? 'no Chromium was found; `npm run setup` says how to get one' : false;

/** One Chromium for the tests of the enclosing suite. */
export const useChromium = () => {
  let browser: SpecimenBrowser | undefined;
  before(async () => {
    browser = await openBrowser(found?.path ?? '');
  });
  after(async () => {
    await browser?.close();
  });
  return {
    observe: async (steps: SpecimenStep[], origin = 'https://reference.test:41234'): Promise<SpecimenObservation> => {
      assert.ok(browser);
      return await browser.observe({ origin, askPath: '/me?full=1', steps });
    },
  };
};

export const step = (moment: string, setCookie: string[], more: Partial<SpecimenStep> = {}): SpecimenStep => ({
  path: '/account/login?code=1',
  setCookie,
  clearSiteData: null,
  moment,
  ...more,
});

const complaints = (moment: MomentObservation): string[] =>
  Object.entries(moment).flatMap(([view, seen]) =>
    seen !== null && 'control' in seen && seen.control !== 'yes' ? [`${view}: ${seen.control}: ${seen.why}`] : [],
  );

/** A moment all of whose controls hold. */
export const sound = ({ moments }: SpecimenObservation, name: string): MomentObservation => {
  const moment = moments[name];
  assert.ok(moment, `no moment "${name}"`);
  assert.deepEqual(complaints(moment), []);
  return moment;
};

/** Where a cookie was: Kept, sent Same-site, by plain Http, read by Javascript, on a cross-site Post or Get, and Wider. */
export const places = (moment: MomentObservation, name: string): string => {
  const views = [
    ['S', moment.sentSameSite],
    ['H', moment.sentPlainHttp],
    ['J', moment.readableByScript],
    ['P', moment.sentCrossSitePost],
    ['G', moment.sentCrossSiteGet],
    ['W', moment.sentToSibling],
  ] as const;
  const seen = views.map(([letter, { names }]) => (names.includes(name) ? letter : '-'));
  return [moment.kept.includes(name) ? 'K' : '-', ...seen].join('');
};
