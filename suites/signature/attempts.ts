import {
  anonymous,
  control,
  every,
  note,
  notTested,
  speaksFor,
  type Attempt,
  type Identifier,
  type Lab,
  type Sighting,
  type Statement,
  type Truth,
} from '../../harness/index.ts';

type Variation = Parameters<Lab['signature']['attempt']>[0][number];

/** What came of presenting values of some kinds, and whether the identifier that they were made of still lived. */
export interface Tried<Kind> {
  readonly attempts: readonly (Attempt & { readonly kind: Kind })[];
  /** The identifiers of single attempts just before them; null where one identifier served all. */
  readonly before: readonly Sighting[] | null;
  /** An identifier after all attempts; null where a refused value ended it and no other was to be had. */
  readonly closing: Sighting | null;
}

/**
 * Presents what `make` makes of a live identifier. An app may end the session at a value that it refuses; whatever comes
 * after that would be refused anyway, so then each value is made of an identifier of its own, where that may be done.
 */
export const tryEach = async <Kind>(
  { alice, probe, signature, target }: Pick<Lab, 'alice' | 'probe' | 'signature' | 'target'>,
  { identifier: live, seen: first }: { readonly identifier: Identifier; readonly seen: Sighting },
  make: (
    identifier: Identifier,
  ) => Promise<readonly (Variation & { kind: Kind })[]> | readonly (Variation & { kind: Kind })[],
): Promise<Tried<Kind>> => {
  const present = async ({ kind, ...variation }: Variation & { kind: Kind }) => {
    const [attempt] = await signature.attempt([variation]);
    return attempt === undefined ? [] : [{ ...attempt, kind }];
  };
  const attempts: Tried<Kind>['attempts'][number][] = [];
  // One look after the first refusal spares a sound app the rest.
  let after: Sighting | null = null;
  for (const made of await make(live)) {
    attempts.push(...(await present(made)));
    if (after === null && attempts.some(({ seen }) => anonymous(seen) === 'yes')) {
      after = await probe(live);
      if (anonymous(after) === 'yes') break;
    }
  }
  const closing = after !== null && anonymous(after) === 'yes' ? after : await probe(live);
  // One that never spoke for her ended at nothing.
  if (anonymous(closing) !== 'yes' || speaksFor(first, 'alice') !== 'yes') return { attempts, before: null, closing };

  if (target.missing.includes('disposable')) {
    if (attempts.some(({ seen }) => anonymous(seen) === 'no')) return { attempts, before: null, closing: null };
    return notTested(
      'to test it, each value needs a sign-in of its own, for the app ends the session at one that it refuses, as it may: ' +
        'start the app by the suite, or say that the running one may be stressed (DISPOSABLE=1)',
    );
  }
  const [renewed, before]: [typeof attempts, Sighting[]] = [[], []];
  for (let at = 0; ; at += 1) {
    const identifier = await alice.another().signIn();
    const sighting = await probe(identifier);
    const made = (await make(identifier))[at];
    if (made === undefined) return { attempts: renewed, before, closing: sighting };
    before.push(sighting);
    renewed.push(...(await present(made)));
  }
};

/** Without it a refusal says nothing: the original of each attempt was alive. */
export const lived = (what: string, { before, closing }: Tried<unknown>): Statement[] => [
  ...(closing === null
    ? [note(`the app ends the session at a value that it refuses: what came after that was not seen`)]
    : [control(`the ${what} speaks for alice after all attempts`, speaksFor(closing, 'alice'), closing)]),
  ...(before === null
    ? []
    : [
        control(
          `before each attempt a ${what} issued for it speaks for alice`,
          every(before.map((sighting) => speaksFor(sighting, 'alice'))),
          before,
        ),
        note('the app ends the session at a value that it refuses: alice signed in anew for each'),
      ]),
];

/** Whether each of them spoke for nobody. An error of the server's neither accepts nor refuses: it is judged apart. */
export const allRefused = (attempts: readonly Attempt[]): Truth =>
  every(attempts.filter(({ unwell }) => !unwell).map(({ seen }) => anonymous(seen)));

/** Which did not, and what was seen. */
export const notRefused = (attempts: readonly Attempt[]) =>
  attempts
    .filter(({ seen, unwell }) => !unwell && anonymous(seen) !== 'yes')
    .map(({ how, seen }) => ({ exchanges: seen.exchanges, why: `${how}: ${seen.why}` }));

export const unwell = (attempts: readonly Attempt[]) =>
  attempts
    .filter((attempt) => attempt.unwell)
    .map(({ how, seen }) => ({ exchanges: seen.exchanges, why: `${how}: ${seen.why}` }));

/** The same values, named by what they are to show. */
export const ofKind = <Made extends Variation, Kind>(kind: Kind, made: readonly Made[]) =>
  made.map((one) => ({ ...one, kind }));
