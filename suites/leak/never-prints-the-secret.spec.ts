import {
  check,
  control,
  missedCopies,
  notTested,
  recommendation,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { inOneLine, serves, withoutSecret } from '../start-up/starts.ts';
import { nothingWritten, useOfAllKinds } from './use-of-all-kinds.ts';

// Leaks. At every start the app prints its settings, for whoever is on call. The log goes to a service that half the
// company reads, and there stands what signs every session. Or an error that nobody expected shows it to a stranger.
test(
  ...check({
    code: 'LEAK-01',
    id: 'never-prints-the-secret',
    title: 'the session secret is written nowhere and shown to nobody',
    severity: 'critical',
    verifies: [asvs['16.2.5'], asvs['16.5.1'], cwe[532], cwe[209]],
    needs: ['lifecycle'],
    catches: ['prints-its-settings'],
    notApplicable: withoutSecret,
    remedy:
      'Never log settings as a whole: name those that may be read, and say of a secret only that it is there; change the one that was logged.',

    async observe(lab) {
      const floor = lab.target.secret?.minLength ?? 32;
      const start = async (as: string, length: number, more: { expects?: 'refusal' } = {}) => ({
        as,
        seen: await lab.boot({ mode: 'production', secret: { length }, dataKey: 'weak', ...more }),
      });
      const starts = [
        await start('a good one', 2 * floor),
        await start('the shortest that is allowed', floor),
        await start('one that is too short', floor - 1, { expects: 'refusal' }),
      ];
      const used = await useOfAllKinds(lab);
      const silent = used.told.written === 0 && starts.every(({ seen }) => seen.output.trim() === '');
      return silent ? notTested(nothingWritten) : { starts, ...used };
    },

    judge: ({ starts, live, told, session }) => {
      const missed = missedCopies(session);
      const parts = starts.some(({ seen }) => seen.shows.inPart) || told.secrets.inPart || told.secretsInAnswers.inPart;
      const [good] = starts;
      return [
        control('alice can use the app', speaksFor(live, 'alice'), live),
        control('with a good secret it serves', good === undefined ? 'unknown' : serves(good.seen)),
        control('what it writes is read, all of it', told.whole),
        control('a copy that is planted in a text is found in every writing', missed.length === 0, missed),
        ...starts.map(({ as, seen }) =>
          requirement(
            `a start with ${as} writes nothing of it`,
            seen.shows.whole.length === 0,
            inOneLine(seen),
            seen.shows.whole,
          ),
        ),
        requirement(
          'nothing of it is written while the app is used',
          told.secrets.whole.length === 0,
          told.secrets.whole,
        ),
        requirement('no answer shows it', told.secretsInAnswers.whole.length === 0, told.secretsInAnswers.whole),
        recommendation('not even its beginning or its end is written or shown', !parts),
      ];
    },
  }),
);
