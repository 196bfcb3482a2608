import type { DefineTarget } from '../../harness/index.ts';
import { carelessOfItsSecret, idlesFor, noToken, outcome, payload, silent, undeclared } from '../expected.ts';
import { couple } from '../people.ts';

const define: DefineTarget = ({ target }) =>
  target({
    name: 'koa',
    about: 'Koa 3 with koa-session in two cookies, pages in German below /app/',
    launch: {
      container: { build: './', port: 3000 },
      process: { command: ['node', 'app/server.ts'], env: { HOST: '127.0.0.1' } },
      readyPath: '/app/',
    },
    production: { env: { NODE_ENV: 'production' }, required: ['SESSION_SECRET'] },
    secret: { env: 'SESSION_SECRET', minLength: 32 },
    front: 'tls',
    mount: '/app',
    people: couple,
    expected: {
      ...undeclared,
      ...carelessOfItsSecret,
      ...noToken,
      ...payload,
      ...silent,
      ...idlesFor('a session idles for its whole day'),
      ...outcome('fail', 'koa-session holds the session in the cookie: sign-out empties the browser alone', 'OUT-01'),
      ...outcome(
        'blocked',
        'no sign-out ends a session',
        'FIX-05',
        'OUT-04',
        'OUT-05',
        'CACHE-03',
        'STORE-01',
        'STORE-02',
        'CSRF-01',
        'CSRF-03',
        'CSRF-04',
      ),
      ...outcome('fail', 'the cookie holds the user name, readable to whoever finds it', 'SID-03'),
      ...outcome('fail', 'neither cookie has a prefix: below /app that would be __Secure-', 'COOK-04'),
      ...outcome('fail', 'renew: true lets a session that is used live for ever', 'EXP-03'),
      ...outcome('not-applicable', 'the session cookies are its only ones', 'COOK-10'),
    },
  });

export default define;
