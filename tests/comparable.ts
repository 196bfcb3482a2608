import { load } from 'cheerio';
import type { RunRecord } from '../harness/report/run-record.ts';

/** What must be the same of two runs of one target: everything but times, ports, masks (keyed per run), and what was spent. */
export const comparable = ({ targets, ...run }: RunRecord) => ({
  ...run,
  startedAt: null,
  durationMs: null,
  targets: targets.map((target) => ({
    ...target,
    origin: target.origin?.replace(/:\d+$/, ''),
    // Each shard has a lab of its own.
    cost: null,
    // To the minute: what it really took is within the bounds, and is never the same twice.
    measured: [target.measured.idleTimeout, target.measured.lifetime].map((figure) => [
      figure?.clock,
      Math.round((figure?.aboutMs ?? 0) / 60_000),
    ]),
    checks: target.checks.map(({ exchanges, statements, ...check }) => ({
      ...check,
      durationMs: null,
      // How far a shared clock has gone depends on which checks stepped it before.
      statements: statements.map(({ seen, ...statement }) => ({ ...statement, seen: seen?.replace(/\d.*/, '') })),
      exchanges: exchanges.map(({ n, method, path: asked, status }) => ({ n, method, path: asked, status })),
    })),
  })),
});

/** As the DOM counts them. */
const TEXT = 3;

/** The same of `report.html`: every word that a reader sees, in order, whatever is folded away. */
export const wordsOf = (report: string): readonly string[] => {
  const $ = load(report);
  // Headers hold masks and dates; the time that passed between two exchanges is that of a shared clock.
  $('.headers, .passed, .run, script, style').remove();
  return $('body')
    .find('*')
    .contents()
    .toArray()
    .filter(({ nodeType }) => nodeType === TEXT)
    .map((node) => $(node).text().trim())
    .filter((text) => text !== '')
    .map((text) =>
      text
        // What is seen may be a figure of what was drawn by chance.
        .replace(/^(seen: \D*)\d.*$/s, '$1')
        .replaceAll(/[^\s=;,]{0,4}…#[0-9a-f]{8}/g, 'a mask')
        .replaceAll(/(?:\d+(?:\.\d+)? (?:ms|s|min|h|d)\b ?)+/g, 'a while ')
        .replaceAll(/\d+ (?:requests|sign-ins|boots)|:\d{4,5}\b/g, ''),
    );
};
