import type { DefineTarget } from '../../harness/index.ts';
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
  });

export default define;
