import { check, control, note, recommendation, requirement, speaksFor, test, whereShown } from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { insidesOf, misjudgedSamples, type Inside } from './internals.ts';

/** So many examples say it. */
const FEW = 3;

// Leaks. Mallory sends what no browser sends. The answer is a page for developers: which file failed at which line, how the
// store is reached, which version of what is running. Or a path that somebody forgot to close shows all settings.
test(
  ...check({
    code: 'LEAK-04',
    id: 'errors-show-no-internals',
    title: 'errors and forgotten paths show nothing of the inside',
    severity: 'medium',
    verifies: [asvs['16.5.1'], asvs['13.4.2'], asvs['13.4.5'], cwe[209], cwe[497], cwe[489]],
    needs: [],
    catches: ['explains-its-errors'],
    remedy:
      'Answer every error with one plain page, write the details to the log, set the framework to production, and close what is for developers and monitoring.',

    async observe({ alice, probe, provoke, target, underFaults }) {
      const session = await alice.signedIn();
      const live = await probe(session);
      const answers = [...(await provoke(session))];
      const faulty = target.services.length > 0 && !target.missing.includes('services');
      if (faulty) {
        await underFaults(async (world) => {
          const hers = await world.alice.another().signIn();
          await world.befall({ kind: 'stopped' });
          for (const [how, one] of [['her page', hers] as const, ['a page of nobody', null] as const])
            answers.push({ how: `${how} while the store is stopped`, answer: (await world.ask(one)).answer });
        });
      }
      return { live, answers, session };
    },

    judge: ({ live, answers, session }) => {
      const misjudged = misjudgedSamples();
      const errors = answers.filter(({ answer }) => answer.status >= 400);
      const showing = (inside: Inside) => answers.filter(({ answer }) => insidesOf(answer).includes(inside));
      const none = (claim: typeof requirement, text: string, found: typeof answers) =>
        claim(
          text,
          found.length === 0,
          found.slice(0, FEW).map(({ answer }) => answer),
          found.slice(0, FEW).map(({ how, answer }) => `${how}: ${answer.status}`),
          found.length > FEW ? `and ${found.length - FEW} more` : null,
        );
      return [
        control('alice can use the app', speaksFor(live, 'alice'), live),
        control('some of it is answered with an error', errors.length > 0, `${errors.length} of ${answers.length}`),
        control('traces of seven languages are told from ordinary pages', misjudged.length === 0, misjudged),
        none(requirement, 'no answer shows where in the code it failed', showing('trace')),
        none(requirement, 'none names the store, or shows what it said', showing('store')),
        none(requirement, 'none shows a setting that is secret', showing('setting')),
        none(
          requirement,
          "none shows somebody's session",
          answers.filter(({ answer }) => whereShown(answer, session).length > 0),
        ),
        none(recommendation, 'none names a file of the app', showing('file')),
        none(recommendation, 'none tells what it is built of, and in which version', showing('version')),
        note(`sent: ${answers.map(({ how }) => how).join('; ')}`),
      ];
    },
  }),
);
