import {
  anonymous,
  check,
  claim,
  control,
  inWords,
  judgeOverTime,
  notApplicable,
  precondition,
  requirement,
  speaksFor,
  test,
  type Sighting,
} from '../../harness/index.ts';
import { asvs, cwe, nist, pci, wstg } from '../requirements/index.ts';
import { endedBy, inOrder, limitsToSee, marginOf } from './limits.ts';

// Expiry. Alice leaves her desk, or Mallory keeps a copied identifier for later. After the idle limit the server must
// not know it any more, whatever the browser did with the cookie. What the owner promises and what the policy allows
// are two limits, and a session is left alone for each of them. Seen to outlive it, a session is left alone once more
// under the other clock, which is the second look.
test(
  ...check({
    code: 'EXP-01',
    id: 'idle-sessions-end',
    title: 'an idle session ends on the server',
    severity: 'high',
    verifies: [asvs['7.3.1'], asvs['7.4.1'], wstg['SESS-07'], cwe[613], nist['5.2'], pci['8.2.8']],
    needs: ['clock'],
    catches: ['no-idle-limit'],
    remedy:
      'Store when a session was last used and refuse it after the limit, or let the store expire it (express-session: cookie.maxAge with rolling, and a store TTL that follows it).',

    observe: ({ overTime, promises, policy }) => {
      const { near, cap } = limitsToSee(promises.idleTimeoutMs, policy.idleTimeout);
      const promised = promises.idleTimeoutMs;
      if (near.length === 0) return notApplicable('neither the owner nor the policy states an idle limit');
      const past = (limit: number) => limit + marginOf(limit);
      return overTime(
        async (world) => {
          const { alice, advance, probe, mode } = world;
          // The used one first: where a person may have few sessions, it would be the first to go.
          const used: { half: Sighting | null; active: Sighting | null } = { half: null, active: null };
          if (promised !== null) await alice.signIn();
          const ended = new Map<number, readonly Sighting[]>();
          const parked = [];
          for (const limit of near) parked.push({ limit, identifier: await alice.another().signIn() });
          await inOrder(world, [
            ...parked.map(({ limit, identifier }) => ({
              atMs: past(limit),
              act: async () => ended.set(limit, [await probe(identifier)]),
            })),
            ...(promised === null ? [] : [0.5, 0.75, 1, past(promised) / promised]).map((share) => ({
              atMs: share * (promised ?? 0),
              act: async () => {
                used.active = await alice.use();
                used.half ??= used.active;
              },
            })),
          ]);
          if (mode === 'all' && cap !== null && [...ended.values()].flat().every((seen) => anonymous(seen) === 'no')) {
            const identifier = await alice.another().signIn();
            await advance(past(cap));
            ended.set(cap, [await probe(identifier)]);
          }
          const fresh = promised === null ? await probe(await alice.another().signIn()) : null;
          return { ...used, fresh, ended, cap };
        },
        ({ ended }) => [...ended.values()].flat().some((seen) => anonymous(seen) === 'no'),
        past(Math.max(...near)),
      );
    },

    judge: (played, { promises: { idleTimeoutMs: promised }, policy: { idleTimeout } }) =>
      judgeOverTime(played, ({ half, active, fresh, ended, cap }) => {
        const idle = (limit: number, whose: string) =>
          `a session idle for ${inWords(limit + marginOf(limit))}, past ${whose}, speaks for nobody`;
        return [
          // Without a promise the target may end sessions long before the policy's limit, which is no fault.
          ...(fresh === null ? [] : [control('a fresh sign-in is alive then', speaksFor(fresh, 'alice'), fresh)]),
          ...(half === null || promised === null
            ? []
            : [control(`a session idle for ${inWords(promised / 2)} is alive`, speaksFor(half, 'alice'), half)]),
          ...(active === null
            ? []
            : [precondition('EXP-02')('a session that was used is alive then', speaksFor(active, 'alice'), active)]),
          ...(promised === null
            ? []
            : [requirement(idle(promised, 'the limit promised'), ...endedBy(ended, promised))]),
          ...(idleTimeout.ms === null
            ? []
            : [
                claim(idleTimeout.strength)(
                  idle(idleTimeout.ms, "the policy's limit"),
                  ...endedBy(ended, idleTimeout.ms),
                ),
              ]),
          ...(cap !== null && ended.has(cap)
            ? [requirement('an idle session ends at all', ...endedBy(ended, cap))]
            : []),
        ];
      }),
  }),
);
