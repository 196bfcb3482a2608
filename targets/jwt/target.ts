import type { DefineTarget } from '../../harness/index.ts';
import { people } from '../people.ts';
import { flaws } from './flaws.ts';

const define: DefineTarget = ({ target, json, post, get }) =>
  target({
    name: 'jwt',
    about: 'node:http with sessions in a signed JSON token in a cookie, and a list of those ended early',
    launch: {
      container: { build: './', port: 3000 },
      process: { command: ['node', 'app/server.ts'], env: { HOST: '127.0.0.1' }, dataDirEnv: 'DATA_DIR' },
    },
    production: { env: { NODE_ENV: 'production' }, required: ['SESSION_SECRET'] },
    development: { env: { NODE_ENV: 'development' } },
    secret: { env: 'SESSION_SECRET', minLength: 32 },
    front: 'tls',
    people,
    signIn: json('/sign-in'),
    signOut: post('/sign-out', { json: {} }),
    whoAmI: get('/me'),
    publicPaths: ['/', '/healthz', '/no-such-page'],
    promises: { idleTimeout: '15m', lifetime: '8h', survivesRestart: true },
    flawed: { process: ['node', 'flawed.ts'], build: 'Dockerfile.flawed' },
    flaws,
    expected: {
      'FIX-01': ['not-applicable', 'nobody has an identifier before sign-in'],
      'FIX-03': ['not-applicable', 'nobody has an identifier before sign-in'],
    },
  });

export default define;
