import type { DefineTarget, TargetDefinition } from '../../harness/index.ts';
import { people } from '../people.ts';

type Expected = NonNullable<TargetDefinition['expected']>;

const each = (verdict: 'inconclusive' | 'not-applicable', reason: string, ...codes: string[]): Expected =>
  Object.fromEntries(codes.map((code) => [code, [verdict, reason]]));

/** Every check that acts as somebody who is signed in. */
const NEED_SIGN_IN = (
  'BOOT-06 COOK-01 COOK-02 COOK-03 COOK-05 COOK-11 FIX-01 FIX-02 FIX-03 FIX-07 ' +
  'OUT-01 OUT-02 EXP-01 EXP-02 EXP-03 EXP-04'
).split(' ');
const START_UP = ['BOOT-01', 'BOOT-02', 'BOOT-03'];

/** One dead end as a target. `starts`: whether a healthy boot can be told from a refused one. */
export const deadEnd =
  (id: string, about: string, { starts = true } = {}): DefineTarget =>
  ({ target, form, post, get }) =>
    target({
      name: `vacuous-${id}`,
      about,
      launch: { process: { command: ['node', '../vacuous-app/app/server.ts', id], env: { HOST: '127.0.0.1' } } },
      production: { env: { NODE_ENV: 'production' }, required: ['SESSION_SECRET'] },
      secret: { env: 'SESSION_SECRET', minLength: 32 },
      people: { alice: people.alice, bob: people.bob },
      signIn: form('/login'),
      signOut: post('/logout'),
      whoAmI: get('/me'),
      // So that no check can say that it does not apply.
      promises: { idleTimeout: '30m', lifetime: '12h', survivesRestart: true },
      expected: {
        ...each('not-applicable', 'it declares no development mode', 'BOOT-05'),
        ...each('inconclusive', 'nobody can be seen to sign in', ...NEED_SIGN_IN),
        ...(starts ? {} : each('inconclusive', 'it never serves, whatever its secret is', ...START_UP)),
      },
    });
