import {
  check,
  control,
  inWords,
  judgeOverTime,
  NOT_MEASURED,
  notApplicable,
  precondition,
  recommendation,
  test,
} from '../../harness/index.ts';
import { asvs, nist } from '../requirements/index.ts';
import { endAlike, figures, measureIdle, measureLifetime, type Searched } from './measure.ts';
import { told } from './signals.ts';

// Expiry. Nobody attacks here: how long do sessions really live, and is somebody told that theirs has ended? Alice's
// page asks in the background; an answer of 200 with a sign-in form for a body makes it show rubbish, or lose what she
// typed. Whether a dialog warns in time is for people to see: it is no clause that a machine can read from outside.
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
          const { bracket } = idle;
          const goesOn = bracket !== null && (bracket.atMostMs !== null || !onlyAround);
          const lifetime = goesOn
            ? await measureLifetime(world, {
                aroundMs: promises.lifetimeMs ?? policy.lifetime.ms,
                onlyAround,
                idleMs: bracket.atLeastMs,
              })
            : { bracket: null, seen: [] };
          return { idle, lifetime };
        },
        ({ idle, lifetime }) => [idle, lifetime].some(({ bracket }) => bracket !== null && bracket.atMostMs === null),
      ),

    measures({ first, confirmed }) {
      const { mode, seen } = confirmed ?? first;
      return seen === null || mode === 'real' ? NOT_MEASURED : figures(seen.idle.bracket, seen.lifetime.bracket, mode);
    },

    judge: (played, { promises: { idleTimeoutMs, lifetimeMs } }) =>
      judgeOverTime(played, ({ idle, lifetime }) => {
        if (idleTimeoutMs === null && lifetimeMs === null) {
          return notApplicable('no limit is promised with which the measured ones could be compared');
        }
        /** Longer is the matter of another check; shorter is this one's. */
        const kept = (which: 'idle' | 'busy', { bracket, seen }: Searched, promisedMs: number | null) => {
          if (promisedMs === null || bracket === null) return [];
          const { atLeastMs, atMostMs } = bracket;
          const inTime = atMostMs !== null && atLeastMs <= 1.1 * promisedMs;
          const text = `${which === 'idle' ? 'an' : 'a'} ${which} session`;
          return [
            precondition(which === 'idle' ? 'EXP-01' : 'EXP-03')(`${text} ends when promised`, inTime, seen),
            recommendation(
              `${text} lives for the ${inWords(promisedMs)} promised`,
              (atMostMs ?? Infinity) >= 0.9 * promisedMs,
              seen,
            ),
          ];
        };
        const tooSoon =
          endAlike(idle.bracket, lifetime.bracket) && (lifetimeMs ?? 0) > 1.1 * (idleTimeoutMs ?? Infinity);
        return [
          control('how long an idle session lives can be measured', idle.bracket !== null, idle.seen),
          ...kept('idle', idle, idleTimeoutMs),
          precondition('EXP-02')('a busy session outlives the idle limit', !tooSoon, lifetime.seen),
          control('how long a busy session lives can be measured', lifetime.bracket !== null, lifetime.seen),
          ...kept('busy', lifetime, lifetimeMs),
          ...told(idle.signals),
        ];
      }),
  }),
);
