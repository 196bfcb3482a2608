import type { DefineTarget, TargetDefinition } from '../../harness/index.ts';
import { noToken, outcome, withoutServices, type Expected } from '../expected.ts';
import { people } from '../people.ts';

/** What differs between the five definitions of the one app. */
export interface Variant {
  readonly store: string;
  readonly about: string;
  readonly url: string;
  /** Host name → image. */
  readonly services?: Readonly<Record<string, string>>;
  readonly process?: true;
  readonly secret: NonNullable<TargetDefinition['secret']>;
  readonly promises?: TargetDefinition['promises'];
  readonly flaws?: TargetDefinition['flaws'];
  readonly expected?: Expected;
}

/** The app of the analysis over one of its stores. */
export const analysis =
  ({ store, about, url, services, process, secret, promises, flaws, expected }: Variant): DefineTarget =>
  ({ target, form, post, get }) =>
    target({
      name: `analysis-${store}`,
      about: `The app of an analysis of express-session as a safeguard: ${about}`,
      launch: {
        container: {
          build: './',
          port: 3000,
          env: { STORE_URL: url },
          ...(services === undefined ? {} : { services }),
          // Without containers there is no store for it.
          ...(process === undefined ? { optional: true as const } : {}),
        },
        ...(process === undefined
          ? {}
          : { process: { command: ['node', 'app/server.ts'], env: { HOST: '127.0.0.1', STORE_URL: url } } }),
      },
      production: { env: { NODE_ENV: 'production' }, required: [secret.env ?? secret.file ?? '', 'STORE_URL'] },
      development: { env: { NODE_ENV: 'development' } },
      secret: { ...secret, minLength: 32, rotation: 'comma-separated' },
      front: 'tls',
      people,
      signIn: form('/login'),
      signOut: post('/logout', { page: '/account' }),
      whoAmI: get('/me'),
      pages: ['/account'],
      publicPaths: ['/', '/healthz', '/robots.txt', '/no-such-page'],
      fill: post('/account/notes', {
        page: '/account',
        form: { note: 'Water the plants, and feed the neighbour’s cat.' },
      }),
      change: { by: post('/account/notes', { page: '/account', form: { note: '{marker}' } }) },
      slow: [get('/account/export')],
      passive: ['/healthz'],
      rememberMe: { fields: { keep: 'yes' }, lifetime: '30d' },
      promises: {
        idleTimeout: '30m',
        lifetime: '12h',
        triesAtSignIn: 5,
        ...(promises ?? { survivesRestart: true, replicas: true }),
      },
      flawed: { process: ['node', 'flawed.ts'], build: 'Dockerfile.flawed' },
      ...(flaws === undefined ? {} : { flaws }),
      expected: {
        ...noToken,
        ...outcome('not-applicable', 'before sign-in it sets no cookie that could be planted', 'FIX-04'),
        ...outcome('not-applicable', 'it has no flow that begins before sign-in', 'FIX-06'),
        ...outcome('not-applicable', 'the session cookie is the only one that is seen', 'COOK-10'),
        ...outcome('not-applicable', 'one interface is all there is', 'OUT-03'),
        ...(services === undefined
          ? withoutServices
          : outcome('not-tested', 'no compose file says how it is delivered', 'STORE-08')),
        ...expected,
      },
    });
