import {
  anonymous,
  check,
  control,
  every,
  inWords,
  judgeOverTime,
  notApplicable,
  notTested,
  precondition,
  recommendation,
  speaksFor,
  test,
  type Sighting,
} from '../../harness/index.ts';
import { asvs, nist, wstg } from '../requirements/index.ts';
import { idleLimit, lifetimeLimit, UNDECLARED } from './limits.ts';
import { judgedRenewed, renewed } from './renewed.ts';

// Expiry. The idle limit is counted from sign-in instead of from the last use: people are thrown out in the middle of
// their work, and soon somebody makes the limit a day long. Or what a page asks for by itself counts as use, and a
// screen that nobody sits at stays open for ever. And who proves once more who she is begins anew, both limits with her.
test(
  ...check({
    code: 'EXP-02',
    id: 'activity-keeps-a-session-alive',
    title: 'activity starts the idle limit anew',
    severity: 'medium',
    verifies: [asvs['7.3.1'], nist['5.2'], wstg['SESS-07']],
    needs: ['clock'],
    catches: ['idle-counted-from-sign-in', 'polling-counts-as-use', 'confirming-begins-nothing-anew'],
    remedy:
      'Count idleness from the last request (express-session: rolling: true and a store that touches the record).',

    observe: ({ overTime, promises, policy, target }) => {
      if (promises.idleTimeoutMs === null) return notTested(UNDECLARED);
      const limit = idleLimit(promises, policy);
      return overTime(
        async (world) => {
          const { alice, advance, probe, mode } = world;
          const twin = await alice.another().signIn();
          const screen = alice.another();
          const left = target.passive.length === 0 || mode === 'real' ? null : await screen.signIn();
          await alice.signIn();
          const fresh = await alice.use();
          const uses: Sighting[] = [];
          for (let step = 0; step < 3; step += 1) {
            await advance(0.75 * limit);
            uses.push(await alice.use());
            if (left !== null) for (const path of target.passive) await screen.get(path);
          }
          const seen = { fresh, uses, twin: await probe(twin), screen: left === null ? null : await probe(left) };
          const renews = target.stepsUp && promises.lifetimeMs !== null && mode !== 'real';
          return { ...seen, renewed: renews ? await renewed(world, promises.lifetimeMs, limit) : null };
        },
        ({ twin }) => anonymous(twin) === 'no',
        2.25 * limit,
      );
    },

    judge: (played, { promises, policy, target }) => {
      const limit = idleLimit(promises, policy);
      if (lifetimeLimit(promises, policy) < 2.5 * limit) {
        return notApplicable('the absolute limit is too near the idle limit to see activity start the idle limit anew');
      }
      return judgeOverTime(played, ({ fresh, uses, twin, screen, renewed: again }) => [
        control('right after sign-in the session is alive', speaksFor(fresh, 'alice'), fresh),
        precondition('EXP-01')(
          `a twin that was left alone for ${inWords(2.25 * limit)} speaks for nobody`,
          anonymous(twin),
          twin,
        ),
        recommendation(
          `a session used every ${inWords(0.75 * limit)} is alive after ${inWords(2.25 * limit)}`,
          every(uses.map((use) => speaksFor(use, 'alice'))),
          ...uses,
        ),
        ...(screen === null
          ? []
          : [
              recommendation(
                `a session of which only ${target.passive.join(', ')} was asked for has ended then`,
                anonymous(screen),
                screen,
              ),
            ]),
        ...(again === null ? [] : judgedRenewed(again)),
      ]);
    },
  }),
);
