import type { EntryTab, Held } from '../browser/entry-tab.ts';
import { openLive, type LiveBrowser, type LiveInput } from '../browser/pages.ts';
import { HarnessError } from '../errors.ts';
import type { Masker } from '../model/masking.ts';
import type { Recording } from '../model/recording.ts';
import { Secret } from '../model/secret.ts';
import type { Account } from '../model/target.ts';
import { Halt, type Attempt } from './way-in/attempt.ts';
import { sentences, WayInError } from './way-in/diagnose.ts';
import { enter } from './way-in/enter.ts';
import { seek } from './way-in/seek.ts';

export { WayInError } from './way-in/diagnose.ts';

export interface WayInInput {
  readonly live: LiveInput;
  /** Where a visitor begins: path and query. */
  readonly start: string;
  readonly account: Account;
  /** Learns what is typed and what is issued. */
  readonly masker: Masker;
  /** Where a picture of the last page goes when nobody gets in; null: nowhere. */
  readonly picture: string | null;
  /** Called once somebody is signed in, while the page is still open. */
  readonly meanwhile?: Meanwhile;
}
export type Meanwhile = (recording: Recording, tab: EntryTab) => Promise<void>;

export interface WayIn {
  readonly recording: Recording;
  /** What the browser sent to the target, assets included. */
  readonly browserRequests: number;
}

/**
 * Finds the way to sign in with a browser of its own, and signs in once. Throws WayInError (SIGN_IN, UNREACHABLE) with
 * one diagnosis: what happened, the fields that were seen, what to declare, and where the picture is.
 */
export const findWayIn = async (input: WayInInput): Promise<WayIn> => {
  // A network interface that comes or goes (a container that starts) fails what is under way.
  for (let attempt = 1; ; attempt += 1) {
    await using browser = await openLive(input.live);
    try {
      const recording = await record(input, browser, 'signed in');
      return { recording, browserRequests: browser.requests };
    } catch (error) {
      if (!browser.disturbed || attempt > 1) throw error;
    }
  }
};

/** Signs in in a browser that is open already: what it holds then stays in it, but for the storage of that one window. */
export const signInWithin = (browser: LiveBrowser, input: WayInInput): Promise<Recording> =>
  record(input, browser, 'signed in');

/** Cookies as the target set them, and for which path. */
type Given = Parameters<LiveBrowser['hold']>[0];

/**
 * Looks at `start` in a browser that holds the cookies of somebody who is signed in, as if they had just signed in there.
 * Returns what the browser sent to the target.
 */
export const lookSignedIn = async (
  input: WayInInput & { readonly cookies: Given; readonly meanwhile: Meanwhile },
): Promise<number> => {
  const password = new Secret(input.account.password);
  for (let attempt = 1; ; attempt += 1) {
    await using browser = await openLive(input.live);
    try {
      await browser.hold(input.cookies);
      const tab = await browser.entryTab();
      tab.recorder.markFirst();
      await tab.goto(input.start);
      await input.meanwhile(recordingOf(await tab.held(password), tab.address, []), tab);
      return browser.requests;
    } catch (error) {
      if (!browser.disturbed || attempt > 1) throw error;
    }
  }
};

export interface SignedInAnew extends WayIn {
  /** Every cookie that the browser holds then. */
  readonly held: Awaited<ReturnType<EntryTab['cookieLines']>>;
}

/**
 * Signs in once more in a browser that holds these cookies. What was refused is told by what it then holds, as with any
 * other client; throws only where no password could be sent.
 */
export const signInAnew = async (input: WayInInput & { readonly cookies: Given }): Promise<SignedInAnew> => {
  for (let attempt = 1; ; attempt += 1) {
    await using browser = await openLive(input.live);
    try {
      if (input.cookies.length > 0) await browser.hold(input.cookies);
      let held: SignedInAnew['held'] = [];
      const meanwhile: Meanwhile = async (_, tab) => {
        held = await tab.cookieLines();
      };
      const recording = await record({ ...input, meanwhile }, browser, 'even refused');
      return { recording, held, browserRequests: browser.requests };
    } catch (error) {
      if (!browser.disturbed || attempt > 1) throw error;
    }
  }
};

const record = async (
  input: WayInInput,
  browser: LiveBrowser,
  wanted: 'signed in' | 'even refused',
): Promise<Recording> => {
  const { account, masker } = input;
  const password = new Secret(account.password);
  masker.know(password, 'password');
  const tab = await browser.entryTab();
  const attempt: Attempt = { tab, account, password, masker, found: [] };
  return signInOn(attempt, input.start, { ...input, wanted, requests: () => browser.requests });
};

const recordingOf = ({ url, html, ...held }: Held, entry: string, found: readonly string[]): Recording => ({
  ...held,
  entry,
  landing: url,
  landingHtml: html,
  found: [...found],
});

/** Signs in on a page that is there, from `start`. */
const signInOn = async (
  attempt: Attempt,
  start: string,
  {
    picture,
    requests,
    wanted,
    meanwhile,
  }: {
    readonly picture: string | null;
    readonly requests: () => number;
    readonly wanted: 'signed in' | 'even refused';
    readonly meanwhile?: Meanwhile;
  },
): Promise<Recording> => {
  const { tab, account, password, masker, found } = attempt;
  let entry = start;
  try {
    const form = await seek(attempt, start);
    entry = tab.address;
    if (form !== 'basic')
      await enter(attempt, form).catch((error: unknown) => {
        if (wanted === 'signed in' || !(error instanceof Halt) || tab.recorder.answers.length === 0) throw error;
      });
    const held = await tab.held(password);
    for (const { value } of [...held.cookies, ...held.storage]) masker.know(value, 'identifier');
    const recording = recordingOf(held, entry, found);
    await meanwhile?.(recording, tab);
    return recording;
  } catch (error) {
    if (!(error instanceof Halt)) throw error;
    const { what, remedy } = sentences(error.stopped, { username: account.username, entry });
    const file = picture === null ? null : await tab.picture(picture, [password]);
    const done = found.length === 0 ? '' : `. Done so far: ${found.join('; ')}`;
    const where = file === null ? '' : `. The page is pictured in "${file}"`;
    throw new WayInError(
      error.stopped.obstacle === 'nothing-found' && error.stopped.seen.startsWith('no answer')
        ? 'UNREACHABLE'
        : 'SIGN_IN',
      masker.text(`${what}${done}${where}: ${remedy}`),
      error.stopped.obstacle,
      requests(),
    );
  } finally {
    await tab.close().catch((error: unknown) => {
      if (!(error instanceof HarnessError)) throw error;
    });
  }
};
