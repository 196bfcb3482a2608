import { randomBytes } from 'node:crypto';

/** Where sessions are kept. */
export type StorePlace =
  | { readonly kind: 'redis'; readonly url: string }
  | { readonly kind: 'sqlite'; readonly file: string };

export interface Settings {
  readonly production: boolean;
  readonly host: string | undefined;
  readonly port: number;
  /** The first signs, all verify. */
  readonly secrets: readonly string[];
  /** Whether the secret was made up for this run. */
  readonly madeUpSecret: boolean;
  readonly store: StorePlace;
}

/** What counts as a secret that can be used. */
export interface SecretRules {
  readonly minLength: number;
  readonly trim: (text: string) => string;
  /** Whether it is long enough and yet nobody's secret. */
  readonly isGuessable: (secret: string) => boolean;
  /** The secret when the variable is not set; undefined: the app does not start. */
  readonly whenUnset: (production: boolean) => string | undefined;
}

const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** What tutorials and templates print where a secret should stand; over and over, it is caught as a repetition. */
const PRINTED = [
  'keyboard cat',
  'change me',
  'change this secret',
  'your secret key',
  'your session secret',
  'replace this with a long random string',
  'this is a secret',
  'this should be a long random secret',
  'a very strong secret key that should be at least 32 characters long',
  'some very long secret that nobody could ever guess',
].map((text) => bare(text));

/** Whether the text is one and the same piece, over and over. */
const isRepetition = (text: string): boolean =>
  Array.from({ length: Math.floor(text.length / 2) }, (_, at) => at + 1).some(
    (period) => text === text.slice(0, period).repeat(text.length).slice(0, text.length),
  );

/** A printed sample, a word over and over, or a handful of characters. Words and letters of any kind are welcome. */
const isGuessable = (secret: string): boolean => {
  const text = bare(secret);
  return PRINTED.includes(text) || isRepetition(text) || new Set(secret).size < 8;
};

export const secretRules: SecretRules = {
  minLength: 32,
  trim: (text) => text.trim(),
  isGuessable,
  whenUnset: (production) => (production ? undefined : randomBytes(32).toString('hex')),
};

type Env = Readonly<Record<string, string | undefined>>;
type Reading =
  | { readonly settings: Settings; readonly problems?: never }
  | { readonly settings?: never; readonly problems: readonly string[] };

const GENERATE = 'Generate one with `openssl rand -hex 32` and set SESSION_SECRET to it.';
const STORES = 'Set it to `redis://host:port`, or to `sqlite:<path of a file>`.';

/** All settings, or everything that is wrong with them: nobody should have to start the app five times to find out. */
export const readSettings = (env: Env, rules: SecretRules = secretRules): Reading => {
  const problems: string[] = [];
  // Only the exact word relaxes anything: an unset or misspelt NODE_ENV gets production's safeguards.
  const production = env.NODE_ENV !== 'development';
  const settings: Settings = {
    production,
    ...readSecrets(env.SESSION_SECRET, production, rules, problems),
    store: readStore(env, production, problems),
    host: env.HOST || undefined,
    port: readPort(env.PORT ?? '3000', problems),
  };
  return problems.length === 0 ? { settings } : { problems };
};

const readSecrets = (
  given: string | undefined,
  production: boolean,
  rules: SecretRules,
  problems: string[],
): Pick<Settings, 'secrets' | 'madeUpSecret'> => {
  const madeUp = given === undefined ? rules.whenUnset(production) : undefined;
  if (madeUp !== undefined) return { secrets: [madeUp], madeUpSecret: true };

  const secrets = (given ?? '').split(',').map(rules.trim);
  if (given === undefined) problems.push(`SESSION_SECRET is not set. ${GENERATE}`);
  else if (secrets.every((secret) => secret === '')) problems.push(`SESSION_SECRET is set, but blank. ${GENERATE}`);
  else if (secrets.some((secret) => secret.length < rules.minLength)) {
    const which = secrets.length === 1 ? 'SESSION_SECRET' : 'One of the comma-separated secrets in SESSION_SECRET';
    problems.push(`${which} is shorter than the required ${rules.minLength} characters. ${GENERATE}`);
  } else if (secrets.some((secret) => rules.isGuessable(secret))) {
    problems.push(`SESSION_SECRET is a printed sample, or a repetition, that anybody could try. ${GENERATE}`);
  }
  return { secrets, madeUpSecret: false };
};

const readStore = (env: Env, production: boolean, problems: string[]): StorePlace => {
  const given = env.SESSION_STORE ?? (production ? undefined : 'sqlite::memory:');
  const none: StorePlace = { kind: 'sqlite', file: ':memory:' };
  if (given === undefined || given.trim() === '') {
    problems.push(`SESSION_STORE is ${given === undefined ? 'not set' : 'set, but blank'}. ${STORES}`);
    return none;
  }
  if (/^rediss?:\/\//.test(given) && URL.canParse(given)) return { kind: 'redis', url: given };
  // Bare `sqlite` is for hosts that hand out a folder for data.
  if (given === 'sqlite') {
    if (env.DATA_DIR) return { kind: 'sqlite', file: `${env.DATA_DIR}/sessions.db` };
    problems.push('SESSION_STORE is `sqlite`, but DATA_DIR is not set. Set it to a folder that can be written to.');
    return none;
  }
  const file = /^sqlite:(.+)$/.exec(given)?.[1];
  if (file !== undefined) return { kind: 'sqlite', file };
  // Not quoted: an address of a store may hold a password.
  problems.push(`SESSION_STORE has a value that cannot be used. ${STORES}`);
  return none;
};

const readPort = (given: string, problems: string[]): number => {
  const port = Number(given);
  if (/^\d+$/.test(given) && port <= 65_535) return port;
  problems.push(`PORT is ${JSON.stringify(given)}. Set it to a whole number from 0 to 65535.`);
  return 0;
};

/** Says why the app does not start. */
export const refuse = (problems: readonly string[]): void => {
  const reasons = problems.map((problem) => `- ${problem}`).join('\n');
  process.stderr.write(`The app does not start, because its environment is not complete:\n${reasons}\n`);
};
