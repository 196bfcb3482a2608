import { X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HarnessError, messageOf } from './errors.ts';
import { CATALOGUE } from './gate/catalogue.ts';
import { parsePolicy } from './gate/policy-file.ts';
import { parseWaivers } from './gate/waivers-file.ts';
import { milliseconds } from './model/duration.ts';
import { policyNamed, type Policy } from './model/policy.ts';
import type { Waiver } from './model/waiver.ts';

export const ROOT = path.resolve(import.meta.dirname, '..');

/** One target to judge in this run: a project of Playwright's. */
export interface Chosen {
  /** As the run calls it: `reference`, or `reference+no-idle-limit` for a flawed one. */
  readonly name: string;
  /** The definition file; null for a target made of TARGET_URL alone. */
  readonly file: string | null;
  readonly flaw: string | null;
}

export interface RunSettings {
  readonly url: string | null;
  readonly launch: 'auto' | 'container' | 'compose' | 'process';
  readonly gate: 'must' | 'should' | 'complete';
  readonly policy: Policy;
  /** Those of the waivers file, whichever target they concern. */
  readonly waivers: readonly Waiver[];
  /** A running target may be written to and stressed. */
  readonly disposable: boolean;
  /** How long the run may really wait where time cannot be moved; null: not at all. */
  readonly maxWaitMs: number | null;
  /** Requests a second to a running target, over all workers and the browser; null: as fast as it answers. */
  readonly rate: number | null;
  readonly origins: readonly string[];
  readonly ca: string | null;
}

const oneOf = <Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value => {
  const value = process.env[name];
  if (value === undefined || value === '') return values[0];
  if ((values as readonly string[]).includes(value)) return value as Value;
  throw new HarnessError('DEFINITION', `${name} is "${value}": it takes ${values.map((one) => `"${one}"`).join(', ')}`);
};

const present = (name: string): string | null => {
  const value = process.env[name]?.trim();
  return value === undefined || value === '' ? null : value;
};

/** Where the report goes. Never throws: what is wrong with the rest is told there. */
export const resultsFolder = (): string => path.resolve(present('RESULTS') ?? 'results');

export type OutputForm = 'quiet' | 'normal' | 'verbose';
const OUTPUT: readonly [OutputForm, ...OutputForm[]] = ['normal', 'quiet', 'verbose'];

/** How much the console tells. Never throws: what cannot be used is told by the run's settings. */
export const outputForm = (): OutputForm => OUTPUT.find((form) => form === present('OUTPUT')) ?? 'normal';

/** Under which address `docs/` is published, without a slash at its end; null where reports should name the file. */
export const docsUrl = (): string | null => {
  const url = URL.parse(present('DOCS_URL') ?? '');
  return url !== null && /^https?:$/.test(url.protocol) ? url.href.replace(/\/+$/, '') : null;
};

/**
 * A file as seen from the root of the repository that runs the suite, with `/` between folders; null when it is elsewhere.
 * The CI service says where that root is, else it is where the nearest `.git` stands.
 */
export const inRepository = (file: string): string | null => {
  const root = present('GITHUB_WORKSPACE') ?? present('CI_PROJECT_DIR') ?? gitRoot(process.cwd());
  const near = path.relative(root, path.resolve(file));
  return near === '' || near.startsWith('..') || path.isAbsolute(near) ? null : near.split(path.sep).join('/');
};

const gitRoot = (folder: string): string => {
  if (existsSync(path.join(folder, '.git'))) return folder;
  const above = path.dirname(folder);
  return above === folder ? process.cwd() : gitRoot(above);
};

/** The environment of the run. Throws DEFINITION with the value quoted. */
export const runSettings = (): RunSettings => {
  oneOf('OUTPUT', OUTPUT);
  const ca = present('TARGET_CA');
  return {
    url: present('TARGET_URL'),
    launch: oneOf('LAUNCH', ['auto', 'container', 'compose', 'process']),
    gate: oneOf('GATE', ['must', 'should', 'complete']),
    policy: policyOf(present('POLICY') ?? undefined, process.cwd()),
    waivers: waivers(),
    maxWaitMs: maxWait(),
    disposable: oneOf('DISPOSABLE', ['', '0', '1']) === '1',
    rate: rate(),
    origins: origins(),
    ca: ca === null ? null : readCa(ca),
  };
};

/** A profile by its name, or a policy file by its path from a folder. */
const policyOf = (named: string | undefined, folder: string, inside: readonly string[] = []): Policy => {
  if (named === undefined || !/[/\\]|\.(ya?ml|json)$/.test(named)) return policyNamed(named);
  const file = path.resolve(folder, named);
  const shown = shortly(file);
  if (inside.includes(file)) throw new HarnessError('DEFINITION', `the policy "${shown}" extends itself`);
  if (!existsSync(file)) {
    const asked = inside.length === 0 ? 'POLICY names' : `"${shortly(inside.at(-1) ?? '')}" extends`;
    throw new HarnessError('DEFINITION', `${asked} "${shown}", and there is no such file`);
  }
  return parsePolicy(readFileSync(file, 'utf8'), {
    shown,
    name: path.basename(file).replace(/(\.policy)?\.(ya?ml|json)$/, ''),
    extended: (policy) => policyOf(policy, path.dirname(file), [...inside, file]),
  });
};

/** Where waivers are looked for without WAIVERS. */
export const waiversFile = (): string => path.resolve(present('WAIVERS') ?? 'sessionspec.waivers.yaml');

const waivers = (): readonly Waiver[] => {
  const file = waiversFile();
  const shown = shortly(file);
  if (!existsSync(file)) {
    if (present('WAIVERS') === null) return [];
    throw new HarnessError(
      'DEFINITION',
      `WAIVERS names "${shown}", and there is no such file: npm run baseline makes one`,
    );
  }
  const targets = [...new Set([...chosenTargets().map(({ name }) => name), ...bundledTargets()])];
  return parseWaivers(readFileSync(file, 'utf8'), shown, { checks: CATALOGUE.checks, targets });
};

/** As a person would name it from where the run was started. */
export const shortly = (file: string): string => {
  const near = path.relative(process.cwd(), file);
  return near.startsWith('..') ? file : near;
};
const rate = (): number | null => {
  const asked = present('RATE');
  const value = Number(asked);
  if (asked === null || (Number.isFinite(value) && value >= 0.1 && value <= 1_000))
    return asked === null ? null : value;
  throw new HarnessError('DEFINITION', `RATE is "${asked}": it takes requests a second, from 0.1 to 1000`);
};

const origins = (): readonly string[] =>
  (present('TARGET_ORIGINS') ?? '')
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '')
    .map((origin) => {
      const url = URL.parse(origin);
      if (url !== null && /^https?:$/.test(url.protocol) && url.username + url.password === '') return url.origin;
      throw new HarnessError(
        'DEFINITION',
        `TARGET_ORIGINS holds "${origin.replace(/[^/]*@/, '…@')}", which is no origin: write scheme and host, as https://sso.example.org`,
      );
    });

/** Node's timers end at 24.8 days: a longer one fires at once. */
const LONGEST_WAIT_MS = milliseconds('24d');

const maxWait = (): number | null => {
  const asked = present('MAX_WAIT');
  try {
    const ms = asked === null ? null : milliseconds(asked);
    if (ms === null || ms <= LONGEST_WAIT_MS) return ms;
  } catch (error) {
    throw new HarnessError('DEFINITION', `MAX_WAIT cannot be used: ${messageOf(error)}`);
  }
  throw new HarnessError('DEFINITION', `MAX_WAIT is "${asked}": it takes 24d at the most`);
};

/** Real waits take no processor, and overlap: while they last other checks go on. Never throws. */
export const runShape = (
  targets: number,
): { readonly workers: number; readonly perTarget: number; readonly timeout: number } => {
  let waitMs = 0;
  try {
    waitMs = maxWait() ?? 0;
  } catch {
    // Told by the lab, with the value quoted.
  }
  const workers = waitMs === 0 ? WORKERS : WORKERS + CHECKS_THAT_WAIT;
  // Playwright starts every worker anew for another target, which takes most of a second of processor time.
  return {
    workers,
    perTarget: waitMs === 0 ? Math.ceil(WORKERS / Math.max(targets, 1)) : workers,
    timeout: 300_000 + waitMs,
  };
};
const WORKERS = 4;
const CHECKS_THAT_WAIT = 6;

const readCa = (file: string): string => {
  try {
    const pem = readFileSync(file, 'utf8');
    if (isCertificate(pem)) return pem;
  } catch {
    throw new HarnessError('DEFINITION', `TARGET_CA names "${file}", which cannot be read: name a PEM file`);
  }
  throw new HarnessError('DEFINITION', `TARGET_CA names "${file}", which holds no certificate: name a PEM file`);
};

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
};

/** `targets/shop/target.ts` is called shop, `targets/shop/redis.target.ts` shop-redis: one app that is declared several times. */
const DEFINITION = /^(?:(.+)\.)?target\.ts$/;

/** The bundled definitions by their names. */
const definitionFiles = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(path.join(ROOT, 'targets'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name: folder }) =>
        readdirSync(path.join(ROOT, 'targets', folder)).flatMap((file): [string, string][] => {
          const found = DEFINITION.exec(file);
          const name = found?.[1] === undefined ? folder : `${folder}-${found[1]}`;
          return found === null ? [] : [[name, path.join(ROOT, 'targets', folder, file)]];
        }),
      ),
  );

/** The definition of a bundled target; where there is none, the file in which it would be. */
export const bundledFile = (name: string): string =>
  definitionFiles().get(name) ?? path.join(ROOT, 'targets', name, 'target.ts');

/** Names of the bundled targets, those that exist to be dead ends left out. */
export const bundledTargets = (): string[] =>
  [...definitionFiles().keys()].filter((name) => !name.startsWith('vacuous-')).sort();

/** Those with flaws, that the suite proves itself by. The apps of other stacks are judged by their names. */
const ownTargets = (): string[] =>
  bundledTargets().filter((name) => existsSync(path.join(path.dirname(bundledFile(name)), 'flaws.ts')));

/** What TARGET and TARGET_URL ask for. Never throws: what cannot be found is reported by the lab. */
export const chosenTargets = (): Chosen[] => {
  const asked = present('TARGET');
  if (asked === null) {
    const url = present('TARGET_URL');
    return url === null
      ? [choose('reference')]
      : [{ name: URL.parse(url)?.hostname || 'target', file: null, flaw: null }];
  }
  if (asked === 'all') return ownTargets().map(choose);
  const names = asked
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return distinct([...new Set(names)].map(choose));
};

/** Two files of one name are told apart by number. */
const distinct = (targets: readonly Chosen[]): Chosen[] =>
  targets.map((target, at) => {
    const before = targets.slice(0, at).filter(({ name }) => name === target.name).length;
    return before === 0 ? target : { ...target, name: `${target.name}-${before + 1}` };
  });

const choose = (asked: string): Chosen => {
  if (/[/\\]|\.ts$/.test(asked)) {
    const file = path.resolve(asked);
    const base = path.basename(file).replace(/(\.target)?\.ts$/, '');
    // `shop/target.ts` is called shop.
    return { name: base === 'target' ? path.basename(path.dirname(file)) : base, file, flaw: null };
  }
  const [name = asked, flaw = null] = asked.split('+');
  return { name: asked, file: bundledFile(name), flaw };
};
