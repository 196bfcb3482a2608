import {
  again,
  anonymous,
  control,
  every,
  knownToAll,
  namesHeldBy,
  not,
  notApplicable,
  notTested,
  note,
  precondition,
  recommendation,
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
  readonly by: { readonly n: number } | Sighting | undefined;
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
export const doGenuinely = async (
  doing: Doing,
  session: Identifier,
): Promise<(Shown & { readonly marker: string | null }) | null> => {
  const deed = await doing.alice.deed();
  if (deed === null) return null;
  await doing.alice.carryOut(deed);
  const [shown] = await whetherDone(doing, session, [deed]);
  return shown === undefined ? null : { ...shown, marker: deed.marker };
};

/** A person changes something before and after; a sign-out can be done only once. */
export const genuineBefore = (doing: Doing, session: Identifier, { kind }: Deed): ReturnType<typeof doGenuinely> =>
  kind === 'change' ? doGenuinely(doing, session) : Promise.resolve(null);

/** Her deed, and the same of others: of bob, and of hers at another client where bob's page holds less. */
export const withOthers = async (lab: Pick<Lab, 'alice' | 'bob' | 'probe'>) => {
  const { alice, bob } = lab;
  await bob.signIn();
  const his = await bob.deed();
  const hers = await withDeed(lab);
  const all = hers.deed.hidden.length + Object.keys(hers.deed.headers).length;
  if (his !== null && namesHeldBy(hers.deed, his) === all) return { ...hers, his, others: [his] };
  const other = alice.another();
  await other.signIn();
  const second = await other.deed();
  // To sign in there may have ended her session here.
  return { ...(await withDeed(lab)), his, others: [his, second].filter((one) => one !== null) };
};

/** Has each way asked for by a browser, and looks after each. */
const forge = async (
  lab: Lab,
  from: Elsewhere,
  session: Identifier,
  { ways, hers }: { readonly ways: readonly (ForgeryWay & { readonly deed: Deed })[]; readonly hers: string | null },
) => {
  const path = await lab.alice.showsAt();
  const forgeries = ways.map((way) => ({ forgery: way.forge(way.deed), word: way.deed.marker }));
  const look = path === null ? null : { path, hers };
  const seen = await lab.forgedElsewhere(lab.alice, { from, forgeries, look });
  const shown = await whetherDone(
    lab,
    session,
    ways.map((way) => way.deed),
  );
  const tries = ways.map(({ how }, at) => {
    const [one, told] = [seen.tries[at], shown[at]];
    // What is changed in a cookie shows in that browser alone, and what is changed again only in between.
    const done: Truth = one?.shown === true ? 'yes' : (told?.done ?? 'unknown');
    return { how, via: forgeries[at]?.forgery.via, seen: one, shown: { done, by: told?.by } };
  });
  return { browser: seen.browser, held: seen.held, sees: seen.hers, tries };
};

/** What pages of somebody else's asked for, and what came of it. */
export const forgeEachWay = async (lab: Lab, from: Elsewhere) => {
  const { session, deed, others } = await withOthers(lab);
  const known = knownToAll(deed, others);
  const before = await genuineBefore(lab, session, deed);
  const alive = await lab.probe(session);
  // That an address alone signs nobody out is OUT-04.
  const ways = waysToForge(known)
    .map((way) => ({ ...way, deed: again(known) }))
    .filter((way) => deed.kind === 'change' || way.forge(way.deed).via !== 'link');
  const forged = await forge(lab, from, session, { ways, hers: before?.marker ?? null });
  const through = ways
    .filter((_way, at) => forged.tries[at]?.shown.done === 'yes')
    .map((way) => ({ ...way, deed: again(way.deed) }));
  // What a sister origin can have done, a page of any site may.
  const repeated = from === 'sibling' && deed.kind === 'change' && through.length > 0;
  const anywhere = repeated ? await forge(lab, 'other-site', session, { ways: through, hers: null }) : null;
  const gone = deed.kind === 'sign-out' && forged.tries.some(({ shown }) => shown.done === 'yes');
  const after = gone ? null : await doGenuinely(lab, session);
  const cookies = session.parts.filter(({ carrier }) => carrier === 'cookie').map(({ name }) => name);
  return {
    ...forged,
    kind: deed.kind,
    before,
    alive,
    after,
    anywhere: anywhere?.tries.find(({ shown }) => shown.done === 'yes')?.shown ?? anywhere?.tries[0]?.shown ?? null,
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

const WHAT = { change: 'changes nothing of hers', 'sign-out': 'does not sign her out' };

/** What a page asked for and whether it was refused, in words, and what shows it. */
export const eachTry = ({ kind, tries }: Pick<Forged, 'kind' | 'tries'>, whose: string) =>
  tries.map(({ how, seen, shown }) => {
    const sent = seen?.cookies ?? null;
    return {
      text: `${how} ${whose} ${WHAT[kind]}`,
      refused: not(shown.done),
      evidence: [
        shown.by,
        `${sent === null ? 'sent by a script' : `sent with ${sent.join(', ') || 'no cookie'}`}${seen?.status == null ? '' : `, answered ${seen.status}`}`,
      ],
    };
  });

/** What is not done is refused; an error says by chance. */
export const withoutErrors = (statuses: readonly (number | null)[]): readonly Statement[] =>
  statuses.some((status) => status !== null && status >= 500)
    ? [recommendation('what is refused is refused by a decision, and not by an error', false)]
    : [];

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
    // It looks after each way: what is changed again, or kept in a cookie, shows nowhere else.
    forged.kind === 'change'
      ? control('that browser shows what she did herself', forged.sees)
      : control(
          'that browser holds the session',
          cookies.every((name) => forged.held.includes(name)),
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

export const allKeptOut = ({ tries }: Forged): Truth => every(tries.map(({ shown }) => not(shown.done)));
