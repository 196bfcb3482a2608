import { check, claim, control, note, precondition, speaksFor, test, type World } from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';
import { evidence, guess, guessing, isLimited, keepingItsCookies, limitOf, type Guessed } from './guess.ts';
import { SPELLINGS } from './spellings.ts';

/** Of networks that exist in documents alone: each try claims to come from another. */
const claims = (n: number): Readonly<Record<string, string>> => {
  const address = `${n % 2 === 0 ? '203.0.113' : '198.51.100'}.${1 + (Math.floor(n / 2) % 254)}`;
  return { 'x-forwarded-for': address, 'x-real-ip': address, forwarded: `for=${address}` };
};

/** Those ways of writing alice's name that the app takes for hers. */
const known = async ({ alice }: World) => {
  const taken = [];
  for (const [how, spell] of Object.entries(SPELLINGS)) {
    const client = alice.another();
    await client.tryToSignIn({ spelt: (name) => spell(name, 0) });
    if (speaksFor(await client.use(), 'alice') === 'yes') taken.push({ how, spell });
  }
  return taken;
};

// Tries. The sign-in counts, and Mallory reads how: in the session, so she drops the cookie; by address, and it believes
// whoever says where they are, so she says something else each time; by the name as it is typed, so she types bOB. Each time
// she begins anew, and the limit is none. It has to bite all the same. (A front of the suite's adds its own address to those
// that are claimed, as common proxies do; where none is declared there is none to believe.)
test(
  ...check({
    code: 'RATE-03',
    id: 'limits-cannot-be-dodged',
    title: 'the limit to wrong passwords cannot be dodged',
    severity: 'high',
    verifies: [asvs['6.3.1'], asvs['4.1.3'], wstg['ATHN-03'], cwe[307], cwe[348]],
    needs: ['lifecycle', 'secondAccount'],
    catches: ['tries-are-counted-in-the-session', 'believes-any-forwarded-address'],
    remedy:
      'Keep the count on the server under the account as it is stored, not in the session; take the address from the end of X-Forwarded-For that your own proxy wrote, and from nowhere else.',

    async observe({ open, policy, promises }) {
      const { tries } = limitOf(promises, policy);
      // Where tries were counted nothing more can be shown: each way has a deployment of its own.
      const anew = () => open({ mode: 'production', secret: 'own' });
      const first = await anew();
      const honest = await guess(first, tries, keepingItsCookies(first));
      if (isLimited(honest) !== 'yes') return { honest, dodged: [] };
      const [second, third] = [await anew(), await anew()];
      const spellings = await known(third);
      const dodged = [
        { how: 'from a new client each', guessed: await guess(second, tries, () => [second.bob.another()]) },
        {
          how: 'from a new client each, which claims another address',
          guessed: await guess(third, tries, (n) => [third.bob.another(), { claims: claims(n) }]),
        },
      ];
      if (spellings.length === 0) return { honest, dodged };
      const fourth = await anew();
      const spelt = (n: number) => (name: string) => spellings.reduce((one, { spell }) => spell(one, n), name);
      dodged.push({
        how: `for the name ${spellings.map(({ how }) => how).join(' and ')}`,
        guessed: await guess(fourth, tries, (n) => [fourth.bob.another(), { spelt: spelt(n) }]),
      });
      return { honest, dodged };
    },

    judge: ({ honest, dodged }, { policy, promises }) => {
      const { strength } = limitOf(promises, policy);
      const many = ({ series }: Guessed) => `${series.length} wrong passwords`;
      return [
        precondition('RATE-01')(
          `after ${many(honest)} from one client the right one does not sign bob in`,
          isLimited(honest),
          ...evidence(honest),
        ),
        control('bob signs in with the right password before', speaksFor(honest.before, 'bob'), honest.before),
        ...guessing(honest),
        ...dodged.flatMap(({ how, guessed }) => [
          control(`so he does before wrong ones ${how}`, speaksFor(guessed.before, 'bob'), guessed.before),
          ...guessing(guessed, `, ${how}`),
          claim(strength)(
            `after ${many(guessed)}, ${how}, the right one does not sign bob in, or only slowly`,
            isLimited(guessed),
            ...evidence(guessed),
          ),
        ]),
        ...(dodged.length > 0 && dodged.length < 3
          ? [note('a name in other letters, or with spaces, is another name')]
          : []),
      ];
    },
  }),
);
