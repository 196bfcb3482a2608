import {
  anonymous,
  check,
  control,
  inWords,
  judgeOverTime,
  notApplicable,
  precondition,
  recommendation,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe, nist, wstg } from '../requirements/index.ts';
import { busily, idleLimit, inOrder, lifetimeLimit, marginOf } from './limits.ts';

// Expiry. The cookie says when it ends, and only the browser obeys. Mallory's copy is sent after that moment; or she
// edits the date that the server wrote into a cookie and believes when it comes back. Cookies and tokens are edited; a
// field of a form or of the browser's storage is only as good as what the server makes of it.
test(
  ...check({
    code: 'EXP-04',
    id: 'the-server-decides-the-end',
    title: 'the server decides when a session ends, whatever the client says',
    severity: 'high',
    verifies: [asvs['7.2.1'], asvs['7.3.2'], wstg['SESS-07'], cwe[602], cwe[642], cwe[613], nist['5.1.1']],
    needs: ['clock'],
    catches: ['client-held-expiry', 'cookie-ends-before-the-session'],
    remedy:
      'Keep the end of a session in the server-side record or inside the signature, and let the cookie state the same end.',

    observe: ({ overTime, promises, policy }) => {
      const [idle, lifetime] = [idleLimit(promises, policy), lifetimeLimit(promises, policy)];
      return overTime(
        async (world) => {
          const { alice, advance, probe } = world;
          const session = await alice.signIn();
          const statedMs =
            alice.lines.findLast(
              ({ line, livesMs }) =>
                livesMs !== null && !line.deletes && session.has({ carrier: 'cookie', name: line.name }),
            )?.livesMs ?? null;
          const forger = alice.another();
          // An absolute limit is seldom waited for: nobody is signed in for it on a running target.
          if (world.mode !== 'real') await forger.signIn();
          const edited = world.mode === 'real' ? null : await forger.holdsWithLaterTimes();
          if (statedMs === null && edited === null) return { statedMs, stale: null, editing: null, fresh: null };

          let stale = null;
          if (statedMs !== null) {
            await advance(statedMs + marginOf(statedMs));
            stale = await probe(session);
          }
          let editing = null;
          if (edited !== null) {
            await forger.signIn();
            const later = (await forger.holdsWithLaterTimes()) ?? edited;
            let before = await probe(later);
            const margin = marginOf(lifetime);
            const use = async () => (before = await probe(later));
            await inOrder(world, busily({ untilMs: lifetime - 2 * margin, idleMs: idle }, use));
            await advance(3 * margin);
            editing = { before, after: await probe(later) };
          }
          return { statedMs, stale, editing, fresh: await probe(await alice.another().signIn()) };
        },
        ({ stale, editing }) => [stale, editing?.after].some((seen) => seen != null && anonymous(seen) === 'no'),
        // How long the cookie says to live is known after the sign-in only.
        0,
      );
    },

    judge: (played, { promises, policy }) =>
      judgeOverTime(played, ({ statedMs, stale, editing, fresh }) => {
        if (fresh === null)
          return notApplicable(
            'no cookie of the identifier states an end, and the client holds no time by itself that the server might believe (one inside a signature is the server’s)',
          );
        // Inside the idle limit a late cookie breaks only its own word.
        const late = (statedMs ?? 0) + marginOf(statedMs ?? 0);
        const claim = late < idleLimit(promises, policy) ? recommendation : requirement;
        return [
          control('a fresh sign-in is alive then', speaksFor(fresh, 'alice'), fresh),
          ...(stale === null || statedMs === null
            ? []
            : [
                claim(
                  `an identifier whose cookie ended after ${inWords(statedMs)} speaks for nobody`,
                  anonymous(stale),
                  stale,
                ),
              ]),
          ...(editing === null
            ? []
            : [
                precondition('EXP-02')(
                  'with an edited time the busy session is alive before the absolute limit',
                  speaksFor(editing.before, 'alice'),
                  editing.before,
                ),
                requirement(
                  'with a time edited by the client it still ends at the absolute limit',
                  anonymous(editing.after),
                  editing.after,
                ),
              ]),
        ];
      }),
  }),
);
