import { randomBytes } from 'node:crypto';
import type { DefineTarget } from '../../harness/index.ts';
import { forgetful, idlesFor, opaque, outcome, undeclared, withoutSecret, nothingToForge } from '../expected.ts';
import { couple } from '../people.ts';

const define: DefineTarget = ({ target }) =>
  target({
    name: 'django-admin',
    about: "Debian's Django 3.2 with its own admin, and no code of ours but the settings",
    launch: {
      // Its key signs no session, which are rows of its database: what signs nothing is not declared as a secret.
      container: { build: './', port: 8000, env: { DJANGO_SECRET_KEY: randomBytes(32).toString('hex') } },
      readyPath: '/admin/',
    },
    production: { env: {} },
    front: 'tls',
    people: couple,
    expected: {
      ...undeclared,
      ...nothingToForge,
      ...withoutSecret,
      ...opaque,
      ...forgetful('the database is in the container, which has no volume'),
      ...outcome('warn', 'the server of Django names itself and its version', 'LEAK-04'),
      ...idlesFor('a session idles for its whole 14 days'),
      ...outcome('fail', 'the cookie is called sessionid, as Django calls it', 'COOK-04'),
      ...outcome('warn', 'the cookie lives for 14 days', 'COOK-06'),
      ...outcome('fail', 'the cookie csrftoken has no prefix', 'COOK-10'),
      ...outcome('fail', 'sign-out is a link, as until Django 5.0', 'OUT-04'),
      ...outcome('warn', 'a session that is used lives for 14 days', 'EXP-03'),
      ...outcome('not-applicable', 'sign-in alone issues the session cookie', 'COOK-08', 'FIX-01', 'FIX-03'),
    },
  });

export default define;
