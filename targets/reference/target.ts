import type { DefineTarget } from '../../harness/index.ts';
import { people } from '../people.ts';
import { flaws } from './flaws.ts';

const define: DefineTarget = ({ target, form, post, get }) =>
  target({
    name: 'reference',
    about: 'Express 5 with express-session in production mode, Redis or SQLite store',
    launch: {
      container: {
        build: './',
        port: 3000,
        services: { redis: 'redis:7-bookworm' },
        env: { SESSION_STORE: 'redis://redis:6379' },
      },
      process: {
        command: ['node', 'app/server.ts'],
        env: { HOST: '127.0.0.1', SESSION_STORE: 'sqlite' }, // the file is sessions.db in DATA_DIR
        dataDirEnv: 'DATA_DIR',
      },
    },
    production: { env: { NODE_ENV: 'production' }, required: ['SESSION_SECRET', 'SESSION_STORE'] },
    development: { env: { NODE_ENV: 'development' } },
    secret: { env: 'SESSION_SECRET', minLength: 32 },
    front: 'tls',
    people,
    signIn: form('/login'),
    signOut: post('/logout', { page: '/account' }),
    whoAmI: get('/me'),
    fill: post('/account/notes', {
      page: '/account',
      form: { note: 'Remember the milk, the bread, the butter and what else was on the list.' },
    }),
    publicPaths: ['/', '/healthz', '/robots.txt', '/no-such-page'],
    promises: { idleTimeout: '30m', lifetime: '12h', survivesRestart: true },
    flawed: { process: ['node', 'flawed.ts'], build: 'Dockerfile.flawed' },
    flaws,
  });

export default define;
