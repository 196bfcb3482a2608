import { anonymous, type Policy, type Promised, type Sighting, type TimedWorld } from '../../harness/index.ts';
import { idleToKeep } from './keep-alive.ts';
import { busily, idleLimit, inOrder, limitsToSee, marginOf, MOST_USES } from './limits.ts';

/** With both promises it is known how long a busy session lives; else the target may end it long before the policy. */
const promisesBoth = ({ idleTimeoutMs, lifetimeMs }: Promised): boolean =>
  idleTimeoutMs !== null && lifetimeMs !== null;

/** The absolute limits to look behind, where a session has to be used at least every `idleMs`. */
export const limitsBy = (promises: Promised, policy: Policy, idleMs: number) =>
  limitsToSee(promises.lifetimeMs, policy.lifetime, (MOST_USES * idleMs) / 2);

/** Uses a session for as long as it lives, and looks at it, and at the identifier first issued, behind each limit. */
export const keepBusy = async (world: TimedWorld, promises: Promised, policy: Policy) => {
  const { alice, probe, mode } = world;
  const stated = idleLimit(promises, policy);
  const byIdle = (ms: number) => limitsBy(promises, policy, ms);
  const idleMs = promises.idleTimeoutMs ?? (await idleToKeep(world, { idleMs: stated, limitsBy: byIdle }));
  const { near, cap } = byIdle(idleMs);
  const end = Math.max(...near);
  const original = await alice.signIn();
  const young = alice.another();
  const last: { use: Sighting; young: Sighting | null } = { use: await alice.use(), young: null };
  let early: Sighting | null = null;
  const ended = new Map<number, readonly [busy: Sighting, original: Sighting]>();
  let before = last.use;
  const use = async () => {
    if (anonymous(last.use) === 'no') last.use = await alice.use();
    early ??= last.use;
    if (last.young !== null) last.young = await young.use();
  };
  const join = async () => {
    await young.signIn();
    last.young = await young.use();
  };
  const look = (limit: number) => async () => {
    if (limit === end) before = last.use;
    await use();
    ended.set(limit, [last.use, await probe(original)]);
  };
  const looksAt = (limit: number, from = 0) => [
    { atMs: limit - 2 * marginOf(limit) - from, act: use },
    { atMs: limit + marginOf(limit) - from, act: look(limit) },
  ];
  await inOrder(world, [
    ...busily({ untilMs: end - 2 * marginOf(end), idleMs }, use),
    // Where a person has one session only, signing in again would end the one that is watched.
    ...(promisesBoth(promises) ? [{ atMs: end / 2, act: join }] : []),
    ...near.flatMap((limit) => looksAt(limit)),
  ]);
  if (mode === 'all' && cap !== null && cap > end && anonymous(last.use) === 'no') {
    const from = end + marginOf(end);
    await inOrder(world, [...busily({ untilMs: cap - from, idleMs }, use), ...looksAt(cap, from)]);
  }
  const fresh = await probe(await alice.another().signIn());
  return { early: early ?? last.use, before, young: last.young, fresh, idleMs, ended, cap };
};
