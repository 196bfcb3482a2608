import { anonymous, check, control, note, precondition, requirement, speaksFor, test } from '../../harness/index.ts';
import { exits, inOneLine, unset, withoutSecret } from './starts.ts';

// Start-up. A safeguard that makes `npm start` fail on a laptop is soon answered with a constant secret in the source,
// and that constant travels to production. Development starts by itself, with a key that no two starts share.
// No standard asks for this.
test(
  ...check({
    code: 'BOOT-05',
    id: 'development-starts-without-a-secret',
    title: 'a development start needs no secret and makes up its own',
    severity: 'low',
    verifies: [],
    needs: ['lifecycle'],
    catches: ['development-needs-a-secret', 'constant-development-secret'],
    notApplicable: (target) =>
      withoutSecret(target) ??
      (target.hasDevelopment ? null : 'the target declares no way to start it for development'),
    remedy: 'In development generate a random secret at every start when none is set, and say so in one line.',

    async observe({ boot, open }) {
      const production = await boot(unset('first'));
      const start = (secret: 'own' | 'unset', dataKey: string) => open({ mode: 'development', secret, dataKey });
      const [first, second] = [await start('unset', 'development'), await start('unset', 'development')];
      if (first.outcome.kind !== 'serves') return { production, outcome: first.outcome, session: null, sharing: null };
      const session = await first.alice.signIn();
      const seen = { live: await first.probe(session), atSecond: await second.probe(session) };
      // A session that the second knows shows by itself that the two share a store.
      if (speaksFor(seen.atSecond, 'alice') === 'yes') {
        return { production, outcome: first.outcome, session: seen, sharing: seen.atSecond };
      }
      // Two starts with one and the same secret: do they know each other's sessions? Else the refusal above says nothing.
      const [third, fourth] = [await start('own', 'development-fixed'), await start('own', 'development-fixed')];
      const fixed = await third.alice.signIn();
      return { production, outcome: first.outcome, session: seen, sharing: await fourth.probe(fixed) };
    },

    judge: ({ production, outcome, session, sharing }, { promises }) => [
      precondition('BOOT-01')('a production start without the secret exits', exits(production), inOneLine(production)),
      requirement('development starts without a secret', outcome.kind === 'serves', `it ${outcome.kind}`),
      ...(session === null || sharing === null
        ? []
        : [
            requirement('a person can sign in there', speaksFor(session.live, 'alice'), session.live),
            // Where sessions live in memory, another start refuses them whatever the key.
            ...(anonymous(sharing) === 'yes' && promises.survivesRestart !== true
              ? [note('whether two starts share a key could not be told: they share no sessions', sharing)]
              : [
                  control("two starts with one key know each other's sessions", speaksFor(sharing, 'alice'), sharing),
                  requirement(
                    'two starts without a secret do not share a key',
                    anonymous(session.atSecond),
                    session.atSecond,
                  ),
                ]),
          ]),
    ],
  }),
);
