import type { DefineTarget } from '../../harness/index.ts';
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
  });

export default define;
