import { anonymous, check, control, notApplicable, note, requirement, speaksFor, test } from '../../harness/index.ts';
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
    catches: ['adopts-planted-identifier', 'adopts-signed-identifier'],
    remedy: 'Issue identifiers on the server only: an unknown or unsigned value gets a fresh one, or none at all.',

    async observe({ alice, probe, signAnew }) {
      const before = await alice.another().visit();
      // Without a session before sign-in the form of an identifier is known from a sign-in only.
      const model = before.empty ? await alice.another().signIn() : before;
      const forged = model.forged();
      if (!forged.parts.some(({ carrier }) => carrier === 'cookie')) return null;
      // Mallory may have the secret, or take a value that is signed and that the server has forgotten.
      const signed = await signAnew(model, forged);
      const tries = [];
      for (const planted of [forged, ...(signed === null ? [] : [signed])]) {
        const victim = alice.another();
        await victim.plant(planted);
        await victim.visit();
        const issued = await victim.signIn();
        const echoed = victim.lines.some(
          ({ line }) =>
            !line.deletes && planted.parts.some(({ name, value }) => name === line.name && value.equals(line.value)),
        );
        tries.push({ planted, issued, echoed, replayed: await probe(planted), live: await probe(issued) });
      }
      return { tries, signed: signed !== null };
    },

    judge: (seen) => {
      if (seen === null)
        return notApplicable(
          'the identifier travels in a header that only scripts set: nobody can plant it in another client',
        );
      return [
        ...seen.tries.flatMap(({ planted, issued, echoed, replayed, live }, at) => {
          const it = at === 0 ? 'the planted identifier' : 'a planted identifier that is correctly signed';
          return [
            control(`after ${it} sign-in issues one that speaks for alice`, speaksFor(live, 'alice'), live),
            requirement(`${it} speaks for nobody after sign-in`, anonymous(replayed), replayed),
            requirement(`signing in does not keep ${it}`, !planted.sameAs(issued), issued),
            requirement(`the server never issues ${it}`, !echoed, issued),
          ];
        }),
        ...(seen.signed ? [] : [note('no correctly signed identifier was planted: what signs it here is not known')]),
      ];
    },
  }),
);
