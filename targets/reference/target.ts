import type { Client, DefineTarget } from '../../harness/index.ts';
import { people } from '../people.ts';
import { flaws } from './flaws.ts';

/** What the demonstration accounts' authenticator apps hold. */
const KEY = 'ONSXG43JN5XHG4DFMMQGIZLNN4QGWZLZ';

/** The form on that page, sent as a browser would. */
const send = async (client: Client, path: string, fields: Readonly<Record<string, string>>): Promise<void> => {
  const { body } = await client.get(path);
  const token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
  await client.post(path, { form: { _csrf: token, ...fields } });
};

const define: DefineTarget = ({ target, form, post, get, custom, totp }) =>
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
      compose: {
        file: './compose.yaml',
        service: 'app',
        port: 3000,
        env: { REDIS_PASSWORD: 'for-a-demonstration-only' },
      },
      process: {
        command: ['node', 'app/server.ts'],
        env: { HOST: '127.0.0.1', SESSION_STORE: 'sqlite' }, // the file is sessions.db in DATA_DIR
        dataDirEnv: 'DATA_DIR',
      },
    },
    production: { env: { NODE_ENV: 'production' }, required: ['SESSION_SECRET', 'SESSION_STORE'] },
    development: { env: { NODE_ENV: 'development' } },
    secret: { env: 'SESSION_SECRET', minLength: 32, rotation: 'comma-separated' },
    front: 'tls',
    people,
    signIn: form('/login'),
    signOut: post('/logout', { page: '/account' }),
    whoAmI: get('/me'),
    pages: ['/settings'],
    fill: post('/account/notes', {
      page: '/account',
      form: { note: 'Remember the milk, the bread, the butter and what else was on the list.' },
    }),
    change: { by: post('/account/notes', { page: '/account', form: { note: '{marker}' } }) },
    publicPaths: ['/', '/healthz', '/robots.txt', '/no-such-page'],
    surfaces: [get('/api/me')],
    slow: [get('/account/statement')],
    passive: ['/healthz'],
    rememberMe: { fields: { remember: 'on' }, lifetime: '30d' },
    unfinished: [
      {
        name: 'a request for a new password',
        start: custom((client, { username }) => send(client, '/forgot', { username })),
      },
      {
        name: 'a password without its code',
        start: custom((client, { username, password }) => send(client, '/login/with-code', { username, password })),
        finish: custom((client) => send(client, '/login/code', { code: totp(KEY)(client) })),
      },
    ],
    stepUp: custom((client, { password }) => send(client, '/confirm', { password })),
    promises: { idleTimeout: '30m', lifetime: '12h', survivesRestart: true, replicas: true, triesAtSignIn: 5 },
    flawed: { process: ['node', 'flawed.ts'], build: 'Dockerfile.flawed' },
    flaws,
    expected: {
      'STORE-08': ['warn', 'its store talks without TLS, inside a private network', 'redis talks by TLS alone'],
      'FIX-04': ['not-applicable', 'before sign-in it sets no cookie that could be planted'],
      'SIG-04': ['not-applicable', 'its identifier is no JWT'],
      'SIG-05': ['not-applicable', 'its identifier is no JWT'],
    },
  });

export default define;
