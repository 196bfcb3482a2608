import type { DefineTarget } from '../../harness/index.ts';
import {
  carelessOfItsSecret,
  idlesFor,
  noCookie,
  outcome,
  payload,
  silent,
  undeclared,
  sentByScriptsAlone,
} from '../expected.ts';
import { withAddresses } from '../people.ts';

const define: DefineTarget = ({ target }) =>
  target({
    name: 'jwt-spa',
    about: 'Hono with JSON web tokens, which a single-page front end keeps in localStorage',
    launch: {
      container: { build: './', port: 3000 },
      process: { command: ['node', 'app/server.ts'], env: { HOST: '127.0.0.1' } },
    },
    production: { env: { NODE_ENV: 'production' }, required: ['JWT_SECRET'] },
    secret: { env: 'JWT_SECRET' },
    front: 'tls',
    people: withAddresses,
    expected: {
      ...undeclared,
      ...sentByScriptsAlone,
      ...carelessOfItsSecret,
      ...noCookie,
      ...payload,
      ...silent,
      ...outcome('not-tested', 'not even a start that is refused writes a word', 'LEAK-01'),
      ...outcome('blocked', 'no sign-out ends a session', 'STORE-02'),
      ...idlesFor('a token idles for its whole 2 hours'),
      ...outcome('fail', 'sign-out drops the token from the browser; the server takes it until its end', 'OUT-01'),
      ...outcome('fail', 'the token holds the e-mail address, readable to whoever finds it', 'SID-03'),
      ...outcome('warn', 'a token without an end would be taken: the library does not require one', 'SIG-05'),
      ...outcome('not-applicable', 'nobody has a token before sign-in', 'FIX-01', 'FIX-03', 'FIX-04'),
      ...outcome('not-applicable', 'the client holds no end that the server might believe', 'EXP-04'),
      ...outcome('not-tested', 'sign-out asks the server for nothing', 'OUT-04'),
      ...outcome('blocked', 'no sign-out ends a session', 'OUT-05'),
      ...outcome('not-tested', 'its page greets by another name than the one that is typed', 'CACHE-03'),
    },
  });

export default define;
