import type { DefineTarget } from '../../harness/index.ts';
import { forgetful, opaque, outcome, silent, undeclared, withoutSecret } from '../expected.ts';
import { withAddresses } from '../people.ts';

const define: DefineTarget = ({ target }) =>
  target({
    name: 'two-step',
    about: 'Hono with sessions in memory: the user name first, the password next, sign-out behind a menu',
    launch: {
      container: { build: './', port: 3000 },
      process: { command: ['node', 'app/server.ts'], env: { HOST: '127.0.0.1' } },
    },
    production: { env: { NODE_ENV: 'production' } },
    front: 'tls',
    people: withAddresses,
    expected: {
      ...undeclared,
      ...withoutSecret,
      ...opaque,
      ...silent,
      ...forgetful('sessions are in memory'),
      ...outcome('not-applicable', 'the session cookie is its only one', 'COOK-10', 'FIX-04'),
      ...outcome('not-applicable', 'neither the cookie nor the page states an end', 'EXP-04'),
    },
  });

export default define;
