import type { DefineTarget } from '../../harness/index.ts';
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
  });

export default define;
