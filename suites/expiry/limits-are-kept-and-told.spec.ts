import {
  anonymous,
  check,
  control,
  inWords,
  judgeOverTime,
  NOT_MEASURED,
  notApplicable,
  note,
  precondition,
  recommendation,
  test,
  type Bracket,
  type Figure,
} from '../../harness/index.ts';
import { asvs, nist } from '../requirements/index.ts';
import { measureIdle, measureLifetime } from './measure.ts';
import { endAlike, isContent, refusesScripts } from './signals.ts';

// Expiry. Nobody attacks here: how long do sessions really live, and is somebody told that theirs has ended? Alice's page
// asks in the background; an answer of 200 with a sign-in form for a body makes it show rubbish, or lose what she typed.
test(
  ...check({
    code: 'EXP-06',
    id: 'limits-are-kept-and-told',
    title: 'sessions live as long as promised, and their end is told',
    severity: 'info',
    verifies: [asvs['7.1.1'], nist['5.2']],
    needs: ['clock'],
    catches: ['answers-scripts-with-the-sign-in-page'],
    remedy:
      'Document the limits that are really configured. Answer a script whose session has ended with 401, and send a person to the sign-in page.',

    observe: ({ overTime, promises, policy }) =>
      overTime(
        async (world) => {
          const onlyAround = world.mode === 'wall';
          const idle = await measureIdle(world, {
            aroundMs: promises.idleTimeoutMs ?? policy.idleTimeout.ms,
            onlyAround,
          });
          const { bracket, signals } = idle;
          const goesOn = bracket !== null && (bracket.atMostMs !== null || !onlyAround);
          const lifetime = goesOn
            ? await measureLifetime(world, {
                aroundMs: promises.lifetimeMs ?? policy.lifetime.ms,
                onlyAround,
                idleMs: bracket.atLeastMs,
              })
            : { bracket: null, seen: [] };
          return { idle, lifetime, signals };
        },
        ({ idle, lifetime }) => [idle, lifetime].some(({ bracket }) => bracket !== null && bracket.atMostMs === null),
        Infinity,
      ),

    measures({ first, confirmed }) {
      const { mode, seen } = confirmed ?? first;
      if (seen === null || mode === 'real') return NOT_MEASURED;
      const figure = (bracket: Bracket | null): Figure | null => {
        if (bracket === null) return null;
        const { atLeastMs, atMostMs } = bracket;
        const aboutMs = atMostMs === null ? null : Math.round((atLeastMs + atMostMs) / 2);
        return { atLeastMs, atMostMs, aboutMs, clock: mode };
      };
      const [idle, lifetime] = [figure(seen.idle.bracket), figure(seen.lifetime.bracket)];
      // What ends by its age shows no idle limit.
      const byAge = endAlike(idle, lifetime);
      return { idleTimeout: idle !== null && byAge ? { ...idle, atMostMs: null, aboutMs: null } : idle, lifetime };
    },

    judge: (played, { promises: { idleTimeoutMs, lifetimeMs } }) =>
      judgeOverTime(played, ({ idle, lifetime, signals: { before, after, again } }) => {
        const [left, busy] = [idle.bracket, lifetime.bracket];
        if (idleTimeoutMs === null && lifetimeMs === null) {
          return notApplicable('no limit is promised with which the measured ones could be compared');
        }
        const until = (one: Bracket | null, ms: number) =>
          one !== null && one.atMostMs !== null && one.atLeastMs <= 1.1 * ms;
        const from = (one: Bracket | null, ms: number) =>
          one === null || one.atMostMs === null || one.atMostMs >= 0.9 * ms;
        return [
          control('how long an idle session lives can be measured', left !== null, idle.seen),
          ...(idleTimeoutMs === null
            ? []
            : [
                precondition('EXP-01')('an idle session ends when promised', until(left, idleTimeoutMs), idle.seen),
                recommendation(
                  `an idle session lives for the ${inWords(idleTimeoutMs)} promised, or nearly`,
                  from(left, idleTimeoutMs),
                  idle.seen,
                ),
              ]),
          ...(endAlike(left, busy) && idleTimeoutMs !== null && until(left, idleTimeoutMs) && lifetimeMs !== null
            ? [
                precondition('EXP-02')(
                  'a busy session outlives the idle limit',
                  lifetimeMs <= 1.1 * idleTimeoutMs,
                  lifetime.seen,
                ),
              ]
            : []),
          control('how long a busy session lives can be measured', busy !== null, lifetime.seen),
          ...(lifetimeMs === null
            ? []
            : [
                precondition('EXP-03')('a busy session ends when promised', until(busy, lifetimeMs), lifetime.seen),
                recommendation(
                  `a busy session lives for the ${inWords(lifetimeMs)} promised, or nearly`,
                  from(busy, lifetimeMs),
                  lifetime.seen,
                ),
              ]),
          ...(again === null ? [] : [precondition('EXP-05')('what has expired stays so', anonymous(again), again)]),
          ...(before === null || after === null || !isContent(before.script)
            ? [note('no script of the app is known that could be told')]
            : [
                recommendation(
                  'a script whose session has expired is answered 401 or 403',
                  refusesScripts(after.script),
                  after.script,
                ),
              ]),
          ...(before?.page?.asksToSignIn !== 'no' || after?.page == null
            ? [note('no page is known that only signed-in people see')]
            : [
                recommendation(
                  'a person whose session has expired reaches the sign-in page',
                  after.page.asksToSignIn,
                  after.page.page,
                ),
              ]),
        ];
      }),
  }),
);
