import { setImmediate } from 'node:timers/promises';
import { HarnessError } from '../errors.ts';
import { HttpClient } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import type { Transcript } from '../http/transcript.ts';
import { samePart, type PartShape } from '../model/identifier.ts';
import type { Account, TargetDefinition } from '../model/target.ts';
import { controlSeries } from '../randomness/controls.ts';
import { figures, judgedRightly, LEAST_SAMPLE } from '../randomness/figures.ts';
import { overlap, sameForm, selfContained } from '../randomness/kinds.ts';
import type { Issued } from '../randomness/sample.ts';
import { recognise, unsigned as takeOff } from '../signature/index.ts';
import type { Preflight, SampleSeen, SampleSeries } from './protocol.ts';
import { Sampler, type Place, type Unsigned } from './sampler.ts';

const ENOUGH = 210;
/** Sign-ins one after the other, then at once, where visitors give the rest. */
const FIRST = 4;
const IN_TURN = 12;
const AT_ONCE = 20;
const AT_A_TIME = 6;
const POLITE = 40;
const POLITE_PAUSE_MS = 100;
/** What a second start is asked for: the first identifiers that it issues. */
const AGAIN = { visits: 12, signIns: 6 } as const;

export interface Collected {
  readonly set: readonly PartShape[];
  readonly taken: readonly Issued[];
  readonly ofVisitors: boolean;
  /** What ended it early; null when nothing did. */
  readonly stopped: string | null;
}

/** Identifiers of visitors alone, one at a time. Empty where visitors get none that is written as alice's is. */
export const collectPolitely = async (
  place: Place,
  set: readonly PartShape[],
  alice: HttpClient | null,
): Promise<Collected> => {
  const sampler = new Sampler(place, set);
  const ofVisitors = (await sampler.visitorsGetOne()) && alice !== null && sampler.writtenAs(alice);
  if (!ofVisitors) return { set, taken: [], ofVisitors, stopped: null };
  await sampler.visits(POLITE - 1, POLITE_PAUSE_MS);
  return { set, taken: sampler.taken, ofVisitors, stopped: sampler.stopped };
};

/** Of visitors as many as possible, where theirs are written as those of people who signed in; else of people alone. */
export const collect = async (place: Place, set: readonly PartShape[]): Promise<Collected> => {
  const sampler = new Sampler(place, set);
  const visited = await sampler.visitorsGetOne();
  if (visited) await sampler.visits(FIRST);
  await sampler.signIns(FIRST, 1);
  const ofPeople = () => sampler.taken.filter(({ forWhom }) => forWhom.length > 0);
  const ofVisitors =
    visited &&
    sameForm(
      sampler.taken.filter(({ forWhom }) => forWhom.length === 0),
      ofPeople(),
    );
  if (ofVisitors) {
    const visits = ENOUGH - 1 - FIRST - FIRST - IN_TURN - AT_ONCE;
    await Promise.all([sampler.visits(visits), sampler.signIns(IN_TURN, 1)]);
    await sampler.signIns(AT_ONCE, AT_ONCE);
  } else {
    await sampler.signIns(IN_TURN, 1);
    await sampler.signIns(AT_ONCE, AT_ONCE);
    await sampler.signIns(ENOUGH - FIRST - IN_TURN - AT_ONCE, AT_A_TIME);
  }
  return { set, taken: ofVisitors ? sampler.taken : ofPeople(), ofVisitors, stopped: sampler.stopped };
};

/** The first identifiers after another start, and how many of them were issued before. Null where none came. */
export const repeatedAfterStart = async (place: Place, before: Collected): Promise<SampleSeries['again']> => {
  const sampler = new Sampler(place, before.set);
  if (before.ofVisitors && (await sampler.visitorsGetOne())) await sampler.visits(AGAIN.visits - 1);
  else await sampler.signIns(AGAIN.signIns, 1);
  const { taken } = sampler;
  return taken.length === 0 ? null : { count: taken.length, repeated: overlap(before.taken, taken) };
};

/** Only figures: the values stay behind. */
export const seriesOf = (
  { set, taken, ofVisitors, stopped }: Collected,
  again: SampleSeries['again'],
): SampleSeries => ({
  identifier: set.map(({ carrier, name }) => `${carrier} ${name}`).join(' + '),
  figures: figures(taken),
  selfContained: selfContained(taken),
  ofVisitors,
  stopped,
  again,
});

/** Series of the same size that the instrument judged wrongly. One at a time: the lab has others to serve. */
export const failingControls = async (count: number): Promise<SampleSeen['failingControls']> => {
  const wrong: string[] = [];
  for (const one of controlSeries(Math.max(count, LEAST_SAMPLE))) {
    await setImmediate();
    if (!judgedRightly(one)) wrong.push(one.words);
  }
  return wrong;
};

/** What stands under the signatures. A part that only signs another adds nothing that an attacker could not compute. */
const unsigned: Unsigned = ({ parts }) => {
  const readings = parts.map((part) => recognise(part, parts)[0] ?? null);
  const signatures = readings.flatMap(
    (signed, at) => signed?.carriers.filter((one) => !samePart(one, parts[at]!)) ?? [],
  );
  return parts.filter((part) => !signatures.some((one) => samePart(one, part))).map((part) => takeOff(part, parts));
};

/** Where a sample is taken, and what may be done there. */
export interface Ground {
  readonly network: Network;
  readonly transcript: Transcript;
  readonly preflight: Preflight;
  /** Who signed in for preflight. */
  readonly alice: HttpClient | null;
  readonly definition: TargetDefinition;
  readonly people: { readonly alice: Account; readonly bob: Account | null };
  /** Nothing may be stressed: few visits, and nobody signs in. */
  readonly polite: boolean;
  /** Starts it again. Null where that cannot be. */
  readonly restart: (() => Promise<unknown>) | null;
}

/** Collects identifiers of every kind and says what they show. Throws SIGN_IN where no way to sign in is known. */
export const sampleOn = async (ground: Ground): Promise<SampleSeen> => {
  const { network, transcript, preflight, definition, polite, restart } = ground;
  const recipe = definition.signIn ?? preflight.signIn;
  if (recipe === null || preflight.shape.length === 0) {
    throw new HarnessError('SIGN_IN', preflight.diagnosis ?? 'no way to sign in is known');
  }
  // A thousand sign-ins with a browser would take hours.
  const who = recipe.kind === 'browser' ? [] : [ground.people.alice, ground.people.bob];
  const people = who.filter((person) => person !== null);
  const place: Place = { network, transcript, preflight, signIn: recipe, people, unsigned };
  const register = async () => {
    for (const person of people) await definition.people.register?.(new HttpClient(network), person);
  };
  if (!polite) await register();
  const collected: Collected[] = [];
  for (const set of preflight.shape) {
    collected.push(await (polite ? collectPolitely(place, set, ground.alice) : collect(place, set)));
  }
  const told = collected.filter(({ taken }) => taken.length > 0);
  const again: SampleSeries['again'][] = [];
  if (restart !== null) {
    await restart();
    await register();
    for (const one of told) again.push(await repeatedAfterStart(place, one));
  }
  const series: SampleSeries[] = [];
  for (const [at, one] of told.entries()) {
    await setImmediate();
    series.push(seriesOf(one, again[at] ?? null));
  }
  const count = Math.max(0, ...told.map(({ taken }) => taken.length));
  return { series, failingControls: await failingControls(count) };
};
