import { randomBytes } from 'node:crypto';

export type Env = Readonly<Record<string, string | undefined>>;

/** What a start asks of its environment. The other entry replaces one of them. */
export interface StartRules {
  /** What is wrong with the secret in production; null when it will do. */
  readonly problemWithSecret: (given: string | undefined) => string | null;
  /** The secret to sign with, once nothing is wrong. */
  readonly secretOf: (env: Env) => string;
}

const SHORTEST = 32;
/** What guides and templates print where a secret should stand, and one piece over and over. */
const GUESSABLE = /secret|change|password|example|your|keyboard|placeholder|default|^(.{1,16})\1+.{0,15}$/i;

export const rules: StartRules = {
  problemWithSecret: (given) => {
    if (given === undefined) return 'is not set';
    if (given.trim().length < SHORTEST) return `is blank, or shorter than the required ${SHORTEST} characters`;
    return GUESSABLE.test(given) ? 'is one that anybody could try' : null;
  },
  // Nothing is wrong without one in development alone.
  secretOf: ({ SESSION_SECRET }) => SESSION_SECRET ?? randomBytes(32).toString('hex'),
};

export const isProduction = ({ NODE_ENV }: Env): boolean => NODE_ENV !== 'development';

/** All that is wrong, each with what to do about it: nobody should have to start the app once for each. */
export const problemsOf = (env: Env, { problemWithSecret }: StartRules): readonly string[] => {
  if (!isProduction(env)) return [];
  const problem = problemWithSecret(env['SESSION_SECRET']);
  return [
    ...(problem === null
      ? []
      : [`SESSION_SECRET ${problem}. Generate one with \`openssl rand -hex 32\` and set SESSION_SECRET to it.`]),
    ...(env['SESSION_STORE'] ? [] : ['SESSION_STORE is not set. Set it to `redis://host:port`, or to `sqlite`.']),
  ];
};
