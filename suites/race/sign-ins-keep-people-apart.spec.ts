import {
  anonymous,
  check,
  control,
  every,
  note,
  precondition,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { atOnce, owned, sightings, themselves } from './at-once.ts';

const ROUNDS = 3;
// Races. Alice and Bob sign in at the same moment, or both began at one browser's page. Between looking up the password and
// issuing the identifier the app notes somewhere who it was, and the other one overwrites it: Bob's browser holds Alice.
test(
  ...check({
    code: 'RACE-03',
    id: 'sign-ins-keep-people-apart',
    title: 'sign-ins at the same time give each person a session of their own',
    severity: 'high',
    verifies: [asvs['7.2.4'], asvs['7.2.3'], cwe[362], cwe[488]],
    needs: ['secondAccount', 'disposable'],
    catches: ['the-last-sign-in-wins'],
    remedy:
      'Keep who has just proven their password in a variable of that request, issue the new identifier, and write it there; nothing in between belongs into a session from before, or into a variable of the module.',

    async observe({ alice, bob, probe }) {
      const before = [await probe(await alice.another().signIn()), await probe(await bob.another().signIn())];
      const apart = [];
      const together = [];
      const twice = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        apart.push(
          await atOnce(
            [
              ['alice', alice.another()],
              ['bob', bob.another()],
            ],
            probe,
          ),
        );
        twice.push(
          await atOnce(
            [
              ['alice', alice.another()],
              ['alice', alice.another()],
            ],
            probe,
          ),
        );
        const [hers, his] = [alice.another(), bob.another()];
        const shared = await hers.visit();
        if (shared.empty) continue;
        await his.plant(shared);
        const seen = await atOnce(
          [
            ['alice', hers],
            ['bob', his],
          ],
          probe,
        );
        together.push({ ...seen, shared: await probe(shared) });
      }
      return { before, apart, together, twice };
    },

    judge: ({ before, apart, together, twice }) => {
      const all = [...apart, ...together, ...twice];
      return [
        control(
          'one after the other each is known as who they are',
          every(before.map((seen, at) => speaksFor(seen, at === 0 ? 'alice' : 'bob'))),
          before,
        ),
        control(
          'each two of them are under way at the same time',
          every(all.map(({ overlapped }) => overlapped)),
          `${all.length} pairs`,
        ),
        requirement('at clients of their own each is known as who they are', owned(apart), sightings(apart)),
        // Some allow each person one session at a time.
        requirement('one person at two clients is nobody else at either', themselves(twice), sightings(twice)),
        ...(together.length === 0
          ? [note('nobody has an identifier before sign-in, so that two could not begin with the same')]
          : [
              precondition('FIX-03')(
                'what both began with is nobody in the end',
                every(together.map(({ shared }) => anonymous(shared))),
                together.map(({ shared }) => shared),
              ),
              requirement(
                'of two who began with the same nobody is the other',
                themselves(together),
                sightings(together),
              ),
            ]),
        requirement('no two of them were issued the same', !all.some(({ same }) => same)),
      ];
    },
  }),
);
