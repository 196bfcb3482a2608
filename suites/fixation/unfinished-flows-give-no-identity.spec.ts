import { anonymous, check, control, note, requirement, speaksFor, test, type Exchange } from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';
import { judgedEnd, toItsEnd } from './unfinished.ts';

// Fixation. Mallory asks for a new password in Bob's name. The app notes in her session whom the request is for, in the
// very place where it looks for who is signed in: she is Bob, without a password. So with every flow that anybody may
// begin: a request for a link, a password without its code. Nor may it make somebody else of Alice. Where the way to
// finish it is declared, it is shown to lead in, so that being refused before says something.
test(
  ...check({
    code: 'FIX-06',
    id: 'unfinished-flows-give-no-identity',
    title: 'a flow that was only begun gives nobody an identity',
    severity: 'critical',
    verifies: [asvs['6.3.3'], asvs['2.3.1'], wstg['SESS-08'], cwe[287], cwe[306], cwe[841]],
    needs: ['disposable', 'secondAccount'],
    catches: ['reset-request-signs-in', 'password-alone-signs-in', 'code-keeps-the-identifier'],
    remedy:
      'Keep what an unfinished flow knows of a person under a name of its own, apart from who is signed in, and write the latter only when every proof has been given.',
    notApplicable: ({ unfinished }) =>
      unfinished.length > 0
        ? null
        : 'it declares no flow that begins before sign-in (unfinished in a target definition)',

    async observe({ alice, bob, mallory, probe, target }) {
      const bobs = await probe(await bob.signIn());
      await alice.signIn();
      const own = await alice.use();
      const flows = [];
      for (const { name, finishes } of target.unfinished) {
        const client = mallory.another();
        const answer = await client.begin(name, { for: bob });
        const used = await client.use();
        const pending = await client.holds();
        const shown = await probe(pending);
        const finished = finishes ? await toItsEnd(name, { client, bob, pending, probe }) : null;
        const mixed = await alice.begin(name, { for: bob });
        flows.push({ name, answer, used, shown, finished, mixed, after: await alice.use() });
      }
      return { bobs, own, flows };
    },

    judge: ({ bobs, own, flows }) => [
      control('bob has an account that signs in', speaksFor(bobs, 'bob'), bobs),
      control('alice is signed in', speaksFor(own, 'alice'), own),
      ...flows.flatMap(({ name, answer, used, shown, finished, mixed, after }) => [
        control(`the target accepts the beginning of ${name}`, accepted(answer), answer),
        control(`it accepts it from alice too`, accepted(mixed), mixed),
        requirement(`${name}, begun for bob, signs nobody in`, anonymous(used), used),
        requirement(`nor does what the client then holds`, anonymous(shown), shown),
        ...(finished === null ? [] : judgedEnd(name, finished)),
        // A second sign-in may end hers at its first step: what it may not is make her somebody else.
        finished !== null && anonymous(after) === 'yes'
          ? note(`begun for bob at alice's client it signs her out`, after)
          : requirement(`begun for bob at alice's client it leaves her alice`, speaksFor(after, 'alice'), after),
      ]),
    ],
  }),
);

const accepted = (answer: Exchange | null): boolean => answer !== null && answer.status >= 200 && answer.status < 400;
