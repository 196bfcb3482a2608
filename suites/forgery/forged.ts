import {
  again,
  anonymous,
  control,
  every,
  knownToAll,
  not,
  notApplicable,
  notTested,
  note,
  precondition,
  waysToForge,
  type Deed,
  type Elsewhere,
  type ForgeryWay,
  type Identifier,
  type Lab,
  type Sighting,
  type Statement,
  type Strength,
  type Truth,
} from '../../harness/index.ts';

/** What it takes to see whether something was done. */
type Doing = Pick<Lab, 'alice' | 'probe'>;

/** Whether something that should show was done, and by what it is known. */
export interface Shown {
  readonly done: Truth;
  readonly by: { readonly n: number } | Sighting;
}

/** Signed in, with a deed to do. Ends the check where the identifier is no cookie, or no deed is known. */
export const withDeed = async ({ alice }: Doing): Promise<{ readonly session: Identifier; readonly deed: Deed }> => {
  const session = await alice.signIn();
  if (!session.parts.some(({ carrier }) => carrier === 'cookie'))
    return notApplicable('a browser sends no part of its identifier by itself: other sites have nothing to forge with');
  const deed = await alice.deed();
  if (deed === null)
    return notTested(
      "to test it, declare a harmless change of hers, as `change: { by: post('/notes', { form: { note: '{marker}' } }) }`",
    );
  return { session, deed };
};

/** Whether each of these was done: a change shows its word, a sign-out leaves nobody. */
export const whetherDone = async (
  { alice, probe }: Doing,
  session: Identifier,
  deeds: readonly Deed[],
): Promise<readonly Shown[]> => {
  const markers = deeds.flatMap(({ marker }) => marker ?? []);
  if (markers.length < deeds.length) {
    const by = await probe(session);
    return deeds.map(() => ({ done: anonymous(by), by }));
  }
  const { answer, shown } = await alice.shows(markers);
  return shown.map((done) => ({ done, by: answer }));
};

/** Does it as a page of the target's own would, and looks. */
export const doGenuinely = async (doing: Doing, session: Identifier): Promise<Shown | null> => {
  const deed = await doing.alice.deed();
  if (deed === null) return null;
  await doing.alice.carryOut(deed);
  return (await whetherDone(doing, session, [deed]))[0] ?? null;
};

/** A person changes something before and after; a sign-out can be done only once. */
export const genuineBefore = (doing: Doing, session: Identifier, { kind }: Deed): Promise<Shown | null> =>
  kind === 'change' ? doGenuinely(doing, session) : Promise.resolve(null);

/** Whether what a sister origin can have done, a page of any site can; null where it can have nothing done. */
const alsoElsewhere = async (
  lab: Lab,
  session: Identifier,
  ways: readonly (ForgeryWay & { readonly deed: Deed })[],
): Promise<Shown | null> => {
  if (ways.length === 0) return null;
  const deeds = ways.map(({ deed }) => again(deed));
  const forgeries = ways.map((way, at) => way.forge(deeds[at] ?? way.deed));
  await lab.forgedElsewhere(lab.alice, forgeries, 'other-site');
  const shown = await whetherDone(lab, session, deeds);
  return shown.find(({ done }) => done === 'yes') ?? shown[0] ?? null;
};

/** What pages of somebody else's asked for, and what came of it. */
export const forgeEachWay = async (lab: Lab, from: Elsewhere) => {
  const { alice, bob, target, forgedElsewhere } = lab;
  const { session, deed } = await withDeed(lab);
  // What the page holds for everybody is known to somebody else; the rest is not.
  const other = target.missing.includes('secondAccount') ? alice.another() : bob;
  await other.signIn();
  const known = knownToAll(deed, (await other.deed()) ?? { ...deed, hidden: [], headers: {} });
  const before = await genuineBefore(lab, session, deed);
  const alive = await lab.probe(session);
  // That an address alone signs nobody out is OUT-04.
  const ways = waysToForge(known)
    .map((way) => ({ ...way, deed: again(known) }))
    .filter((way) => deed.kind === 'change' || way.forge(way.deed).via !== 'link');
  const forgeries = ways.map((way) => way.forge(way.deed));
  const { browser, tries } = await forgedElsewhere(alice, forgeries, from);
  const done = await whetherDone(
    lab,
    session,
    ways.map((way) => way.deed),
  );
  const through = ways.filter((_way, at) => done[at]?.done === 'yes');
  const anywhere = from === 'sibling' && deed.kind === 'change' ? await alsoElsewhere(lab, session, through) : null;
  const after = deed.kind === 'sign-out' && done[0]?.done === 'yes' ? null : await doGenuinely(lab, session);
  const cookies = session.parts.filter(({ carrier }) => carrier === 'cookie').map(({ name }) => name);
  return {
    kind: deed.kind,
    browser,
    before,
    alive,
    after,
    anywhere,
    tries: ways.map(({ how }, at) => ({ how, via: forgeries[at]?.via, seen: tries[at], shown: done[at] })),
    cookies,
  };
};
export type Forged = Awaited<ReturnType<typeof forgeEachWay>>;

/** What the person herself does works; for a sign-out that is another check's matter. */
export const genuine = ({ kind, before, after }: Pick<Forged, 'kind' | 'before' | 'after'>): readonly Statement[] => [
  ...(before === null ? [] : [control('what she does herself is done', before.done, before.by)]),
  ...(after === null
    ? []
    : [
        kind === 'change'
          ? control('afterwards, what she does herself is done', after.done, after.by)
          : precondition('OUT-01')('her own sign-out ends the session', after.done, after.by),
      ]),
];

/** Her notes are lost by a forged change, her time by a forged sign-out. */
export const strengthOf = (kind: Deed['kind']): Strength => (kind === 'change' ? 'must' : 'should');

/** An error proves nothing: it may have come before anything was looked at. */
const keptOut = (status: number | null, done: Truth): Truth =>
  done === 'no' && status !== null && status >= 500 ? 'unknown' : not(done);

const WHAT = { change: 'changes nothing of hers', 'sign-out': 'does not sign her out' };

/** What a page asked for and whether it was refused, in words, and what shows it. */
export const eachTry = ({ kind, tries }: Pick<Forged, 'kind' | 'tries'>, whose: string) =>
  tries.map(({ how, seen, shown }) => {
    const sent = seen?.cookies ?? null;
    return {
      text: `${how} ${whose} ${WHAT[kind]}`,
      refused: keptOut(seen?.status ?? null, shown?.done ?? 'unknown'),
      evidence: [
        shown?.by,
        `${sent === null ? 'sent by a script' : `sent with ${sent.join(', ') || 'no cookie'}`}${seen?.status == null ? '' : `, answered ${seen.status}`}`,
      ],
    };
  });

/** The forms are what cookies are told by. */
const formsOf = ({ tries }: Forged) =>
  tries.flatMap(({ via, seen }) => (via === 'form' && seen !== undefined ? [seen] : []));

/** The browser asked, and held back what it should: so that nothing is not taken for a refusal. */
export const rigged = (forged: Forged, from: Elsewhere): readonly Statement[] => {
  const { browser, tries, cookies } = forged;
  const forms = formsOf(forged);
  const bound = forms.map((one) => (from === 'sibling' ? one.bound : !one.bound));
  return [
    control(
      `${browser} asks in each of these ways, and is answered`,
      tries.length > 0 && tries.every(({ seen }) => seen?.asked === true),
      tries.filter(({ seen }) => seen?.asked !== true).map(({ how }) => `${how} did not`),
    ),
    control('a cookie that goes along from everywhere goes along', forms.length > 0 && forms.every(({ free }) => free)),
    control(
      from === 'sibling'
        ? 'a cookie that is bound to the site goes along'
        : 'a cookie that is bound to the site is held back',
      forms.length > 0 && bound.every(Boolean),
    ),
    ...(from === 'sibling'
      ? [
          control(
            'the session’s own cookies go along',
            forms.some((one) => cookies.every((name) => one.cookies?.includes(name) === true)),
          ),
        ]
      : []),
  ];
};

/** What kept the forms out. */
export const whatHeld = (forged: Forged): Statement => {
  const forms = formsOf(forged);
  const along = forged.cookies.filter((name) => forms.some((one) => one.cookies?.includes(name) === true));
  return along.length === 0
    ? note('the browser held the session’s cookies back from forms (SameSite)')
    : note(`${along.join(', ')} went along with forms: what held was the app itself`);
};

export const allKeptOut = ({ tries }: Forged): Truth => every(tries.map(({ shown }) => not(shown?.done ?? 'unknown')));
