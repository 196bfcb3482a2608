import {
  canBeFound,
  check,
  control,
  missedCopies,
  note,
  requirement,
  speaksFor,
  test,
  whereShown,
} from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';
import { toldOthers } from './told-others.ts';

/** Answers that are read; few where somebody else's app is looked at. */
const MOST = 30;
const FEW = 6;

// Leaks. The cookie is out of reach of scripts; but the page says "Session ID: …" at its foot, or every link carries it.
// A script of Mallory's reads it there, and so does whoever is sent the link, or a picture of the page. Or her pages show
// nothing, and a script puts it into the address, which the browser then tells whoever serves a picture (Referer).
test(
  ...check({
    code: 'LEAK-03',
    id: 'shows-no-identifier',
    title: 'the identifier stands in no page, header or address',
    severity: 'high',
    verifies: [asvs['14.2.1'], asvs['3.3.4'], wstg['SESS-04'], cwe[598], cwe[200]],
    needs: [],
    catches: ['shows-the-session-identifier', 'tells-others-the-identifier'],
    remedy:
      'Take the identifier out of pages, links, redirects and headers; where a person is to name their session, show a value made for that. Send Referrer-Policy: same-origin, or strict-origin.',

    async observe({ alice, probe, target, elsewhereInBrowser }) {
      const browser = await elsewhereInBrowser();
      const person = alice.another();
      const session = await person.signIn();
      const live = await probe(session);
      const few = target.missing.includes('disposable');
      const answers = [person.answer, person.landing, ...(await person.lookAround(few ? FEW : MOST))];
      const held = await person.holds();
      const read = answers.filter((answer) => answer !== null);
      const shown = read.map((answer) => ({
        answer,
        // It may be another by now.
        where: [...new Set([session, held].flatMap((one) => whereShown(answer, one)))],
      }));
      return { session, live, shown, browser };
    },

    judge: ({ session, live, shown, browser }) => {
      const missed = missedCopies(session);
      const found = shown.filter(({ where }) => where.length > 0);
      const paths = [...new Set(shown.map(({ answer }) => answer.url.pathname))];
      return [
        control('the identifier speaks for alice', speaksFor(live, 'alice'), live),
        control(
          'some answers of hers have a body',
          shown.some(({ answer }) => answer.status === 200 && answer.body !== ''),
          shown.map(({ answer }) => answer),
        ),
        control('it is long enough to be told from what stands there by chance', canBeFound(session)),
        control('a copy that is planted in a text is found in every writing', missed.length === 0, missed),
        requirement(
          'no page, header or address of hers shows it',
          found.length === 0,
          found.map(({ answer }) => answer),
          found.map(({ answer, where }) => `${answer.url.pathname}: ${where.join(', ')}`),
        ),
        note(`${paths.length} addresses were read: ${paths.join(', ')}`),
        ...toldOthers(browser),
      ];
    },
  }),
);
