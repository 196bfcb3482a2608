import type { DefineTarget } from '../../harness/index.ts';
import { outcome, withoutServices } from '../expected.ts';
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
    slow: [get('/export')],
    publicPaths: ['/', '/healthz', '/no-such-page'],
    promises: { idleTimeout: '15m', lifetime: '8h', survivesRestart: true, replicas: false, triesAtSignIn: 5 },
    flawed: { process: ['node', 'flawed.ts'], build: 'Dockerfile.flawed' },
    flaws,
    expected: {
      ...outcome('not-applicable', 'nobody has an identifier before sign-in', 'FIX-01', 'FIX-03', 'FIX-04'),
      ...outcome('not-applicable', 'sign-in alone issues the cookie, and no other is set', 'COOK-08', 'COOK-10'),
      ...outcome('not-applicable', 'the client holds a signed payload, and no reference', 'SID-01', 'SID-02'),
      ...outcome('not-applicable', 'it has no flow that begins before sign-in', 'FIX-06'),
      ...outcome(
        'not-applicable',
        'its list of ended sessions is read by one instance, as its README says',
        'STORE-02',
      ),
      ...withoutServices,
      ...outcome('not-applicable', 'a token is renewed once a minute at the most', 'RACE-02'),
      ...outcome('not-applicable', 'one interface is all there is', 'OUT-03'),
      ...outcome('not-applicable', 'it has no pages that a browser could show', 'OUT-05', 'CACHE-03'),
      ...outcome('not-applicable', 'it remembers nobody', 'OUT-06'),
    },
  });

export default define;
