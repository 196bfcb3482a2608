import type { Page } from 'playwright';
import type { Controls } from './controls.ts';
import { messageOf } from '../errors.ts';
import { letRequest } from './let-request.ts';
import type { MomentObservation, Seen } from './observation.ts';
import { type RememberedValues, pairsOf, pairsRead } from './remembered-values.ts';
import type { Stage } from './stage.ts';
import type { Arrival, Twin } from './twin.ts';
import { type View, followLink, notSeen, postForm, readCookies, tell } from './views.ts';

/** A page that stays where it is, because every answer is "no content", and how to put it back if it did not. */
export interface Spot {
  readonly page: Page;
  readonly mend: () => Promise<unknown>;
}

export interface Asking {
  readonly twin: Twin;
  readonly stage: Stage;
  readonly controls: Controls;
  readonly values: RememberedValues;
  readonly askPath: string;
  /** `null` where the browser knows no site above the host. */
  readonly site: string | null;
  /** At the ask path. */
  readonly own: Spot;
  /** At another site. */
  readonly foreign: Spot;
}

/** Asks the browser six ways what it does with the cookies it holds now. */
export const ask = async (asking: Asking): Promise<Omit<MomentObservation, 'kept' | 'changedByScript'>> => {
  const { twin, stage, askPath, site, own, foreign } = asking;

  const judge = (view: View, arrival: Arrival): Seen => {
    if (arrival.encrypted !== (view === 'sentPlainHttp' ? false : stage.secure)) {
      return notSeen(`the browser went to https by itself: ${stage.host} is on its list of https-only hosts (HSTS)`);
    }
    const pairs = view === 'readableByScript' ? pairsRead(arrival.body) : pairsOf(arrival.cookie);
    return tell(view, pairs, { ...asking, secure: stage.secure });
  };
  const see = async (view: View, { page, mend }: Spot, make: (query: string) => Promise<unknown>): Promise<Seen> => {
    try {
      return judge(view, await letRequest(twin, { reply: {}, make, mend }));
    } catch (error) {
      if (page.isClosed()) throw error;
      return notSeen(messageOf(error));
    }
  };
  const visit = (view: View, origin: string): Promise<Seen> =>
    see(view, own, (query) => own.page.goto(`${origin}${askPath}?${query}`));
  const act = (view: View, spot: Spot, deed: (url: string) => unknown): Promise<Seen> =>
    see(view, spot, (query) => spot.page.evaluate(deed, `${stage.origin}${askPath}?${query}`));

  // In turn on each page, since a navigation ends the one before it.
  const asPerson = async () => ({
    sentSameSite: await visit('sentSameSite', stage.origin),
    sentPlainHttp: await visit('sentPlainHttp', stage.plainOrigin),
    readableByScript: await act('readableByScript', own, readCookies),
    sentToSibling:
      site === null
        ? notSeen(`the browser knows no site above ${stage.host}, so it has no siblings`)
        : await visit('sentToSibling', stage.sibling(site)),
  });
  const asOtherSite = async () => ({
    sentCrossSitePost: await act('sentCrossSitePost', foreign, postForm),
    sentCrossSiteGet: await act('sentCrossSiteGet', foreign, followLink),
  });
  const [person, otherSite] = await Promise.all([asPerson(), asOtherSite()]);
  return { ...person, ...otherSite };
};
