import {
  anonymous,
  check,
  claim,
  control,
  inWords,
  judgeOverTime,
  notApplicable,
  notTested,
  precondition,
  requirement,
  speaksFor,
  test,
  type Promised,
  type Sighting,
} from '../../harness/index.ts';
import { asvs, cwe, nist, wstg } from '../requirements/index.ts';
import { busily, endedBy, idleLimit, inOrder, limitsToSee, marginOf, MOST_USES, UNDECLARED } from './limits.ts';
import { idleToKeep } from './keep-alive.ts';

/** With both promises it is known how long a busy session lives; else the target may end it long before the policy. */
const promisesBoth = ({ idleTimeoutMs, lifetimeMs }: Promised): boolean =>
  idleTimeoutMs !== null && lifetimeMs !== null;

// Expiry. Mallory's script asks for something every few minutes with a copied identifier. A sliding limit never catches
// it; only an absolute one ends the theft. A browser would have dropped the cookie long ago: the script does not.
// What the owner promises and what the policy allows are two limits, and she looks after each of them.
test(
  ...check({
    code: 'EXP-03',
    id: 'busy-sessions-end',
    title: 'a session ends at its absolute limit, however busy',
    severity: 'high',
    verifies: [asvs['7.3.2'], asvs['7.4.1'], wstg['SESS-07'], cwe[613], nist['2.2.3'], nist['5.2']],
    needs: ['clock'],
    catches: ['no-absolute-limit'],
    remedy:
      'Store when the person signed in and end the session at the limit, whatever its last use (a sliding maxAge alone is no such limit).',

    observe: ({ overTime, promises, policy }) => {
      const stated = idleLimit(promises, policy);
      const limitsBy = (idleMs: number) => limitsToSee(promises.lifetimeMs, policy.lifetime, (MOST_USES * idleMs) / 2);
      const latest = limitsBy(stated).near.at(-1);
      if (latest === undefined) return notApplicable('neither the owner nor the policy states an absolute limit');
      return overTime(
        async (world) => {
          const { alice, probe, mode } = world;
          const idleMs = promises.idleTimeoutMs ?? (await idleToKeep(world, { idleMs: stated, limitsBy }));
          const { near, cap } = limitsBy(idleMs);
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
        },
        ({ ended }) => [...ended.values()].flat().some((seen) => anonymous(seen) === 'no'),
        latest + marginOf(latest),
      );
    },

    judge: (played, { promises, policy: { lifetime } }) =>
      judgeOverTime(played, ({ early, before, young, fresh, idleMs, ended, cap }) => {
        const promised = promises.lifetimeMs;
        if (promises.idleTimeoutMs === null && anonymous(early) === 'yes') return notTested(UNDECLARED);
        const busy = (limit: number, whose: string) =>
          `after ${inWords(limit + marginOf(limit))} of constant use, past ${whose}, neither the session nor the identifier first issued speaks for anybody`;
        return [
          ...(young === null
            ? [
                control('a fresh sign-in is alive then', speaksFor(fresh, 'alice'), fresh),
                // What survives its steps and ends later did not die of idleness.
                control(
                  `a session used every ${inWords(idleMs / 2)} is alive at its first use`,
                  speaksFor(early, 'alice'),
                  early,
                ),
              ]
            : [
                precondition('EXP-02')(
                  'the busy session is alive shortly before its limit',
                  speaksFor(before, 'alice'),
                  before,
                ),
                control('a younger session of the same person, as busy, is alive', speaksFor(young, 'alice'), young),
              ]),
          ...(promised === null
            ? []
            : [requirement(busy(promised, 'the limit promised'), ...endedBy(ended, promised))]),
          ...(lifetime.ms === null
            ? []
            : [claim(lifetime.strength)(busy(lifetime.ms, "the policy's limit"), ...endedBy(ended, lifetime.ms))]),
          ...(cap !== null && ended.has(cap)
            ? [requirement('a busy session ends at all', ...endedBy(ended, cap))]
            : []),
        ];
      }),
  }),
);
