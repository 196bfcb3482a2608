import { check, control, recommendation, requirement, test } from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { exits, inOneLine, serves, withoutSecret } from './starts.ts';

// Start-up. A deployment forgets the secret. An app that makes one up, or has one in its source, starts and looks well;
// every replica then signs with another key, every restart signs everybody out, or everybody on earth knows the key.
// No clause demands a hard stop; the nearest are cited.
test(
  ...check({
    code: 'BOOT-01',
    id: 'refuses-to-start-without-a-secret',
    title: 'a production start without the secret refuses',
    severity: 'high',
    verifies: [asvs['13.3.1'], asvs['16.5.3'], cwe[455], cwe[1188], cwe[330]],
    needs: ['lifecycle'],
    catches: ['generates-missing-secret'],
    withoutSignIn: true,
    notApplicable: withoutSecret,
    remedy:
      'Validate the environment before listening: when the secret is not set in production, print what to do and exit with a code other than 0.',

    async observe({ boot }) {
      return {
        good: await boot({ mode: 'production', secret: 'own', dataKey: 'good-start' }),
        without: [
          await boot({ mode: 'production', secret: 'unset', dataKey: 'first' }),
          await boot({ mode: 'production', secret: 'unset', dataKey: 'second' }),
        ],
        goodAgain: await boot({ mode: 'production', secret: 'own', dataKey: 'good-start-again' }),
      };
    },

    judge: ({ good, without, goodAgain }, { target }) => [
      control('with the secret the same start serves', serves(good), inOneLine(good)),
      control('with the secret it serves afterwards too', serves(goodAgain), inOneLine(goodAgain)),
      control('two starts without it end alike', new Set(without.map(({ outcome }) => outcome.kind)).size === 1),
      requirement(`without ${target.secret?.env} no start serves`, !without.some(serves), ...without.map(inOneLine)),
      recommendation(
        'it exits rather than hangs or answers with errors',
        without.every(exits),
        ...without.map(inOneLine),
      ),
      recommendation(
        'it exits with a code other than 0',
        without.every(({ outcome }) => outcome.kind !== 'exits' || outcome.code !== 0),
        ...without.map(inOneLine),
      ),
    ],
  }),
);
