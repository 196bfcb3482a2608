import { check, claim, control, recommendation, speaksFor, test } from '../../harness/index.ts';
import { asvs, cwe, nist, pci, wstg } from '../requirements/index.ts';
import { evidence, guess, guessing, isLimited, keepingItsCookies, limitOf } from './guess.ts';

// Tries. Mallory knows Bob's name and a list of the passwords that people choose. One after the other she tries them, all
// night, and the sign-in takes each as patiently as the first. It is to take notice: after so many wrong ones even the right
// one does not let in, or only after a while. But not so that one guesser shuts everybody out, or throws Bob out who is in.
test(
  ...check({
    code: 'RATE-01',
    id: 'wrong-passwords-are-limited',
    title: 'wrong passwords for an account are limited',
    severity: 'high',
    verifies: [asvs['6.3.1'], wstg['ATHN-03'], cwe[307], nist['3.2.2'], pci['8.3.4']],
    needs: ['lifecycle', 'secondAccount'],
    catches: ['tries-are-not-counted'],
    remedy:
      'Count wrong passwords by account and by address, not the right ones, and refuse for a while after a few: before the password is looked at, so that the right one is refused too.',

    async observe({ open, policy, promises }) {
      const world = await open({ mode: 'production', secret: 'own' });
      const { tries } = limitOf(promises, policy);
      const guessed = await guess(world, tries, keepingItsCookies(world));
      const neighbour = world.alice.another();
      await neighbour.tryToSignIn();
      return { guessed, others: await neighbour.use(), live: await world.probe(guessed.live) };
    },

    judge: ({ guessed, others, live }, { policy, promises }) => {
      const { tries, strength, whose } = limitOf(promises, policy);
      const { series } = guessed;
      const limited = isLimited(guessed);
      const many = series.length > tries ? `, one more than the ${tries} ${whose},` : '';
      return [
        control('bob signs in with the right password before', speaksFor(guessed.before, 'bob'), guessed.before),
        ...guessing(guessed),
        claim(strength)(
          `after ${series.length} wrong passwords in a row${many} the right one does not sign bob in, or only slowly`,
          limited,
          ...evidence(guessed),
        ),
        ...(limited === 'yes'
          ? [
              recommendation(
                'somebody else signs in from the same address meanwhile',
                speaksFor(others, 'alice'),
                others,
              ),
              recommendation('a session that bob has goes on', speaksFor(live, 'bob'), live),
            ]
          : []),
      ];
    },
  }),
);
