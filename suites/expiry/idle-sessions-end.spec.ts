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
import { asvs, cwe, nist, pci, wstg } from '../requirements/index.ts';
import { idleLimit, keepBusy, MARGIN_MS } from './limits.ts';

// Expiry. Alice leaves her desk, or Mallory keeps a copied identifier for later. After the idle limit the server must
// not know it any more, whatever the browser did with the cookie.
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
      const limit = idleLimit(promises, policy);
      return overTime(
        async ({ alice, advance, probe }) => {
          const [idle, half] = [await alice.another().signIn(), await alice.another().signIn()];
          await alice.signIn();
          await keepBusy({ advance }, { from: 0, until: limit / 2, idle: limit / 2 }, () => alice.use());
          const halfway = await probe(half);
          await keepBusy({ advance }, { from: limit / 2, until: limit, idle: limit / 2 }, () => alice.use());
          await advance(MARGIN_MS);
          const ended = { halfway, active: await alice.use(), idle: await probe(idle) };
          return { ...ended, fresh: await probe(await alice.another().signIn()) };
        },
        ({ idle }) => anonymous(idle) === 'no',
      );
    },

    judge: (played, { promises, policy }) => {
      const limit = idleLimit(promises, policy);
      const asPromised = promises.idleTimeoutMs === null ? recommendation : requirement;
      return judgeOverTime(played, ({ halfway, active, idle, fresh }) => [
        // Without a promise the target may end sessions long before the policy's limit, which is no fault.
        ...(promises.idleTimeoutMs === null
          ? [control('a fresh sign-in is alive then', speaksFor(fresh, 'alice'), fresh)]
          : [
              control(`a session idle for ${inWords(limit / 2)} is alive`, speaksFor(halfway, 'alice'), halfway),
              precondition('EXP-02')(
                'a session of the same age that was used is alive',
                speaksFor(active, 'alice'),
                active,
              ),
            ]),
        asPromised(`a session idle for ${inWords(limit + MARGIN_MS)} speaks for nobody`, anonymous(idle), idle),
        claim(policy.idleTimeout.strength)(
          `the idle limit is at most ${inWords(policy.idleTimeout.ms ?? limit)}`,
          limit <= (policy.idleTimeout.ms ?? limit),
        ),
      ]);
    },
  }),
);
