import { check, control, requirement, test } from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { inOneLine, refused, serves, withoutSecret } from './starts.ts';

// Start-up. A compose file expands an unset variable to nothing, or somebody types a word. A blank or short secret can
// be guessed offline from one cookie; whoever guesses it signs sessions for anybody. A floor that is higher than
// declared fails the control, which names the length; the exact one is not searched for.
test(
  ...check({
    code: 'BOOT-03',
    id: 'refuses-a-blank-or-short-secret',
    title: 'a production start with a blank or short secret refuses',
    severity: 'high',
    verifies: [asvs['11.2.3'], cwe[1391], cwe[326]],
    needs: ['lifecycle'],
    catches: ['accepts-blank-secret', 'accepts-short-secret'],
    withoutSignIn: true,
    notApplicable: withoutSecret,
    remedy: 'Trim the secret, and refuse to start in production when fewer than 32 characters are left.',

    async observe({ boot, target }) {
      const floor = target.secret?.minLength ?? 32;
      const start = async (
        secret: { text: string } | { length: number },
        as: string,
        more: { expects?: 'refusal' } = {},
      ) => ({
        as,
        seen: await boot({ mode: 'production', secret, dataKey: 'weak', ...more }),
      });
      const weak = { expects: 'refusal' } as const;
      return {
        atFloor: await start({ length: floor }, `${floor} characters`),
        long: await start({ length: 2 * floor }, `${2 * floor} characters`),
        weak: [
          await start({ text: '' }, 'an empty one', weak),
          await start({ text: ' '.repeat(floor + 8) }, `${floor + 8} spaces`, weak),
          await start({ text: '\t' }, 'a tab', weak),
          await start({ length: floor - 1 }, `${floor - 1} characters`, weak),
        ],
      };
    },

    judge: ({ atFloor, long, weak }) => [
      control(`a random secret of ${long.as} starts`, serves(long.seen), inOneLine(long.seen)),
      control(`a random secret of ${atFloor.as} starts`, serves(atFloor.seen), inOneLine(atFloor.seen)),
      ...weak.map(({ as, seen }) =>
        requirement(`with ${as} for a secret the start refuses`, refused(seen), inOneLine(seen)),
      ),
    ],
  }),
);
