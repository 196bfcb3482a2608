import type { DefineTarget } from '../../harness/index.ts';
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
  });

export default define;
