import type { DefineTarget } from '../../harness/index.ts';
import { carelessOfItsSecret, forgetful, idlesFor, noToken, outcome, silent, undeclared } from '../expected.ts';
import { couple } from '../people.ts';

const define: DefineTarget = ({ target }) =>
  target({
    name: 'fastify-spa',
    about: 'Fastify 5 with @fastify/session, a JSON interface and a single-page front end',
    launch: {
      container: { build: './', port: 3000 },
      process: { command: ['node', 'app/server.ts'], env: { HOST: '127.0.0.1' } },
    },
    production: { env: { NODE_ENV: 'production' }, required: ['SESSION_SECRET'] },
    secret: { env: 'SESSION_SECRET', minLength: 32 },
    front: 'tls',
    people: couple,
    expected: {
      ...undeclared,
      ...carelessOfItsSecret,
      ...noToken,
      ...silent,
      ...forgetful('sessions are in memory, as @fastify/session keeps them by itself'),
      ...idlesFor('a session idles for its whole 8 hours'),
      ...outcome(
        'fail',
        'a start without the secret ends in the stack trace of a library, which does not name it',
        'BOOT-02',
      ),
      ...outcome('fail', 'the cookie is called sessionId, as @fastify/session calls it', 'COOK-04'),
      ...outcome('fail', 'the 8 hours begin anew with every request, and nothing else ends a session', 'EXP-03'),
      ...outcome('not-applicable', 'the session cookie is its only one', 'COOK-10'),
    },
  });

export default define;
