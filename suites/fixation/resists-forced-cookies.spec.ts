import {
  anonymous,
  check,
  control,
  not,
  notApplicable,
  precondition,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';

// Fixation. Mallory visits the site, and puts every cookie that she got into Bob's browser: from the network, or from a
// neighbouring host, as long as no name prefix forbids it. Bob signs in. Whatever the app has tied to one of those
// cookies meanwhile is tied to what Mallory holds; and what she plants in Alice's browser must not make her Bob.
test(
  ...check({
    code: 'FIX-04',
    id: 'resists-forced-cookies',
    title: 'cookies forced upon a person tell and give nothing of them',
    severity: 'medium',
    verifies: [asvs['7.2.4'], asvs['3.3.1'], wstg['SESS-03'], cwe[384]],
    needs: ['secondAccount'],
    catches: ['cart-tells-its-owner'],
    remedy:
      'Issue every cookie anew at sign-in that what a person does is tied to, and give it the prefix `__Host-`, so that nobody else can set it.',

    async observe({ alice, bob, mallory, probe, present, target }) {
      const gentle = target.missing.includes('disposable');
      await mallory.visit();
      for (const path of gentle ? [] : target.publicPaths) await mallory.visit(path);
      const planted = await mallory.plantable();
      if (planted.empty) return null;

      await bob.plant(planted);
      const issued = await bob.signIn();
      const without = (other: typeof issued) => other.parts.reduce((rest, part) => rest.without(part), planted);
      const others = without(issued);
      const session = without(others);
      const live = await probe(issued);
      const replayed = await probe(planted);
      const alone = others.empty ? replayed : session.empty ? null : await probe(session);

      const pages = [];
      for (const path of gentle ? target.publicPaths.slice(0, 1) : target.publicPaths) {
        const page = await present(planted, { method: 'GET', path });
        let named = await bob.isNamedIn(page);
        // A page that names Bob to everybody tells nothing.
        if (named === 'yes' && (await bob.isNamedIn(await present(null, { method: 'GET', path }))) === 'yes')
          named = 'no';
        pages.push({ path, page, named });
      }
      // Where nothing may be stressed, bob's sign-in has to do.
      const own = gentle ? null : await alice.signIn().then(() => alice.use());
      if (own !== null) await alice.plant(others);
      const overlaid = own === null || others.empty ? own : await alice.use();
      return { planted, kept: issued.sameAs(planted), live, alone, replayed, pages, own, overlaid };
    },

    judge: (seen) => {
      if (seen === null) return notApplicable('before sign-in it sets no cookie that could be planted');
      const { planted, kept, live, alone, replayed, pages, own, overlaid } = seen;
      return [
        control('bob, with the planted cookies, can sign in', speaksFor(live, 'bob'), live),
        ...(own === null ? [] : [control('alice can sign in', speaksFor(own, 'alice'), own)]),
        ...(alone === null
          ? []
          : [
              precondition('FIX-01')('signing in changes the planted identifier', !kept, live),
              precondition('FIX-03')('signing in ends the planted identifier', anonymous(alone), alone),
            ]),
        requirement('what Mallory planted does not speak for bob', anonymous(replayed), replayed, planted),
        ...pages.map(({ path, page, named }) =>
          requirement(`shown what Mallory planted, "${path}" does not name bob`, not(named), page),
        ),
        ...(overlaid === null
          ? []
          : [
              requirement(
                'laid over her own session it makes nobody else of alice',
                not(speaksFor(overlaid, 'bob')),
                overlaid,
              ),
            ]),
      ];
    },
  }),
);
