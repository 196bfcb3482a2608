import * as v from 'valibot';
import { HarnessError, messageOf } from '../errors.ts';
import { ownWaiverSchema } from '../gate/waiver-schema.ts';
import { milliseconds } from '../model/duration.ts';
import type { Duration, TargetDefinition } from '../model/target.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const path = v.pipe(v.string(), v.regex(/^\/[^/]|^\/$/, 'is not a path: write it from the root, as /login'));
/** A page or an interface may be hosted by another origin, which TARGET_ORIGINS then names. */
const place = v.pipe(
  v.string(),
  v.regex(
    /^\/[^/]|^\/$|^https?:\/\/./,
    'is not a path: write it from the root, as /login, or whole where another origin hosts it',
  ),
);
const env = v.record(text, v.optional(v.string()));
const words = v.pipe(v.array(text), v.nonEmpty());
const run = v.custom<() => unknown>((value) => typeof value === 'function', 'is not a function');
const account = v.strictObject({ username: text, password: text });
const custom = v.strictObject({ kind: v.literal('custom'), run });
const request = v.strictObject({
  kind: v.literal('request'),
  method: v.picklist(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: place,
  page: v.optional(v.nullable(place)),
  json: v.optional(v.unknown()),
  form: v.optional(v.record(text, v.string())),
  headers: v.optional(v.record(text, v.string())),
});
const duration = v.custom<Duration>((value) => {
  try {
    return milliseconds(value as Duration) > 0;
  } catch {
    return false;
  }
}, 'is not a duration: write 90s, 30m, 12h or 7d');

const texts = v.record(text, v.string());
const step = v.union(
  [
    v.strictObject({ open: place }),
    v.strictObject({ fill: texts, form: v.optional(text) }),
    v.strictObject({
      send: v.strictObject({
        method: text,
        path: text,
        json: v.optional(v.unknown()),
        form: v.optional(texts),
        headers: v.optional(texts),
      }),
    }),
  ],
  "is not a step: write { open: '/path' }, { fill: { field: '{username}' } } or { send: { method, path, json } }",
);

const steps = v.strictObject({ kind: v.literal('steps'), steps: v.pipe(v.array(step), v.nonEmpty()) });

const part = v.strictObject({
  carrier: v.picklist(['cookie', 'bearer', 'header']),
  name: text,
  prefix: v.optional(v.string()),
});

const tokenRule = v.strictObject({
  carrier: v.picklist(['bearer', 'header']),
  name: text,
  prefix: v.string(),
  from: v.strictObject({ kind: v.picklist(['json', 'header', 'cookie', 'sent']), name: text }),
});

const schema = v.strictObject({
  name: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][a-z0-9.-]*$/, 'is not a name: use lower case letters, digits, dots and dashes'),
  ),
  about: v.optional(v.string()),
  url: v.optional(v.pipe(v.string(), v.url('is not a URL: write it with its scheme, as https://staging.example.org'))),
  launch: v.optional(
    v.strictObject({
      container: v.optional(
        v.strictObject({
          image: v.optional(text),
          build: v.optional(text),
          port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
          services: v.optional(v.record(text, text)),
          env: v.optional(env),
          command: v.optional(words),
          optional: v.optional(v.literal(true)),
        }),
      ),
      compose: v.optional(
        v.strictObject({
          file: text,
          service: text,
          port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
          env: v.optional(env),
        }),
      ),
      process: v.optional(v.strictObject({ command: words, env: v.optional(env), dataDirEnv: v.optional(text) })),
      readyPath: v.optional(path),
    }),
  ),
  production: v.optional(v.strictObject({ env, required: v.optional(v.array(text)) })),
  development: v.optional(v.strictObject({ env })),
  secret: v.optional(
    v.pipe(
      v.strictObject({
        env: v.optional(text),
        file: v.optional(text),
        minLength: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
        rotation: v.optional(v.picklist(['comma-separated', 'replace'])),
      }),
      v.check(
        (secret) => (secret.env === undefined) !== (secret.file === undefined),
        'takes either `env`, the variable that holds the secret, or `file`, the variable that names a file with it',
      ),
    ),
  ),
  front: v.optional(v.literal('tls')),
  people: v.strictObject({
    alice: v.optional(account),
    bob: v.optional(account),
    register: v.optional(run),
    pool: v.optional(v.array(v.strictObject({ alice: account, bob: account }))),
  }),
  signIn: v.optional(
    v.variant('kind', [
      v.strictObject({
        kind: v.literal('form'),
        path: place,
        usernameField: v.optional(text),
        passwordField: v.optional(text),
      }),
      v.strictObject({ kind: v.literal('json'), path: place, body: v.union([run, v.record(text, v.unknown())]) }),
      steps,
      v.strictObject({ kind: v.literal('browser'), path: place }),
      custom,
    ]),
  ),
  signOut: v.optional(
    v.variant('kind', [
      request,
      steps,
      v.strictObject({ kind: v.literal('forget'), parts: v.pipe(v.array(part), v.nonEmpty()) }),
      custom,
    ]),
  ),
  whoAmI: v.optional(request),
  tokens: v.optional(v.array(tokenRule)),
  fill: v.optional(request),
  change: v.optional(v.strictObject({ by: v.variant('kind', [request, steps]), shownAt: v.optional(path) })),
  scriptReadable: v.optional(v.array(text)),
  mount: v.optional(path),
  publicPaths: v.optional(v.array(path)),
  passive: v.optional(v.array(path)),
  pages: v.optional(v.array(path)),
  surfaces: v.optional(v.array(request)),
  slow: v.optional(v.array(request)),
  rememberMe: v.optional(
    v.strictObject({
      fields: v.optional(v.record(text, v.string())),
      signIn: v.optional(custom),
      lifetime: v.optional(duration),
    }),
  ),
  unfinished: v.optional(v.array(v.strictObject({ name: text, start: custom, finish: v.optional(custom) }))),
  stepUp: v.optional(custom),
  promises: v.optional(
    v.strictObject({
      idleTimeout: v.optional(duration),
      lifetime: v.optional(duration),
      survivesRestart: v.optional(v.boolean()),
      replicas: v.optional(v.boolean()),
      triesAtSignIn: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    }),
  ),
  waivers: v.optional(v.array(ownWaiverSchema)),
  flawed: v.optional(v.strictObject({ process: words, build: v.optional(text) })),
  flaws: v.optional(v.array(v.any())),
  expected: v.optional(v.record(text, v.any())),
});

/** Checks a definition as it came out of its file. Throws DEFINITION with every problem, each with where it is. */
export const checkDefinition = (value: unknown, file: string): TargetDefinition => {
  const result = v.safeParse(schema, value);
  const problems = result.success
    ? crossProblems(value as TargetDefinition)
    : result.issues.map((issue) => {
        const where = v.getDotPath(issue) ?? 'the definition';
        if (issue.type === 'strict_object' && issue.expected === 'never') {
          return `"${where}" is not a known entry`;
        }
        if (issue.received === 'undefined') return `"${where}" is missing`;
        return issue.expected === null || issue.message.startsWith('is not')
          ? `"${where}" ${issue.message}`
          : `"${where}" should be ${issue.expected} (seen: ${seen(issue)})`;
      });
  if (problems.length > 0) {
    throw new HarnessError('DEFINITION', `the definition "${file}" cannot be used: ${problems.join('; ')}`);
  }
  return value as TargetDefinition;
};

/** Where passwords and secrets stand: a misplaced one is not quoted. */
const PRIVATE = new Set(
  'people env fields form json body steps secret production development services command process'.split(' '),
);

const seen = (issue: v.BaseIssue<unknown>): string => {
  const keys = (issue.path ?? []).map(({ key }) => String(key));
  if (!keys.some((key) => PRIVATE.has(key))) return issue.received;
  const { input } = issue;
  const type = input === null ? 'null' : Array.isArray(input) ? 'array' : typeof input;
  return type === 'null' ? 'null' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
};

const crossProblems = ({ launch, url, rememberMe, signIn, change }: TargetDefinition): string[] => {
  const container = launch?.container;
  return [
    ...(change !== undefined && !JSON.stringify(change.by).includes('{marker}')
      ? ['"change.by" has no {marker} in its fields or its JSON, so that nobody could see the change']
      : []),
    ...(change?.by.kind === 'request' && change.by.method === 'GET'
      ? ['"change.by" is a GET, which is to change nothing: give the request that does']
      : []),
    ...(container === undefined && launch?.compose === undefined && launch?.process === undefined && url === undefined
      ? ['it has neither "launch" nor "url", so there is nothing to judge']
      : []),
    ...(container !== undefined && (container.image === undefined) === (container.build === undefined)
      ? ['"launch.container" needs exactly one of "image" and "build"']
      : []),
    ...(rememberMe !== undefined && (rememberMe.fields === undefined) === (rememberMe.signIn === undefined)
      ? ['"rememberMe" needs exactly one of "fields" and "signIn"']
      : []),
    ...(rememberMe?.fields !== undefined && (signIn?.kind === 'custom' || signIn?.kind === 'browser')
      ? [`"rememberMe.fields" says nothing to a "signIn" of kind "${signIn.kind}": give "rememberMe.signIn"`]
      : []),
  ];
};

/** Wraps whatever a definition file threw while it was read. */
export const unreadable = (file: string, error: unknown): HarnessError =>
  error instanceof HarnessError
    ? error
    : new HarnessError('DEFINITION', `the definition "${file}" cannot be read: ${messageOf(error)}`);
