import { isMap, isSeq, parseDocument, type Document, type YAMLMap, type YAMLSeq } from 'yaml';
import { HarnessError } from '../errors.ts';
import type { CheckRecord, Gate } from '../model/record.ts';
import { isDay, type WrittenWaiver } from './waiver-schema.ts';

/** As much of a run's record as a baseline looks at. */
export interface Judged {
  readonly gate: Gate;
  readonly targets: readonly { readonly name: string; readonly checks: readonly CheckRecord[] }[];
}
export interface Terms {
  readonly until: string;
  readonly owner: string;
  /** Null: that it was so when the baseline was made. */
  readonly because: string | null;
}
export interface Baseline {
  /** The waivers file, with what was in it and its comments. */
  readonly text: string;
  /** One line each, for a reader. */
  readonly written: readonly string[];
  /** What nothing was written for, and why: it cannot be waived, or need not be. */
  readonly left: readonly string[];
}

const HEAD =
  '# Findings that are accepted for now. One that runs out, or fires no more, makes the run red: docs/gate.md';

/** The waivers file with whatever fails now. A waiver that has run out is renewed. Throws DEFINITION for terms that cannot be. */
export const baseline = (before: string, run: Judged, terms: Terms, today: string): Baseline => {
  usable(terms.until, today);
  const document = parse(before);
  if (!isSeq(document.get('waivers'))) document.set('waivers', document.createNode([]));
  const entries = document.get('waivers') as YAMLSeq;
  entries.flow = false;
  const written: string[] = [];
  const left: string[] = [];
  for (const { name, checks } of run.targets) {
    for (const check of checks) {
      const { code, verdict, reason, title, waiver } = check;
      const finding = `${code} for "${name}"`;
      const byAnother = checks.some((one) => one.code === check.blockedBy && isRed(one, run.gate));
      if (byAnother)
        left.push(`${finding} will not be tested as long as ${check.blockedBy} is waived, which blocks it`);
      else if (verdict === 'inconclusive' || verdict === 'error')
        left.push(`${finding} is ${verdict}, which nothing can waive: ${reason}`);
      if (!isRed(check, run.gate)) continue;
      const present = entries.items.find(
        (item) => isMap(item) && item.get('check') === code && item.get('target') === name,
      );
      if (present !== undefined) {
        (present as YAMLMap).set('until', terms.until);
        written.push(`${finding}: renewed until ${terms.until}`);
      } else if (waiver !== null) {
        left.push(`${finding} has a waiver in its definition, which ran out on ${waiver.until}: change it there`);
      } else {
        const because = terms.because ?? `not so when the baseline of ${today} was made: ${title}`;
        const entry: WrittenWaiver = { check: code, target: name, because, owner: terms.owner, until: terms.until };
        entries.items.push(document.createNode(entry));
        written.push(`${finding}: waived until ${terms.until}`);
      }
    }
  }
  const named = [...new Set(entries.items.flatMap((item) => (isMap(item) ? String(item.get('target')) : [])))];
  // A file that serves several runs names their targets, or each run would take the others' for mistakes.
  if (named.some((target) => !run.targets.some(({ name }) => name === target))) {
    document.set('targets', document.createNode([...new Set([...namedBefore(document.get('targets')), ...named])]));
  }
  return { text: document.toString({ lineWidth: 0 }), written, left };
};

const isRed = ({ verdict }: CheckRecord, gate: Gate): boolean =>
  verdict === 'fail' || (verdict === 'warn' && gate !== 'must');

const parse = (text: string): Document => {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken !== undefined) throw new HarnessError('DEFINITION', `the waivers file cannot be read: ${broken.message}`);
  if (document.contents !== null) return document;
  return parseDocument(`${text.trim() === '' ? HEAD : text.trim()}\nwaivers:\n`);
};

const namedBefore = (targets: unknown): string[] => (isSeq(targets) ? (targets.toJSON() as string[]) : []);

const usable = (until: string, today: string): void => {
  if (!isDay(until))
    throw new HarnessError('DEFINITION', `--until is "${until}", which is not a day: write it as YYYY-MM-DD`);
  if (until < today) throw new HarnessError('DEFINITION', `--until is "${until}", which has passed: today is ${today}`);
};
