import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { HarnessError } from '../errors.ts';
import type { TargetDefinition } from '../model/target.ts';
import { checkDefinition, unreadable } from './definition-schema.ts';
import { definitionTools } from './definition-tools.ts';
import { targetHeaders, withoutCredentials, type Headers } from './target-headers.ts';
import { bundledTargets, chosenTargets, ROOT, type Chosen } from '../settings.ts';

export interface LoadedTarget {
  readonly definition: TargetDefinition;
  /** Where its commands run and its Dockerfile is. */
  readonly folder: string;
  readonly flaw: string | null;
  /** What every request to the target carries: TARGET_HEADERS, and the user name and password of its URL. */
  readonly headers: Headers;
  /** Whether there is no definition: the URL is all that is known. */
  readonly unknown: boolean;
}

/** Reads the definition of a chosen target; throws DEFINITION. Functions stay functions: workers load it too. */
export const loadTarget = async (name: string): Promise<LoadedTarget> => {
  const chosen = chosenTargets().find((one) => one.name === name);
  if (chosen === undefined) throw new HarnessError('DEFINITION', `"${name}" is not a target of this run`);
  const definition = chosen.file === null ? unknownApp(name) : await readDefinition(chosen.file, chosen);
  const given = process.env.TARGET_URL?.trim();
  const declared = given === undefined || given === '' ? definition.url : given;
  const url = declared === undefined ? null : withoutCredentials(usableUrl(declared));
  const whole = withAccounts(url === null ? definition : { ...definition, url: url.href });
  const headers = { ...targetHeaders(), ...url?.headers };
  return {
    definition: whole,
    folder: path.dirname(chosen.file ?? ROOT),
    flaw: chosen.flaw,
    headers,
    unknown: chosen.file === null,
  };
};

const readDefinition = async (file: string, { name, flaw }: Chosen): Promise<TargetDefinition> => {
  const near = path.relative(process.cwd(), file);
  const shown = near.startsWith('..') ? file : near;
  if (!existsSync(file)) {
    throw new HarnessError(
      'DEFINITION',
      `TARGET names "${name}", but there is no file "${shown}": the bundled targets are ${bundledTargets().join(', ')}; ` +
        'a path to a definition file works too',
    );
  }
  try {
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
    // Outside a package of ES modules the loader wraps the default export once more.
    const wrapped = module.default as { default?: unknown } | undefined;
    const define = typeof wrapped === 'object' ? wrapped.default : wrapped;
    if (typeof define !== 'function') {
      throw new HarnessError(
        'DEFINITION',
        `the definition "${shown}" has no function as its default export: write export default ({ target }) => target({ … })`,
      );
    }
    const definition = checkDefinition((define as (tools: unknown) => unknown)(definitionTools), shown);
    if (flaw !== null && !(definition.flaws ?? []).some(({ id }) => id === flaw)) {
      throw new HarnessError('DEFINITION', `"${shown}" has no flaw "${flaw}"`);
    }
    return definition;
  } catch (error) {
    throw unreadable(shown, error);
  }
};

const usableUrl = (url: string): URL => {
  const parsed = URL.parse(url);
  if (parsed !== null && /^https?:$/.test(parsed.protocol)) return parsed;
  throw new HarnessError(
    'DEFINITION',
    `TARGET_URL is "${url.replace(/^(.*?:\/\/)?[^/]*@/, '$1…@')}", which is not a URL: write it with its scheme, as https://staging.example.org`,
  );
};

const unknownApp = (name: string): TargetDefinition => ({
  name,
  about: 'a running app',
  people: {},
});

/** TARGET_USERNAME and its kin stand before the accounts of the definition. */
const withAccounts = (definition: TargetDefinition): TargetDefinition => {
  const account = (suffix: string) => {
    const username = process.env[`TARGET_USERNAME${suffix}`];
    const password = process.env[`TARGET_PASSWORD${suffix}`];
    if (username === undefined && password === undefined) return undefined;
    if (username === undefined || password === undefined || username === '' || password === '') {
      throw new HarnessError(
        'DEFINITION',
        `TARGET_USERNAME${suffix} and TARGET_PASSWORD${suffix} go together: one of them is missing`,
      );
    }
    return { username, password };
  };
  const [alice, bob] = [account(''), account('_2')];
  if (alice !== undefined) return { ...definition, people: { alice, ...(bob === undefined ? {} : { bob }) } };
  const { url, people } = definition;
  if (url !== undefined && people.alice === undefined && people.register !== undefined) {
    throw new HarnessError(
      'DEFINITION',
      'people.register would open accounts on a running target: name accounts instead (TARGET_USERNAME and TARGET_PASSWORD, or `people.alice`)',
    );
  }
  if (people.alice === undefined && people.register === undefined) {
    throw new HarnessError(
      'DEFINITION',
      'there is nobody to act as: set TARGET_USERNAME and TARGET_PASSWORD, or give the definition `people.alice` or `people.register`',
    );
  }
  return definition;
};
