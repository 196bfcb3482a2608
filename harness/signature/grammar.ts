/** A kind of guess and the texts of it, made as they are asked for. */
export interface Guesses {
  readonly kind: string;
  readonly texts: Iterable<string>;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const LEADS = words(
  '- my your the our a some this-is-my this-is-a use-a put-your insert-your enter-your replace-with-your add-your',
);
const QUALITIES = words(
  '- super very ultra top strong secure long random super-secret very-secret top-secret very-strong very-long super-secure ' +
    'long-random private unique default dev development test local example sample dummy temporary insecure',
);
const SUBJECTS = words(
  'secret secret-key key session-secret session-key session-secret-key cookie-secret cookie-key jwt-secret jwt-key ' +
    'jwt-secret-key auth-secret app-secret app-key signing-key signing-secret token-secret access-token-secret ' +
    'refresh-token-secret password passphrase string secret-string nextauth-secret encryption-key',
);
const TAILS = words(
  '- here goes-here change-me changeme change-this change-it change-in-production change-me-in-production ' +
    'change-this-in-production for-development for-dev for-testing dev-only not-for-production do-not-use-in-production ' +
    'at-least-32-characters at-least-32-characters-long at-least-32-chars min-32-chars min-32-characters ' +
    'that-should-be-at-least-32-characters-long that-is-at-least-32-characters-long 1 12 123 1234 12345 123456 ! ' +
    '2019 2020 2021 2022 2023 2024 2025 2026 2027',
);
const COMMON_LEADS = words('- my your a');
const COMMON_QUALITIES = words(
  '- super very strong secure random super-secret very-strong very-secure dev test default',
);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `your-secret-key` in the ways that people write it. */
const STYLES: readonly ((dashed: string) => string)[] = [
  (dashed) => dashed,
  (dashed) => dashed.replaceAll('-', '_'),
  (dashed) => dashed.replaceAll('-', ' '),
  (dashed) => dashed.replaceAll('-', ''),
  (dashed) => dashed.split('-').map(capital).join(''),
  (dashed) =>
    dashed
      .split('-')
      .map((word, at) => (at === 0 ? word : capital(word)))
      .join(''),
  (dashed) => dashed.replaceAll('-', '_').toUpperCase(),
];

const dashed = (...parts: readonly string[]): string => parts.filter((part) => part !== '-').join('-');

function* placeholders(): Iterable<string> {
  for (const lead of LEADS) {
    for (const quality of QUALITIES) {
      for (const subject of SUBJECTS) {
        const phrase = dashed(lead, quality, subject);
        for (const style of STYLES) yield style(phrase);
      }
    }
  }
  for (const lead of COMMON_LEADS) {
    for (const quality of COMMON_QUALITIES) {
      for (const subject of SUBJECTS) {
        for (const tail of TAILS.slice(1)) {
          const phrase = dashed(lead, quality, subject, tail);
          yield phrase;
          yield phrase.replaceAll('-', '_');
          yield STYLES[4]?.(phrase) ?? phrase;
        }
      }
    }
  }
}

/** `change-me`, `please-change-this-secret`, `replace-with-…`. */
function* orders(): Iterable<string> {
  for (const please of words('- please must-be todo fixme')) {
    for (const verb of words('change replace set update edit generate override configure rotate')) {
      for (const object of words(
        'me this it this-secret this-key this-value the-secret your-secret with-your-secret',
      )) {
        for (const tail of words(
          '- in-production before-production before-deploying to-something-secret to-a-random-string now later please 123 !',
        )) {
          const phrase = dashed(please, verb, object, tail);
          for (const style of STYLES) yield style(phrase);
        }
      }
    }
  }
}

const CHARACTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_*.xX#?';
const CYCLES = words(
  '0123456789 1234567890 0123456789abcdef 0123456789ABCDEF abcdefghijklmnopqrstuvwxyz abcdef abc 123 12345 01 ab deadbeef ' +
    'cafebabe secret key changeme password test abc123 qwerty',
);

function* repeated(): Iterable<string> {
  for (const character of CHARACTERS) {
    for (let length = 1; length <= 64; length += 1) yield character.repeat(length);
    yield character.repeat(128);
  }
  for (const cycle of CYCLES) {
    for (let length = cycle.length; length <= 64; length += 1) yield cycle.repeat(64).slice(0, length);
  }
}

const VARIABLES = words(
  'SESSION_SECRET SESSION_KEY SESSION_SECRET_KEY COOKIE_SECRET COOKIE_KEY SECRET SECRET_KEY SECRET_KEY_BASE APP_SECRET ' +
    'APP_KEY JWT_SECRET JWT_KEY JWT_SECRET_KEY AUTH_SECRET NEXTAUTH_SECRET BETTER_AUTH_SECRET TOKEN_SECRET API_SECRET ' +
    'ACCESS_TOKEN_SECRET REFRESH_TOKEN_SECRET SIGNING_KEY SIGNING_SECRET ENCRYPTION_KEY EXPRESS_SESSION_SECRET KEY PRIVATE_KEY',
);

/** The variable's own name, and what a template that was never filled in leaves behind. */
function* variables(names: readonly string[]): Iterable<string> {
  for (const name of [...names, ...VARIABLES]) {
    const plain = [name, name.toLowerCase(), name.toLowerCase().replaceAll('_', '-')];
    yield* plain;
    for (const [before, after] of [
      ['$', ''],
      ['${', '}'],
      ['{{', '}}'],
      ['{{ ', ' }}'],
      ['<', '>'],
      ['[', ']'],
      ['%', '%'],
      ['__', '__'],
      ['process.env.', ''],
      ['YOUR_', ''],
      ['YOUR_', '_HERE'],
      ['MY_', ''],
      ['your_', '_here'],
    ] as const) {
      for (const one of plain) yield before + one + after;
    }
  }
}

/** Names of the product, its host and its package, with what people put around them. */
function* named(names: readonly string[]): Iterable<string> {
  const tails = [...SUBJECTS, ...SUBJECTS.flatMap((subject) => TAILS.slice(1).map((tail) => dashed(subject, tail)))];
  // Others than ASCII would have to be encoded: the rest of this file is nothing but ASCII.
  for (const name of names.filter((each) => /^[ -~]+$/.test(each))) {
    const bare = name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '');
    for (const text of new Set([name, bare, bare.replaceAll('-', ''), bare.replaceAll('-', '_')])) {
      yield text;
      for (const tail of TAILS.slice(1)) for (const joint of ['', '-', '_', '.', '@']) yield text + joint + tail;
    }
    for (const tail of tails) {
      for (const lead of words('- my the super dev')) {
        const phrase = dashed(lead, bare, tail);
        yield phrase;
        yield phrase.replaceAll('-', '_');
        yield STYLES[4]?.(phrase) ?? phrase;
      }
    }
  }
}

/** What people write where a secret belongs, in more than 100,000 variations. */
export const guesses = (names: readonly string[] = [], ownVariables: readonly string[] = []): readonly Guesses[] => [
  { kind: 'a name of the product or its host', texts: named(names) },
  { kind: 'the name of the variable', texts: variables(ownVariables) },
  { kind: 'placeholder', texts: placeholders() },
  { kind: 'placeholder', texts: orders() },
  { kind: 'repeated characters', texts: repeated() },
];
