import {
  anonymous,
  check,
  claim,
  control,
  inWords,
  judgeOverTime,
  precondition,
  recommendation,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe, nist, wstg } from '../requirements/index.ts';
import { idleLimit, keepBusy, lifetimeLimit, MARGIN_MS } from './limits.ts';

// Expiry. Mallory's script asks for something every few minutes with a copied identifier. A sliding limit never catches
// it; only an absolute one ends the theft. A browser would have dropped the cookie long ago: the script does not.
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
      const [idle, lifetime] = [idleLimit(promises, policy), lifetimeLimit(promises, policy)];
      return overTime(
        async ({ alice, advance, probe }) => {
          const original = await alice.signIn();
          const young = alice.another();
          let before = await alice.use();
          const busy = async () => {
            before = await alice.use();
          };
          await keepBusy({ advance }, { from: 0, until: lifetime / 2, idle }, busy);
          await young.signIn();
          await keepBusy({ advance }, { from: lifetime / 2, until: lifetime - 2 * MARGIN_MS, idle }, async () => {
            await busy();
            await young.use();
          });
          await advance(3 * MARGIN_MS);
          const ended = { before, old: await alice.use(), raw: await probe(original), young: await young.use() };
          return { ...ended, fresh: await probe(await alice.another().signIn()) };
        },
        ({ old, raw }) => anonymous(old) === 'no' || anonymous(raw) === 'no',
      );
    },

    judge: (played, { promises, policy }) => {
      const lifetime = lifetimeLimit(promises, policy);
      const asPromised = promises.lifetimeMs === null ? recommendation : requirement;
      const after = inWords(lifetime + MARGIN_MS);
      return judgeOverTime(played, ({ before, old, raw, young, fresh }) => [
        // Without both promises the target may end sessions long before the policy's policy, which is no fault.
        ...(promises.lifetimeMs === null || promises.idleTimeoutMs === null
          ? [control('a fresh sign-in is alive then', speaksFor(fresh, 'alice'), fresh)]
          : [
              precondition('EXP-02')(
                'the busy session is alive shortly before its limit',
                speaksFor(before, 'alice'),
                before,
              ),
              control('a younger session of the same person, as busy, is alive', speaksFor(young, 'alice'), young),
            ]),
        asPromised(`after ${after} of constant use the session speaks for nobody`, anonymous(old), old),
        asPromised(`nor does the identifier that was first issued`, anonymous(raw), raw),
        claim(policy.lifetime.strength)(
          `the absolute limit is at most ${inWords(policy.lifetime.ms ?? lifetime)}`,
          lifetime <= (policy.lifetime.ms ?? lifetime),
        ),
      ]);
    },
  }),
);
