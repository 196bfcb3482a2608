import { check, claim, control, test } from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { inOneLine, refused, serves, withoutSecret } from './starts.ts';

// Start-up. The tutorial's line is deployed as it stands, or somebody fills the form until it is long enough. Mallory
// has read the tutorial too: one cookie of her own tells her whether the key is on her list, and then she is anybody.
// No standard asks for a list at start-up, so the policy says how strongly it is wanted. It must not shut out good
// pass-phrases, which is why one with spaces and umlauts has to start.
test(
  ...check({
    code: 'BOOT-04',
    id: 'refuses-a-well-known-secret',
    title: 'a production start with a printed or repeated secret refuses',
    severity: 'medium',
    verifies: [asvs['13.2.3'], cwe[1394], cwe[1391], cwe[798]],
    needs: ['lifecycle'],
    catches: ['accepts-well-known-secret'],
    withoutSignIn: true,
    notApplicable: withoutSecret,
    remedy:
      'Beside the length, refuse samples that are printed in tutorials and secrets that are one piece over and over; better still, have secrets generated (openssl rand -hex 32).',

    async observe({ boot, target }) {
      const floor = target.secret?.minLength ?? 32;
      const long = (piece: string) => piece.repeat(Math.ceil(Math.max(40, floor) / piece.length)).trim();
      const start = (text: string) =>
        boot({ mode: 'production', secret: { text }, dataKey: 'weak', expects: 'refusal' });
      return {
        phrase: await boot({ mode: 'production', secret: 'phrase', dataKey: 'weak' }),
        weak: [
          { as: 'a secret printed in a tutorial', seen: await start(long(PRINTED)) },
          { as: 'a sample word over and over', seen: await start(long('keyboard cat ')) },
          { as: "the variable's own name over and over", seen: await start(long(target.secret?.env ?? 'SECRET')) },
          { as: 'one character over and over', seen: await start(long('a'.repeat(64))) },
        ],
      };
    },

    judge: ({ phrase, weak }, { policy }) => [
      control('a long random pass-phrase with spaces and umlauts starts', serves(phrase), inOneLine(phrase)),
      ...weak.map(({ as, seen }) =>
        claim(policy.weakSecret)(`with ${as} the start refuses`, refused(seen), inOneLine(seen)),
      ),
    ],
  }),
);

/** Printed as a fallback in code that people copy; 55 characters, so no rule about length minds it. */
const PRINTED = 'aVeryStrongSecretKeyThatShouldBeAtLeast32CharactersLong';
