import type { PropertyBag, ReportingDescriptor } from 'sarif';
import { bounded } from '../../model/plain.ts';
import type { CheckRecord } from '../../model/record.ts';
import { checkPage, checkPageUrl } from '../check-page.ts';

/** CVSS-like figures, of which code scanning makes critical, high, medium and low. A check of severity `info` has none. */
const SEVERITY: Readonly<Record<string, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.5' };
/** Code scanning keeps so many. */
const MOST_TAGS = 20;
/** It shows 1,024 characters: so many, and how many were left out. */
const MOST_TEXT = 980;

/** One rule a check, the same whatever the target did: in order of their codes. */
export const rulesOf = (checks: readonly CheckRecord[]): readonly ReportingDescriptor[] =>
  [...new Map(checks.map((check) => [check.code, check])).values()]
    .sort((a, b) => a.code.localeCompare(b.code, 'en'))
    .map((check) => rule(check));

const rule = (check: CheckRecord): ReportingDescriptor => {
  const { code, id, title, severity, story, remedy, clauses } = check;
  const url = checkPageUrl(code);
  const properties: PropertyBag = {
    tags: tagsOf(check),
    precision: 'very-high',
    chapter: check.chapter,
    severity,
    page: url ?? checkPage(code),
    ...(SEVERITY[severity] === undefined ? {} : { 'security-severity': SEVERITY[severity] }),
  };
  const told = story === '' ? title : story;
  return {
    id: code,
    name: id.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: bounded(told, MOST_TEXT) },
    // An address that is no URL is refused.
    ...(url === null ? {} : { helpUri: url }),
    help: {
      text: [told, `Remedy: ${remedy}`, ...clauses.map((one) => `${one.id}: ${one.title} (${one.url})`)].join('\n\n'),
      markdown: [
        told,
        `**Remedy.** ${remedy}`,
        clauses.map((one) => `- [${one.id}](${one.url}): ${one.title}`).join('\n'),
        url === null ? `More: \`${checkPage(code)}\`` : `[More](${url})`,
      ].join('\n\n'),
    },
    defaultConfiguration: { level: ['critical', 'high'].includes(severity) ? 'error' : 'warning' },
    properties,
  };
};

/** `external/cwe/cwe-384` is how code scanning knows a weakness; the other clauses are named as they are. */
const tagsOf = ({ chapter, verifies }: CheckRecord): string[] => {
  const clauses = verifies.map((id) => (id.startsWith('cwe/') ? `external/cwe/${id.replace('/', '-')}` : id));
  return ['security', 'sessions', chapter, ...clauses].slice(0, MOST_TAGS);
};
