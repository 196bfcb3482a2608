import { createHash } from 'node:crypto';
import path from 'node:path';
import type { PhysicalLocation, Result, Suppression, WebRequest, WebResponse } from 'sarif';
import type { CheckRecord } from '../../model/record.ts';
import { inRepository, ROOT } from '../../settings.ts';
import { decisive } from '../decisive.ts';
import type { TargetRecord } from '../run-record.ts';
import { waiverOf } from '../waiver-of.ts';

/** One result a finding: what fails, what is warned of, and what is waived. Nothing else is a problem of the code. */
export const resultsOf = (target: TargetRecord, ruleIndex: (code: string) => number): readonly Result[] =>
  target.checks
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn' || verdict === 'waived')
    .map((check) => ({
      ruleId: check.code,
      ruleIndex: ruleIndex(check.code),
      kind: 'fail',
      level: levelOf(check),
      message: { text: literal(`${target.name}${at(target)}: ${check.reason}. ${check.remedy}`) },
      locations: [{ physicalLocation: locationOf(target, check) }],
      partialFingerprints: fingerprints(target, check),
      ...suppressionsOf(check),
      ...exchangeOf(target, check),
      properties: {
        target: target.name,
        url: target.origin,
        verdict: check.verdict,
        chapter: check.chapter,
        severity: check.severity,
        clauses: [...check.verifies],
        check: decisive(check)?.at ?? check.file,
      },
    }));

const at = ({ origin }: TargetRecord): string => (origin === null ? '' : ` at ${origin}`);

const levelOf = (check: CheckRecord): 'error' | 'warning' =>
  (waiverOf(check)?.instead ?? check.verdict) === 'warn' ? 'warning' : 'error';

/** Brackets and braces mean links and placeholders in a SARIF message. */
const literal = (text: string): string =>
  text
    .replaceAll(/[\\[\]]/g, String.raw`\$&`)
    .replaceAll('{', '{{')
    .replaceAll('}', '}}');

/** A file of the repository that runs the suite: the definition, else the check's spec. Never what is being judged. */
const locationOf = ({ definition }: TargetRecord, check: CheckRecord): PhysicalLocation => {
  const spec = inRepository(path.join(ROOT, check.file)) ?? check.file;
  const line = Number(decisive(check)?.at?.split(':').at(-2) ?? '1');
  return {
    artifactLocation: { uri: relativeUri(definition ?? spec), uriBaseId: '%SRCROOT%' },
    region: { startLine: definition === null && Number.isInteger(line) && line > 0 ? line : 1 },
  };
};

const relativeUri = (file: string): string => file.split(/[/\\]/).map(encodeURIComponent).join('/');

/** The same finding on the same target, whatever line, port or run. Code scanning heeds the first name only. */
const fingerprints = ({ name }: TargetRecord, { code }: CheckRecord): Record<string, string> => {
  const digest = createHash('sha256').update(`${name}\n${code}`).digest('hex').slice(0, 16);
  return { primaryLocationLineHash: `${digest}:1`, 'sessionspec/v1': digest };
};

const suppressionsOf = (check: CheckRecord): { suppressions?: Suppression[] } => {
  const waiver = waiverOf(check);
  if (waiver === null) return {};
  const { because, owner, until, ticket } = waiver;
  const justification = `${because} (${owner}, until ${until}${ticket === null ? '' : `, ${ticket}`})`;
  return { suppressions: [{ kind: 'external', status: 'accepted', justification }] };
};

/** The last exchange that the decisive sentence rests on, masked as in the record. */
const exchangeOf = (
  { origin }: TargetRecord,
  check: CheckRecord,
): { webRequest?: WebRequest; webResponse?: WebResponse } => {
  const number = decisive(check)?.exchanges.at(-1);
  const exchange = check.exchanges.find(({ n }) => n === number);
  if (exchange === undefined) return {};
  const headers: Record<string, string> = {};
  for (const [name, value] of exchange.responseHeaders) {
    headers[name] = headers[name] === undefined ? value : `${headers[name]}\n${value}`;
  }
  return {
    webRequest: {
      method: exchange.method,
      target: `${origin ?? ''}${exchange.path}`,
      headers: { ...exchange.requestHeaders },
    },
    webResponse: exchange.status === 0 ? { noResponseReceived: true } : { statusCode: exchange.status, headers },
  };
};
