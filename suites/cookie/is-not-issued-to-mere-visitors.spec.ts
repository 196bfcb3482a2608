import { check, control, header, notApplicable, recommendation, test, type Exchange } from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { sessionLines } from './session-cookies.ts';

// Cookie. Every robot that asks for the home page gets a session of its own: the store fills, caches stop working, and
// an identifier lies in every browser long before anybody signs in. What a visit leaves in the store is asked of the
// store, in its own chapter.
test(
  ...check({
    code: 'COOK-11',
    id: 'is-not-issued-to-mere-visitors',
    title: 'no session is made before it is needed',
    severity: 'low',
    verifies: [asvs['7.6.2'], cwe[770]],
    needs: [],
    catches: ['session-for-every-visitor', 'identifier-for-every-visitor'],
    remedy:
      'Create the session when something is stored in it (express-session: saveUninitialized: false), at the sign-in page at the earliest.',

    async observe({ alice, specimen, target }) {
      const visits: Exchange[] = [];
      for (const path of target.publicPaths) visits.push(await alice.get(path));
      const before = alice.lines.length;
      const gentle = target.missing.includes('disposable');
      if (!gentle) await alice.signIn();
      const names = new Set(sessionLines(await specimen()).map(({ name }) => name));
      const setBy = (lines: typeof alice.lines) =>
        lines.filter(({ line }) => names.has(line.name) && !line.deletes).map(({ path }) => path);
      const early = setBy(alice.lines.slice(0, before));
      // Where nothing may be stressed, the recorded sign-in has to do: it issued those names.
      const issues = gentle ? names.size > 0 : early.length + setBy(alice.lines.slice(before)).length > 0;
      return { visits, early, issues };
    },

    judge: ({ visits, early, issues }) => {
      const open = visits.filter((visit) => isPublic(visit));
      if (open.length === 0) notApplicable('no page was found that anybody may see, other than the sign-in page');
      const setting = open.filter(({ url }) => early.includes(url.pathname));
      return [
        control('signing in issues the session cookie', issues),
        control(
          'the public pages answered',
          open.every(({ status }) => status > 0 && status < 500),
          open,
        ),
        recommendation(
          'no public page issues a session cookie',
          setting.length === 0,
          setting,
          setting.map(({ url }) => `set on ${url.pathname}`),
        ),
      ];
    },
  }),
);

/** Neither a way to the sign-in page nor that page itself, which may need a session for its token. */
const isPublic = (visit: Exchange): boolean =>
  header(visit, 'location') === undefined &&
  ![401, 403].includes(visit.status) &&
  !/type=["']?password/i.test(visit.body);
