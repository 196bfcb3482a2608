import type { DefineTarget } from '../../harness/index.ts';
import { noToken, outcome } from '../expected.ts';
import { people } from '../people.ts';
import { flaws } from './flaws.ts';

const define: DefineTarget = ({ target, form, post, get }) =>
  target({
    name: 'snippet',
    about: 'A published snippet for express-session with Redis, mended',
    launch: {
      container: {
        build: './',
        port: 3000,
        services: { redis: 'redis:7-bookworm' },
        env: { SESSION_STORE: 'redis://redis:6379' },
      },
      process: {
        command: ['node', 'app/server.ts'],
        env: { HOST: '127.0.0.1', SESSION_STORE: 'sqlite' },
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
    pages: ['/account'],
    promises: { idleTimeout: '30m', lifetime: '12h', survivesRestart: true, replicas: true, triesAtSignIn: 5 },
    flawed: { process: ['node', 'flawed.ts'], build: 'Dockerfile.flawed' },
    flaws,
    expected: {
      ...noToken,
      ...outcome('not-applicable', 'nobody has an identifier before sign-in', 'FIX-01', 'FIX-03', 'FIX-04'),
      ...outcome('not-applicable', 'the session cookie is its only one', 'COOK-10'),
      ...outcome('not-applicable', 'it has no flow that begins before sign-in', 'FIX-06'),
      ...outcome('not-applicable', 'one interface is all there is', 'OUT-03'),
      ...outcome('not-applicable', 'it remembers nobody', 'OUT-06'),
      ...outcome('not-tested', 'it has no slow request', 'RACE-01', 'RACE-02'),
      ...outcome('not-tested', 'no compose file says how it is delivered', 'STORE-08'),
    },
  });

export default define;
