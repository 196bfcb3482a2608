import { check, control, precondition, recommendation, requirement, test } from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { outcomeInWords } from './outcome.ts';
import { exits, inOneLine, serves, unset, withoutSecret } from './starts.ts';

// Start-up. It is three in the morning and the new container will not start. The person on call has the log and
// nothing else: it must say which variable is missing and what to do, and all that is missing at once.
test(
  ...check({
    code: 'BOOT-02',
    id: 'says-what-is-missing',
    title: 'a refused start says which setting is missing and what to do',
    severity: 'low',
    verifies: [asvs['16.3.4'], cwe[392]],
    needs: ['lifecycle'],
    catches: ['refuses-without-a-word', 'names-only-the-first-problem'],
    withoutSignIn: true,
    notApplicable: withoutSecret,
    remedy:
      'Name every missing variable on stderr, with the command or the place that gets one a value, before exiting.',

    async observe({ boot, target }) {
      return {
        good: await boot({ mode: 'production', secret: 'own', dataKey: 'good-start' }),
        without: await boot(unset('first')),
        nothing: await boot({ ...unset('first'), without: target.required }),
      };
    },

    judge: ({ good, without, nothing }, { target }) => {
      const name = target.secret?.env ?? '';
      const words = outcomeInWords(without, name, null);
      const required = [...new Set([name, ...target.required])];
      const unnamed = required.filter((variable) => !nothing.output.includes(variable));
      return [
        control('the same start with the secret serves', serves(good), inOneLine(good)),
        control('its log does not ask for the variable then', !asksFor(good.output, name)),
        precondition('BOOT-01')('the start without the secret exits', exits(without), inOneLine(without)),
        requirement(`the log names ${name}`, without.output.includes(name), words, firstLine(without.output)),
        recommendation('it says what to do about it', asksFor(without.output, name), firstLine(without.output)),
        recommendation(
          'one start names all that is missing',
          unnamed.length === 0,
          `not named: ${unnamed.join(', ') || 'none'}`,
        ),
      ];
    },
  }),
);

/** In words, of which a log in another language has its own; or by a command that makes one. */
const REMEDY =
  /\b(set|required?|missing|must|generate|configure|provide|define|fehlt|erforderlich|setzen|manquante?|requise?|définir|falta|requerid[oa]|definir|manca|impostare)\b|\bopenssl rand\b/i;
const STACK = /^\s+at .+:\d+:\d+/;

/** Whether a word of remedy stands within three lines of the name, in prose rather than in a stack trace. */
const asksFor = (output: string, name: string): boolean => {
  const lines = output.split('\n').filter((line) => !STACK.test(line));
  return lines.some(
    (line, at) => line.includes(name) && REMEDY.test(lines.slice(Math.max(0, at - 3), at + 4).join(' ')),
  );
};

const firstLine = (output: string): string => {
  const line = output.split('\n').find((candidate) => candidate.trim() !== '');
  return line === undefined ? 'it printed nothing' : `it printed "${line.trim().slice(0, 160)}"`;
};
