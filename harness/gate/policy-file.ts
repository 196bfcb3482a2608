import * as v from 'valibot';
import { HarnessError } from '../errors.ts';
import { milliseconds } from '../model/duration.ts';
import type { Policy, TimeLimit } from '../model/policy.ts';
import type { Strength } from '../model/statement.ts';
import type { Duration } from '../model/target.ts';
import { VERDICTS } from '../model/verdict.ts';
import { CATALOGUE } from './catalogue.ts';
import { readYaml } from './read-yaml.ts';

const strength = v.picklist(['must', 'should', 'info'], 'is no strength: write must, should or info');
const duration = v.pipe(
  v.custom<Duration>((value) => {
    try {
      return milliseconds(value as Duration) > 0;
    } catch {
      return false;
    }
  }, 'is not a duration: write 90s, 30m, 12h or 7d'),
  v.transform(milliseconds),
);
const amount = v.pipe(v.number(), v.integer(), v.minValue(1));
const yes = v.boolean();
const text = v.pipe(v.string(), v.nonEmpty());
const limit = v.partial(v.strictObject({ limit: v.nullable(duration), strength, mustExist: yes }));
const clauseIds = v.array(text);
const bounds = v.nullable(v.strictObject({ atLeastMs: v.number(), atMostMs: v.nullable(v.number()) }));

const recorded = v.strictObject({
  verdicts: v.record(text, v.picklist(VERDICTS)),
  measured: v.strictObject({ idleTimeout: bounds, lifetime: bounds }),
  cookies: v.array(v.strictObject({ name: text, identifies: yes, attributes: v.record(text, v.string()) })),
  signOut: v.nullable(text),
});

const schema = v.partial(
  v.strictObject({
    name: v.pipe(
      v.string(),
      v.regex(/^[a-z0-9][a-z0-9.-]*$/, 'is not a name: use lower case letters, digits, dots and dashes'),
    ),
    extends: text,
    source: text,
    idleTimeout: limit,
    lifetime: limit,
    secretMinLength: amount,
    weakSecret: strength,
    cookie: v.partial(
      v.strictObject({
        secure: strength,
        httpOnly: strength,
        sameSite: strength,
        prefix: strength,
        hostPrefix: yes,
        hostOnly: strength,
        size: strength,
        others: strength,
        persistence: v.picklist(['either', 'bounded', 'session']),
        maxLife: duration,
      }),
    ),
    identifier: v.partial(v.strictObject({ minBits: amount, strength, personalData: strength })),
    signIn: v.partial(v.strictObject({ tries: amount, strength })),
    signOut: v.partial(v.strictObject({ byGet: strength, propagation: duration })),
    clauses: v.partial(v.strictObject({ must: clauseIds, should: clauseIds, info: clauseIds })),
    recorded: v.record(text, recorded),
  }),
);

/** `shown` names the file; `extended` finds the policy that it begins with, by name or by path from this file. */
export interface PolicySource {
  readonly shown: string;
  readonly name: string;
  readonly extended: (policy: string | undefined) => Policy;
}

/** A policy of one's own: what it says, upon the one that it extends. Throws DEFINITION with every problem and its line. */
export const parsePolicy = (written: string, { shown, name, extended }: PolicySource): Policy => {
  const { value, lineOf } = readYaml(written, shown, schema);
  const known = new Set(CATALOGUE.clauses.map(({ id }) => id));
  const strengths = new Map<string, Strength>();
  const problems: string[] = [];
  for (const [as, ids = []] of Object.entries(value.clauses ?? {}) as [Strength, string[] | undefined][]) {
    for (const [at, id] of ids.entries()) {
      const where = `line ${lineOf(['clauses', as, at])}: "${id}"`;
      if (!known.has(id)) problems.push(`${where} is not a clause of docs/requirements.md`);
      if (strengths.has(id)) problems.push(`${where} is named twice`);
      strengths.set(id, as);
    }
  }
  if (problems.length > 0) throw new HarnessError('DEFINITION', `"${shown}" cannot be used: ${problems.join('; ')}`);

  const base = extended(value.extends);
  const { maxLife, ...cookie } = value.cookie ?? {};
  const { propagation, ...signOut } = value.signOut ?? {};
  const policy: Policy = {
    ...base,
    name: value.name ?? name,
    source: value.source ?? `${shown}, upon ${base.name}: ${base.source}`,
    extends: base.extends ?? base.name,
    idleTimeout: limited(base.idleTimeout, value.idleTimeout),
    lifetime: limited(base.lifetime, value.lifetime),
    secretMinLength: value.secretMinLength ?? base.secretMinLength,
    weakSecret: value.weakSecret ?? base.weakSecret,
    cookie: { ...base.cookie, ...given(cookie), ...(maxLife === undefined ? {} : { maxLifeMs: maxLife }) },
    identifier: { ...base.identifier, ...given(value.identifier ?? {}) },
    signIn: { ...base.signIn, ...given(value.signIn ?? {}) },
    signOut: {
      ...base.signOut,
      ...given(signOut),
      ...(propagation === undefined ? {} : { propagationMs: propagation }),
    },
    clauses: { ...base.clauses, ...Object.fromEntries(strengths) },
    ...(value.recorded === undefined ? {} : { recorded: value.recorded }),
  };
  const endless = (['idleTimeout', 'lifetime'] as const).filter(
    (one) => policy[one].mustExist && policy[one].ms === null,
  );
  if (endless.length > 0) {
    const where = endless.map(
      (one) => `line ${lineOf([one])}: "${one}" must exist, and has no limit to look for: give it one`,
    );
    throw new HarnessError('DEFINITION', `"${shown}" cannot be used: ${where.join('; ')}`);
  }
  return policy;
};

type Given<Part> = { [Key in keyof Part]?: Exclude<Part[Key], undefined> };

const given = <Part extends object>(part: Part): Given<Part> =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Given<Part>;

const limited = (base: TimeLimit, said: v.InferOutput<typeof limit> | undefined): TimeLimit => ({
  ms: said?.limit === undefined ? base.ms : said.limit,
  strength: said?.strength ?? base.strength,
  mustExist: said?.mustExist ?? base.mustExist,
});
