import { anonymous, check, control, notApplicable, requirement, speaksFor, test } from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';

// Fixation. Mallory invents an identifier and plants it in Alice's browser; the server has never seen it.
// A permissive server adopts it, and what Alice does with it is Mallory's to see.
test(
  ...check({
    code: 'FIX-02',
    id: 'refuses-a-planted-identifier',
    title: 'an identifier that the client chose never becomes a session',
    severity: 'high',
    verifies: [asvs['7.2.4'], asvs['7.2.3'], wstg['SESS-03'], cwe[384]],
    needs: [],
    catches: ['adopts-planted-identifier'],
    remedy: 'Issue identifiers on the server only: an unknown or unsigned value gets a fresh one, or none at all.',

    async observe({ alice, probe }) {
      const before = await alice.another().visit();
      // Without a session before sign-in the form of an identifier is known from a sign-in only.
      const model = before.empty ? await alice.another().signIn() : before;
      const planted = model.forged();
      if (!planted.parts.some(({ carrier }) => carrier === 'cookie')) return { planted, issued: null, echoed: false };
      await alice.plant(planted);
      await alice.visit();
      const issued = await alice.signIn();
      const echoed = alice.lines.some(
        ({ line }) =>
          !line.deletes && planted.parts.some(({ name, value }) => name === line.name && value.equals(line.value)),
      );
      const replayed = await probe(planted);
      return { planted, issued, echoed, replayed, live: await probe(issued) };
    },

    judge: ({ planted, issued, echoed, live, replayed }) => {
      if (issued === null)
        return notApplicable(
          'the identifier travels in a header that only scripts set: nobody can plant it in another client',
        );
      return [
        control('the identifier issued at sign-in speaks for alice', speaksFor(live, 'alice'), live),
        requirement('the planted identifier speaks for nobody after sign-in', anonymous(replayed), replayed),
        requirement('signing in does not keep the planted identifier', !planted.sameAs(issued), issued),
        requirement('the server never issues the planted value', !echoed, issued),
      ];
    },
  }),
);
