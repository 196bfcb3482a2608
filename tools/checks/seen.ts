import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decisive } from '../../harness/report/decisive.ts';
import type { CheckRecord } from '../../harness/model/record.ts';
import type { Role, Strength } from '../../harness/model/statement.ts';
import type { Verdict } from '../../harness/model/verdict.ts';
import type { TargetRecord } from '../../harness/report/run-record.ts';
import { ROOT } from '../../harness/settings.ts';

/** What the selftest saw of one check, as its page shows it. */
export interface SeenOfCheck {
  /** The sentences of a pass, and on which target. */
  readonly passes: {
    readonly target: string;
    readonly sentences: readonly { readonly role: Role; readonly strength: Strength; readonly text: string }[];
  } | null;
  /** What it says of a flaw that it is there to catch. */
  readonly fails: {
    readonly target: string;
    readonly verdict: Verdict;
    readonly reason: string;
    /** The sentence that decided. */
    readonly sentence: string;
  } | null;
}
export type Seen = Readonly<Record<string, SeenOfCheck>>;

export const SEEN_FILE = 'docs/checks/seen.json';
export const readSeen = (): Seen => {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, SEEN_FILE), 'utf8')) as Seen;
  } catch {
    return {};
  }
};

/** Without what is never the same twice: masks, ports, milliseconds. */
const steady = (text: string): string =>
  text
    .replaceAll(/[^\s"'(]{0,4}…#[0-9a-f]{8}/g, '…')
    .replaceAll(/#[0-9a-f]{8}\b/g, '#…')
    .replaceAll(/(:\/\/[^\s:/"]+):\d+/g, '$1:port')
    .replaceAll(/\b\d+(\.\d+)? ms\b/g, '… ms');

/** Targets in the order in which a page would rather show them: healthy ones first. */
const ORDER = ['reference', 'bearer', 'jwt'];
const rank = (name: string): number => {
  const [target = '', flaw] = name.split('+');
  const at = ORDER.indexOf(target);
  return (at === -1 ? ORDER.length : at) + (flaw === undefined ? 0 : ORDER.length + 1);
};

const passOf = (targets: readonly TargetRecord[], code: string): SeenOfCheck['passes'] => {
  for (const { name, checks } of targets) {
    const check = checks.find((one) => one.code === code && one.verdict === 'pass');
    if (check === undefined) continue;
    const sentences = check.statements
      .filter(({ role }) => role !== 'note')
      .map(({ role, strength, text }) => ({ role, strength, text: steady(text) }));
    return { target: name, sentences };
  }
  return null;
};

const caught = ({ verdict }: CheckRecord): boolean => verdict === 'fail' || verdict === 'warn';

const failOf = (targets: readonly TargetRecord[], code: string, catches: readonly string[]): SeenOfCheck['fails'] => {
  for (const flaw of catches) {
    for (const { name, checks } of targets.filter((one) => one.name.endsWith(`+${flaw}`))) {
      const check = checks.find((one) => one.code === code && caught(one));
      if (check === undefined) continue;
      const sentence = steady(decisive(check)?.text ?? '');
      return { target: name, verdict: check.verdict, reason: steady(check.reason), sentence };
    }
  }
  return null;
};

export interface Catching {
  readonly code: string;
  readonly catches: readonly string[];
}

/** What these targets show of each check; what they do not show stays as it was. Checks that are gone go. */
export const withSeen = (before: Seen, targets: readonly TargetRecord[], checks: readonly Catching[]): Seen => {
  const inOrder = [...targets].sort((a, b) => rank(a.name) - rank(b.name));
  return Object.fromEntries(
    checks.map(({ code, catches }) => {
      const { passes = null, fails = null } = before[code] ?? {};
      const better = <One extends { readonly target: string }>(was: One | null, is: One | null): One | null =>
        is === null || (was !== null && rank(was.target) < rank(is.target)) ? was : is;
      return [
        code,
        { passes: better(passes, passOf(inOrder, code)), fails: better(fails, failOf(inOrder, code, catches)) },
      ];
    }),
  );
};

/** Where what was seen now decides otherwise than the page shows: the page is not current. */
export const staleSeen = (before: Seen, targets: readonly TargetRecord[], checks: readonly Catching[]): string[] =>
  checks.flatMap(({ code, catches }) => {
    const was = before[code]?.fails ?? null;
    const again = targets.filter(({ name }) => name === was?.target);
    const is = failOf(again, code, catches);
    return was === null || is === null || was.sentence === is.sentence
      ? []
      : [
          `${code}: its page shows that "${was.sentence}" fails on ${was.target}, seen: "${is.sentence}"; run npm run selftest -- --pages --only==${was.target}`,
        ];
  });
