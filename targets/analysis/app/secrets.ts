import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

export type Env = Readonly<Record<string, string | undefined>>;
/** Where secrets come from: the variable itself, or a file that it names, as a secrets manager mounts one. */
export const SOURCES = ['SESSION_SECRET_FILE', 'SESSION_SECRET'] as const;

const MIN_LENGTH = 32;
const FEWEST_DIFFERENT = 10;
const HOW = 'Put one there that `openssl rand -hex 32` made, or several with commas between them, the newest first.';

const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Parts of what tutorials print where a secret should stand. */
const PRINTED =
  /keyboardcat|change(this|me|it)|(your|my|session|verystrong|verylong|random|this)(is)?a?(super|random|session)?secret/;
/** One piece over and over, the last of it perhaps cut off. */
const repeats = (text: string): boolean =>
  Array.from({ length: Math.floor(text.length / 2) }, (_, at) => at + 1).some((period) =>
    text.startsWith(text.slice(period)),
  );
const isGuessable = (secret: string): boolean => {
  const text = bare(secret);
  return new Set(secret).size < FEWEST_DIFFERENT || PRINTED.test(text) || repeats(text);
};

interface Secrets {
  readonly secrets: readonly string[];
  readonly madeUpSecret: boolean;
}

export const madeUp = (): Secrets => ({ secrets: [randomBytes(32).toString('hex')], madeUpSecret: true });

/** The first secret signs, all verify. What is wrong with them goes to `problems`, never a secret itself. */
export const readSecrets = (env: Env, production: boolean, problems: string[]): Secrets => {
  const given = SOURCES.filter((name) => env[name] !== undefined);
  const [source] = given;
  if (source === undefined) {
    if (!production) return madeUp();
    problems.push(`Neither SESSION_SECRET nor SESSION_SECRET_FILE, the path of a file with it, is set. ${HOW}`);
    return { secrets: [], madeUpSecret: false };
  }
  if (given.length > 1) problems.push('SESSION_SECRET and SESSION_SECRET_FILE are both set. Take one of them away.');
  const text = source === 'SESSION_SECRET' ? env[source] : contentOf(env[source] ?? '');
  const secrets = (text ?? '').split(/,|\r?\n/).map((secret) => secret.trim());
  while (secrets.length > 1 && secrets.at(-1) === '') secrets.pop(); // a file ends with its last line
  const wrong = wrongWith(text, secrets);
  if (wrong !== null) problems.push(`${source} ${wrong}. ${HOW}`);
  return { secrets, madeUpSecret: false };
};

/** Undefined where there is no such file, or none that can be read. */
const contentOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

const wrongWith = (text: string | undefined, secrets: readonly string[]): string | null => {
  if (text === undefined) return 'names a file that is missing, or cannot be read';
  if (text.trim() === '') return 'is set, but there is nothing in it';
  if (secrets.some((secret) => secret.length < MIN_LENGTH))
    return `holds a secret that is shorter than the required ${MIN_LENGTH} characters`;
  return secrets.some(isGuessable) ? 'holds a printed sample or a repetition, which anybody could try' : null;
};
