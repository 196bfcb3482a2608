import { anonymous, check, control, precondition, requirement, speaksFor, test } from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';

// Sign-out. Alice signs out on the web page. The interface behind the phone app looks identifiers up in a memory of its
// own, and goes on answering Mallory's copy for minutes. Surfaces are asked one request each; what is kept open
// (server-sent events, WebSockets) is not looked at.
test(
  ...check({
    code: 'OUT-03',
    id: 'ends-it-everywhere',
    title: 'sign-out is effective on every surface that accepts the session',
    severity: 'high',
    verifies: [asvs['7.4.1'], asvs['4.4.3'], wstg['SESS-06'], cwe[613]],
    needs: [],
    catches: ['api-remembers-who'],
    remedy:
      'Ask one and the same place on every surface whether a session lives; where answers are kept, drop them at sign-out or keep them for seconds.',
    notApplicable: ({ surfaces }) =>
      surfaces.length > 0
        ? null
        : 'it declares no other surface that accepts the session (surfaces in a target definition)',

    async observe({ alice, probe, surfaces }) {
      const session = await alice.signIn();
      const known = await surfaces(session);
      const ask = async (identifier: typeof session) => {
        const seen = [];
        for (const surface of known) seen.push({ name: surface.name, sighting: await surface.probe(identifier) });
        return seen;
      };
      const before = await ask(session);
      await alice.signOut();
      const home = await probe(session);
      const after = await ask(session);
      return { before, home, after, fresh: await ask(await alice.another().signIn()) };
    },

    judge: ({ before, home, after, fresh }) => [
      precondition('OUT-01')('sign-out ends the session where the target is asked first', anonymous(home), home),
      ...before.map(({ name, sighting }) =>
        control(`${name} speaks for alice before sign-out`, speaksFor(sighting, 'alice'), sighting),
      ),
      ...fresh.map(({ name, sighting }) =>
        control(`${name} speaks for alice after a fresh sign-in`, speaksFor(sighting, 'alice'), sighting),
      ),
      ...after.map(({ name, sighting }) =>
        requirement(`${name} speaks for nobody after sign-out`, anonymous(sighting), sighting),
      ),
    ],
  }),
);
