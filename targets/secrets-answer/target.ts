import type { DefineTarget } from '../../harness/index.ts';
import { noToken, outcome, payload, takesAnyNumberOfTries, withoutServices } from '../expected.ts';
import { people } from '../people.ts';
import { flaws } from './flaws.ts';

const define: DefineTarget = ({ target, form, post, get }) =>
  target({
    name: 'secrets-answer',
    about: 'The app of an answer on session secrets: cookie-session for 31 days, the secret from the environment',
    launch: {
      container: { build: './', port: 3000 },
      process: {
        command: ['node', '--env-file-if-exists=.env', 'app/server.ts'],
        env: { HOST: '127.0.0.1' },
        dataDirEnv: 'DATA_DIR',
      },
    },
    production: { env: { NODE_ENV: 'production' }, required: ['SESSION_SECRET'] },
    development: { env: { NODE_ENV: 'development' } },
    secret: { env: 'SESSION_SECRET', minLength: 32 },
    front: 'tls',
    people,
    signIn: form('/login'),
    signOut: post('/logout', { page: '/account' }),
    whoAmI: get('/me'),
    pages: ['/account'],
    change: { by: post('/account/motto', { page: '/account', form: { motto: '{marker}' } }) },
    promises: { survivesRestart: true },
    flawed: { process: ['node', 'flawed.ts'], build: 'Dockerfile.flawed' },
    flaws,
    expected: {
      ...noToken,
      ...payload,
      ...outcome('fail', 'signing protects from altering, not from keeping: a copy works after sign-out', 'OUT-01'),
      ...outcome(
        'blocked',
        'no sign-out ends a session',
        'FIX-05',
        'OUT-04',
        'OUT-05',
        'CACHE-03',
        'STORE-01',
        'STORE-02',
      ),
      ...outcome('fail', 'signing hides nothing: the cookie is the user name in base64 of JSON', 'SID-03'),
      ...outcome('warn', 'the cookie says 31 days', 'COOK-06'),
      ...outcome(
        'fail',
        'the server knows no end: the 31 days are the browser’s courtesy',
        'EXP-01',
        'EXP-03',
        'EXP-04',
      ),
      ...outcome('not-tested', 'no idle limit is promised', 'EXP-02', 'EXP-05'),
      ...outcome('not-applicable', 'no limit is promised', 'EXP-06'),
      ...outcome('not-applicable', 'the session cookies are its only ones', 'COOK-10'),
      ...outcome('not-applicable', 'a name with a prefix cannot be planted', 'FIX-04'),
      ...outcome('not-applicable', 'it has no flow that begins before sign-in', 'FIX-06'),
      ...outcome('not-applicable', 'one interface is all there is', 'OUT-03'),
      ...outcome('not-applicable', 'it remembers nobody', 'OUT-06'),
      ...outcome('not-tested', 'it has no slow request', 'RACE-01', 'RACE-02'),
      ...takesAnyNumberOfTries,
      ...withoutServices,
    },
  });

export default define;
