import * as v from 'valibot';
import { HarnessError } from '../errors.ts';
import type { Waiver } from '../model/waiver.ts';
import { CATALOGUE } from './catalogue.ts';
import { readYaml } from './read-yaml.ts';
import { waiverSchema, type OwnWaiver } from './waiver-schema.ts';

/** What a run knows, and a waiver may name. */
export interface Known {
  readonly checks: readonly string[];
  readonly targets: readonly string[];
}

const schema = v.strictObject({
  /** Further targets, judged in other runs with this same file. */
  targets: v.optional(v.array(v.pipe(v.string(), v.nonEmpty()))),
  waivers: v.optional(v.nullable(v.array(waiverSchema))),
});

/** The waivers of a file. Throws DEFINITION with every problem, each with its line. `shown` names the file. */
export const parseWaivers = (text: string, shown: string, known: Known): readonly Waiver[] => {
  const { value, lineOf } = readYaml(text, shown, schema);
  const targets = [...new Set([...known.targets, ...(value.targets ?? [])])];
  const problems: string[] = [];
  const waivers = (value.waivers ?? []).map(({ ticket = null, ...written }, at): Waiver => {
    const line = (key: string) => lineOf(['waivers', at, key]);
    if (!known.checks.includes(written.check)) {
      problems.push(`line ${line('check')}: there is no check "${written.check}"`);
    }
    if (!targets.includes(written.target)) {
      const names = targets.map((name) => `"${name}"`).join(', ');
      problems.push(
        `line ${line('target')}: there is no target "${written.target}" in this run (known: ${names}); ` +
          'name those of other runs under "targets"',
      );
    }
    return { ...written, ticket, at: `${shown}:${line('check')}` };
  });
  problems.push(...twice(waivers));
  if (problems.length > 0) throw new HarnessError('DEFINITION', `"${shown}" cannot be used: ${problems.join('; ')}`);
  return waivers;
};

/** Two waivers of one finding: which of them would hold? */
const twice = (waivers: readonly Waiver[]): string[] =>
  waivers.flatMap(({ check, target, at }, index) => {
    const first = waivers.find((one) => one.check === check && one.target === target);
    return first === undefined || waivers.indexOf(first) === index
      ? []
      : [`${check} is waived for "${target}" twice, at ${first.at} and ${at}: keep one`];
  });

/** Those of a definition and those of the file that concern this target. Throws DEFINITION. `shown` names the definition. */
export const waiversOf = (
  target: string,
  own: readonly OwnWaiver[],
  inFile: readonly Waiver[],
  shown: string,
): readonly Waiver[] => {
  const problems: string[] = [];
  const mine = own.map(({ ticket = null, ...written }, index): Waiver => {
    const at = `${shown} waivers.${index}`;
    if (!CATALOGUE.checks.includes(written.check)) problems.push(`${at}: there is no check "${written.check}"`);
    if ((written.target ?? target) !== target) {
      problems.push(`${at}: it names "${written.target}", and this target is "${target}": leave "target" out`);
    }
    return { ...written, target, ticket, at };
  });
  const all = [...mine, ...inFile.filter((one) => one.target === target)];
  problems.push(...twice(all));
  if (problems.length > 0) throw new HarnessError('DEFINITION', `waivers cannot be used: ${problems.join('; ')}`);
  return all;
};
