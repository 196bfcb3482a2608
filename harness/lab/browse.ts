import { randomUUID } from 'node:crypto';
import type { SetLine } from '../browser/pages.ts';
import { carriedInHeaders, whatIsLeft, type Carried } from '../http/carried.ts';
import type { Network } from '../http/network.ts';
import type { Transcript } from '../http/transcript.ts';
import type { Exchange } from '../model/exchange.ts';
import { samePart, type IdentifierShape, type Part } from '../model/identifier.ts';
import type { Recording } from '../model/recording.ts';
import { Secret } from '../model/secret.ts';
import type { Account, PlainSignIn, PlainSignOut, TargetDefinition } from '../model/target.ts';
import { findOracles, isRecognised, type FoundOracle, type PassedOver } from '../signin/find-oracle.ts';
import { candidatesOf, type Candidate } from '../signin/oracle-candidates.ts';
import type { Names } from '../signin/oracle.ts';
import { signOutRecipes, type Pressed } from '../signin/sign-out-recipe.ts';

/** A browser in which somebody has just signed in. */
export interface OpenBrowser {
  /** Presses what signs out, on this page or, where it has none, on the others in turn. Null: nothing does. */
  leave(pages: readonly string[]): Promise<Left | null>;
}
export interface Left extends Omit<Pressed, 'lost' | 'recording'> {
  /** What it is called, masked. */
  readonly name: string;
  readonly behindMenu: boolean;
  /** What the browser held then. */
  readonly now: Pick<Recording, 'cookies' | 'storage'>;
}

/** How discovery uses a real browser. */
export interface BrowserWay {
  /** Requests that it has sent. */
  readonly requests: number;
  /** Signs in as a person would who knows nothing but the URL. `meanwhile` is called while the browser is open. */
  enter(start: string, account: Account, meanwhile: Meanwhile): Promise<PlainSignIn>;
  /** Looks at `start` with the cookies of somebody who signed in otherwise. */
  look(start: string, account: Account, cookies: readonly SetLine[], meanwhile: Meanwhile): Promise<void>;
}
type Meanwhile = (recording: Recording, open: OpenBrowser) => Promise<void>;

/** A way to sign out that was used in the browser. */
export interface Leaving {
  readonly name: string;
  readonly page: string;
  readonly behindMenu: boolean;
  /** Whether the browser was nobody afterwards. */
  readonly left: boolean;
  /** How to do the same without a browser, the likeliest first, once it is known what the identifier is. */
  readonly recipes: (shape: IdentifierShape) => readonly PlainSignOut[];
  readonly lost: readonly Part[];
}

/** What alice's browser showed. */
export interface Browsed {
  /** Null: it did not sign in by itself. */
  readonly recipe: PlainSignIn | null;
  readonly recording: Recording;
  readonly carried: Carried;
  readonly candidates: readonly Candidate[];
  readonly found: FoundOracle<Candidate> | null;
  /** Null: it was not looked for, since it is declared or nobody was signed in. */
  readonly leaving: Leaving | 'none' | null;
}

interface Given {
  readonly definition: TargetDefinition;
  readonly people: { readonly alice: Account };
  readonly network: Network;
  readonly transcript: Transcript;
  readonly browser: BrowserWay;
  readonly start: string;
  /** Of somebody who signed in otherwise; left out, the browser signs in. */
  readonly handed?: readonly SetLine[];
  readonly names: Names;
  readonly declared: readonly Candidate[] | null;
  readonly strangers: readonly Exchange[];
  readonly passedOver: PassedOver<Candidate>[];
}

/** One sign-in in a browser shows the way in, what tells her from a stranger, what carries her session, and the way out. */
export const browse = async (given: Given): Promise<Browsed> => {
  const { definition, people, network, transcript, browser, start, handed } = given;
  const { names, declared, strangers, passedOver } = given;
  let seen: Omit<Browsed, 'recipe'> | null = null;
  const look = async (recording: Recording, open: OpenBrowser): Promise<void> => {
    const carried = carriedInHeaders(recording);
    const held = [...recording.cookies, ...carried.parts];
    for (const { value } of held) transcript.masker.know(value, 'identifier');
    if (handed === undefined)
      await network.keeper.opened({ id: randomUUID(), who: people.alice.username, parts: held });
    const secrets = [...held.map(({ value }) => value), new Secret(people.alice.password)];
    const candidates = declared ?? candidatesOf(recording, names, secrets, start);
    const asking = { network, names, candidates, alice: () => [held], visitor: () => [], strangers };
    let found: FoundOracle<Candidate> | null = null;
    for await (const one of findOracles(asking, passedOver)) {
      found = one;
      break;
    }
    const leaving =
      found === null || definition.signOut !== undefined ? null : await leave(found, open, recording, secrets);
    seen = { recording, carried, candidates, found, leaving };
  };
  let recipe: PlainSignIn | null = null;
  if (handed === undefined) {
    await network.beginSignIn();
    recipe = await browser.enter(start, people.alice, look);
  } else await browser.look(start, people.alice, handed, look);
  if (seen === null) throw new Error('the browser signed in, and nothing was seen');
  return { ...(seen as Omit<Browsed, 'recipe'>), recipe };

  async function leave(
    found: FoundOracle<Candidate>,
    open: OpenBrowser,
    recording: Recording,
    secrets: readonly Secret[],
  ): Promise<Leaving | 'none'> {
    const isPage = found.question.method === 'GET' && found.question.headers === undefined;
    const left = await open.leave([...(isPage ? [found.question.path] : []), start, '/']);
    if (left === null) return 'none';
    const after = whatIsLeft(found.held, left.now);
    const stillIn = after.length > 0 && (await isRecognised(network, found.oracle, names, after));
    // A browser that forgot is no sign that the server did.
    const lives = stillIn || (await isRecognised(network, found.oracle, names, found.held));
    await network.keeper.closed('left', found.held);
    await network.keeper.closed(lives ? 'alive' : 'ended', found.held);
    const lost = found.held.filter((part) => !after.some((one) => samePart(one, part)));
    return {
      name: left.name,
      page: left.page,
      behindMenu: left.behindMenu,
      left: !stillIn,
      recipes: (shape) => signOutRecipes({ ...left, recording, lost }, network.origin, shape, secrets, people.alice),
      lost,
    };
  }
};
