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
} from '../../harness/index.ts';
import { asvs, cwe, nist, wstg } from '../requirements/index.ts';
import { keepBusy, limitsBy } from './keep-busy.ts';
import { endedBy, idleLimit, marginOf, UNDECLARED } from './limits.ts';

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
      const latest = limitsBy(promises, policy, idleLimit(promises, policy)).near.at(-1);
      return latest === undefined
        ? notApplicable('neither the owner nor the policy states an absolute limit')
        : overTime(
            (world) => keepBusy(world, promises, policy),
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
