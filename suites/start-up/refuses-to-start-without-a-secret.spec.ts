import { check, control, note, recommendation, requirement, test } from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { keyWithoutSecret } from './key-without-secret.ts';
import { outcomeInWords } from './outcome.ts';
import { exits, inOneLine, serves, unset, withoutSecret } from './starts.ts';

// Start-up. A deployment forgets the secret. An app that makes one up, or has one in its source, starts and looks well;
// every replica then signs with another key, every restart signs everybody out, or everybody on earth knows the key.
// What it does is told in words: whom a constant key lets in and whom a random one keeps out are two different nights.
// No clause demands a hard stop; the nearest are cited.
test(
  ...check({
    code: 'BOOT-01',
    id: 'refuses-to-start-without-a-secret',
    title: 'a production start without the secret refuses',
    severity: 'high',
    verifies: [asvs['13.3.1'], asvs['16.5.3'], cwe[455], cwe[1188], cwe[330]],
    needs: ['lifecycle'],
    catches: [
      'generates-missing-secret',
      'known-key-without-secret',
      'empty-key-without-secret',
      'hangs-without-secret',
      'fails-each-request-without-secret',
      'makes-do-without-the-file',
    ],
    withoutSignIn: true,
    notApplicable: withoutSecret,
    remedy:
      'Validate the environment before listening: when the secret is not set in production, print what to do and exit with a code other than 0.',

    async observe(lab) {
      const { boot } = lab;
      const good = await boot({ mode: 'production', secret: 'own', dataKey: 'good-start' });
      // Side by side: one that hangs is watched to the end.
      const without = await Promise.all([boot(unset('first')), boot(unset('second'))]);
      const goodAgain = await boot({ mode: 'production', secret: 'own', dataKey: 'good-start-again' });
      return { good, without, goodAgain, key: without.every(serves) ? await keyWithoutSecret(lab) : null };
    },

    judge: ({ good, without, goodAgain, key }, { target }) => {
      const variable = target.secret?.env ?? '';
      const words = [...new Set(without.map((seen) => outcomeInWords(seen, variable, key)))];
      return [
        control('with the secret the same start serves', serves(good), inOneLine(good)),
        control('with the secret it serves afterwards too', serves(goodAgain), inOneLine(goodAgain)),
        control('two starts without it end alike', new Set(without.map(({ outcome }) => outcome.kind)).size === 1),
        note(`without ${variable}: ${words.join('; ')}`),
        requirement(`without ${variable} no start serves`, !without.some(serves), words, key?.sightings),
        recommendation('it exits rather than hangs or answers with errors', without.every(exits), words),
        recommendation(
          'it exits with a code other than 0',
          without.every(({ outcome }) => outcome.kind !== 'exits' || outcome.code !== 0),
          words,
        ),
      ];
    },
  }),
);
