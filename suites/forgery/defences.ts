import {
  altered,
  anonymous,
  emptied,
  knownToAll,
  madeUp,
  not,
  notApplicable,
  theirsFor,
  tokenIn,
  tokensOf,
  withTokens,
  type Deed,
  type Exchange,
  type Lab,
  type Pairs,
  type Persona,
  type TokenChange,
  type Truth,
} from '../../harness/index.ts';
import { doGenuinely, genuineBefore, whetherDone, withOthers, type Shown } from './forged.ts';

type Headers = Readonly<Record<string, string>>;

/** What was sent in alice's name, the answer, and whether it was done. */
export interface Tried {
  readonly how: string;
  /** Only a browser of years ago sends such a thing, or one in which somebody can set what nobody should. */
  readonly weak: boolean;
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

/** A deed of a session of hers that has ended; null where none could be ended for certain. */
const deedOfThePast = async ({ alice, probe, signOutRequest }: Lab): Promise<Deed | null> => {
  const earlier = alice.another();
  const session = await earlier.signIn();
  const deed = await earlier.deed();
  if ((await signOutRequest()) === null) return null;
  await earlier.signOut();
  return anonymous(await probe(session)) === 'yes' ? deed : null;
};

/** Learns what the app looks at, a token or where a request comes from, and tries to get round it. */
export const tryDefences = async (lab: Lab) => {
  const { alice, bob } = lab;
  const past = await deedOfThePast(lab); // first: to sign in elsewhere may end a session
  const { session: first, deed, others, his } = await withOthers(lab);
  let session = first;
  const { answer: here, sighting: alive } = await lab.ask(session);
  const groups = tokensOf(deed, knownToAll(deed, others)).map((pairs) => pairs.map(([name]) => name));

  const attempt = async (
    how: string,
    change: (deed: Deed) => Deed,
    { headers = {}, weak = false, by = alice }: Partial<Pick<Tried, 'weak'>> & { headers?: Headers; by?: Persona } = {},
  ): Promise<Tried> => {
    const made = change((await alice.deed()) ?? deed);
    const answer = await by.carryOut({ ...made, headers: { ...made.headers, ...headers } });
    // What is kept in a cookie shows at that client alone.
    const shown = (await whetherDone({ ...lab, alice: by }, session, [made]))[0] ?? {
      done: 'unknown' as const,
      by: answer,
    };
    // A sign-out that was done is done.
    if (deed.kind === 'sign-out' && shown.done !== 'no') session = await alice.signIn();
    return { how, weak, answer, shown };
  };
  const changed = (how: string, names: readonly string[], change: TokenChange): Promise<Tried> =>
    attempt(how, (made) => withTokens(made, names, change));
  const without = (made: Deed): Deed => withTokens(made, groups.flat(), () => null);
  const done = ({ shown }: Tried): boolean => shown.done === 'yes';

  const before = await genuineBefore(lab, session, deed);
  const open = await attempt('without a token', without);
  const foreign = await attempt('from another site', done(open) ? without : (made) => made, { headers: FOREIGN });
  // What is looked at where it is there, and need not be there, is no defence either; and no lack of one.
  const ifThere = done(open) && done(foreign) && groups.length > 0 && !done(await changed('', groups.flat(), madeUp));
  if (done(open) && done(foreign) && !ifThere)
    return notApplicable(
      'it looks neither for a token nor at where a request comes from: CSRF-03 shows what that leads to',
    );

  const isHis = (names: readonly string[]): boolean =>
    his !== null && names.some((name) => theirsFor([name, tokenIn(deed, name)], deed, his) !== null);
  const tryToken = async (names: readonly string[]): Promise<readonly Tried[]> => {
    const tries = [
      await changed('with an empty token', names, emptied),
      await changed('with a token that is made up', names, madeUp),
      await changed('with a token that is altered', names, altered),
    ];
    const owned = (theirs: Deed) => (pair: Pairs[number]) => theirsFor(pair, deed, theirs);
    if (past !== null)
      tries.push(await changed('with the token of a session of hers that has ended', names, owned(past)));
    if (his === null || !isHis(names)) return tries;
    tries.push(await changed('with somebody else’s token', names, owned(his)));
    const beside = await bob.holdsBesides();
    if (beside.parts.length === 0) return tries;
    const both = alice.another();
    for (const one of [session, beside]) await both.plant(one);
    // No neighbour can set one with that prefix.
    const weak = beside.parts.every(({ name }) => /^__Host-/i.test(name));
    const how = `with somebody else’s token, and the cookies that came with it (${beside.parts.map(({ name }) => name).join(', ')}),`;
    return [...tries, await attempt(how, (made) => withTokens(made, names, owned(his)), { weak, by: both })];
  };

  const byToken = ifThere || (!done(open) && groups.length > 0);
  const tries: Tried[] = [byToken ? open : foreign];
  let asked: readonly string[] = [];
  if (ifThere) asked = groups.flat();
  else if (byToken) {
    // One of them that holds is enough.
    const each = [];
    for (const names of groups) each.push({ names, tries: await tryToken(names) });
    const best = each.toSorted((one, other) => one.tries.filter(done).length - other.tries.filter(done).length)[0];
    asked = best?.names ?? [];
    tries.push(...(best?.tries ?? []));
  } else
    for (const [how, headers, old] of origins(here.url))
      tries.push(await attempt(how, without, { headers, weak: old === 'old' }));

  const after = await doGenuinely(lab, session);
  return {
    kind: deed.kind,
    alive,
    before,
    after,
    tries,
    /** Names of what is asked for that stand on other people's pages too: a name may be the token. */
    tokens: asked.filter((name) => his !== null && theirsFor([name, ''], his, his)?.[0] === name),
    byToken,
    alsoByOrigin: byToken && !done(foreign),
    /** Whether tokens of others could be tried. */
    tried: !byToken || ifThere || isHis(asked),
    past: past !== null,
  };
};
export type Defences = Awaited<ReturnType<typeof tryDefences>>;

/** What is seen not to be done is refused, whatever the answer says; one that never came proves nothing. */
export const refused = ({ answer, shown }: Tried): Truth =>
  shown.done === 'no' && answer.failure !== null ? 'unknown' : not(shown.done);
