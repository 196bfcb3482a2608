import type { DefineTarget } from '../../harness/index.ts';
import { outcome, withoutServices, sentByScriptsAlone } from '../expected.ts';
import { flaws } from './flaws.ts';

const COOKIES = Array.from({ length: 11 }, (_, at) => `COOK-${String(at + 1).padStart(2, '0')}`);

const define: DefineTarget = ({ target, json, post, get }) =>
  target({
    name: 'bearer',
    about: 'JSON interface on node:http with bearer tokens in memory, their limits counted by a monotonic clock',
    launch: {
      container: { build: './', port: 3000 },
      process: { command: ['node', 'app/server.ts'], env: { HOST: '127.0.0.1' } },
    },
    production: { env: { NODE_ENV: 'production' } },
    people: {
      // Nobody is there at first: each check opens accounts of its own.
      register: async (client, person) => {
        await client.post('/api/accounts', { json: person });
      },
    },
    signIn: json('/api/sign-in'),
    signOut: post('/api/sign-out', { json: {} }),
    whoAmI: get('/api/me'),
    slow: [get('/api/export')],
    promises: { idleTimeout: '15m', lifetime: '8h', survivesRestart: false, replicas: false, triesAtSignIn: 5 },
    flawed: { process: ['node', 'flawed.ts'], build: 'Dockerfile.flawed' },
    flaws,
    expected: {
      ...sentByScriptsAlone,
      ...outcome(
        'not-applicable',
        'it signs nothing and has no secret',
        ...'BOOT-01 BOOT-02 BOOT-03 BOOT-04 BOOT-05 BOOT-06 BOOT-07 BOOT-08 LEAK-01'.split(' '),
      ),
      ...outcome('not-applicable', 'nobody has an identifier before sign-in', 'FIX-01', 'FIX-03', 'FIX-04'),
      ...outcome(
        'not-applicable',
        'each token is a session of its own: a second sign-in takes no place of a first',
        'FIX-05',
      ),
      ...outcome('not-applicable', 'it has no flow that begins before sign-in', 'FIX-06'),
      ...outcome('not-applicable', 'one interface is all there is', 'OUT-03'),
      ...outcome('not-applicable', 'it remembers nobody', 'OUT-06'),
      ...outcome('not-applicable', 'it sets no cookie', ...COOKIES, 'OUT-02'),
      ...outcome('not-applicable', 'a stranger cannot plant a header in somebody else’s client', 'FIX-02'),
      ...outcome('not-applicable', 'a token states no end', 'EXP-04'),
      ...outcome('not-applicable', 'sessions live in memory, as its README says', 'STORE-01', 'STORE-02'),
      ...withoutServices,
      ...outcome('not-applicable', 'no answer but that of sign-in issues a token', 'RACE-02'),
      ...outcome('not-applicable', 'it has no pages that a browser could show', 'OUT-05', 'CACHE-03'),
      ...outcome('not-applicable', 'a token is opaque and has no signature', 'SIG-02', 'SIG-03', 'SIG-04', 'SIG-05'),
    },
  });

export default define;
