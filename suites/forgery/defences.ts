import {
  altered,
  knownToAll,
  madeUp,
  not,
  notApplicable,
  tokenIn,
  tokensOf,
  withTokens,
  type Deed,
  type Exchange,
  type Lab,
  type Truth,
} from '../../harness/index.ts';
import { doGenuinely, whetherDone, withDeed, type Shown } from './forged.ts';

type Headers = Readonly<Record<string, string>>;

/** What was sent in alice's name, the answer, and whether it was done. */
export interface Tried {
  readonly how: string;
  /** Only a browser of years ago sends such a thing. */
  readonly old: boolean;
  readonly answer: Exchange;
  readonly shown: Shown;
}

const ELSEWHERE = 'https://elsewhere.sessionspec.test';
/** As a browser says it of a form on another site. */
const FOREIGN: Headers = { origin: ELSEWHERE, referer: `${ELSEWHERE}/`, 'sec-fetch-site': 'cross-site' };

/** An empty text: the header is not sent. */
const origins = ({ protocol, host, hostname }: URL): readonly (readonly [string, Headers, 'old'?])[] => {
  const from = (origin: string, site: string): Headers => ({
    origin,
    referer: origin === 'null' ? '' : `${origin}/`,
    'sec-fetch-site': site,
  });
  return [
    ['with an origin that is hidden (null)', from('null', 'cross-site')],
    [
      'from a host that begins as the app’s own',
      from(`${protocol}//${hostname}.elsewhere.sessionspec.test`, 'cross-site'),
    ],
    ['from a host that ends as the app’s own', from(`${protocol}//elsewhere-${host}`, 'cross-site')],
    ['from a sister host', from(`${protocol}//sister.${host}`, 'same-site')],
    ['from elsewhere, by the word of Origin alone', { ...FOREIGN, 'sec-fetch-site': '', referer: '' }, 'old'],
  ];
};

/** Learns what the app looks at, a token or where a request comes from, and tries to get round it. */
export const tryDefences = async (lab: Lab) => {
  const { alice, bob, target } = lab;
  let { session, deed } = await withDeed(lab);
  const other = target.missing.includes('secondAccount') ? alice.another() : bob;
  await other.signIn();
  const his = await other.deed();
  const plain = his === null ? deed : knownToAll(deed, his);
  const tokens = tokensOf(deed, plain);

  const attempt = async (
    how: string,
    change: (deed: Deed) => Deed,
    headers: Headers = {},
    old = false,
  ): Promise<Tried> => {
    const made = change((await alice.deed()) ?? deed);
    const answer = await alice.carryOut({ ...made, headers: { ...made.headers, ...headers } });
    const shown = (await whetherDone(lab, session, [made]))[0] ?? { done: 'unknown' as const, by: answer };
    // A sign-out that was done is done.
    if (deed.kind === 'sign-out' && shown.done !== 'no') session = await alice.signIn();
    return { how, old, answer, shown };
  };
  const without = (made: Deed): Deed => withTokens(made, plain, () => null);

  const { answer: here, sighting: alive } = await lab.ask(session);
  const before = deed.kind === 'change' ? await doGenuinely(lab, session) : null;
  const open = await attempt('without a token', without);
  const foreign = await attempt('from another site', open.shown.done === 'no' ? (made) => made : without, FOREIGN);
  if (open.shown.done === 'yes' && foreign.shown.done === 'yes')
    return notApplicable(
      'it looks neither for a token nor at where a request comes from: CSRF-03 shows what that leads to',
    );

  const tries: Tried[] = [open.shown.done === 'no' ? open : foreign];
  const byToken = open.shown.done === 'no' && tokens.length > 0;
  if (byToken) {
    const earlier = alice.another();
    await earlier.signIn();
    const past = await earlier.deed();
    await earlier.signOut();
    const each = (how: string, valueOf: (name: string, value: string) => string | null) =>
      attempt(how, (made) => withTokens(made, plain, valueOf));
    tries.push(
      await each('with an empty token', () => ''),
      await each('with a token that is made up', (_name, value) => madeUp(value)),
      await each('with a token that is altered', (_name, value) => altered(value)),
      await each('with somebody else’s token', (name) => (his === null ? null : tokenIn(his, name))),
      await each('with the token of a session of hers that has ended', (name) =>
        past === null ? null : tokenIn(past, name),
      ),
    );
  } else {
    for (const [how, headers, old] of origins(here.url))
      tries.push(await attempt(how, without, headers, old === 'old'));
  }
  const after = await doGenuinely(lab, session);
  return {
    kind: deed.kind,
    alive,
    before,
    after,
    tries,
    tokens,
    byToken,
    alsoByOrigin: byToken && foreign.shown.done === 'no',
  };
};
export type Defences = Awaited<ReturnType<typeof tryDefences>>;

/** An error proves nothing: it may have come before anything was looked at. */
export const refused = ({ answer, shown }: Tried): Truth =>
  shown.done === 'no' && (answer.failure !== null || answer.status >= 500) ? 'unknown' : not(shown.done);
