import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { create } from 'xmlbuilder';
import type { CheckRecord } from '../model/record.ts';
import { checkPageUrl, checkPage } from './check-page.ts';
import { gateTroubles, type RunRecord, type TargetRecord } from './run-record.ts';
import type { Writer } from './writers.ts';

/** `junit.xml`, by the schema of Apache Ant, which Jenkins, GitLab and the others read. */
export const writeJunit: Writer = (record, folder) => writeFile(path.join(folder, 'junit.xml'), junitOf(record));

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

/** One suite a target, one case a check. A red run has a failure or an error in it, whatever made it red. */
export const junitOf = (record: RunRecord): string => {
  const suites = record.targets.map((target, id) => suiteOf(target, id, record));
  const troubles = gateTroubles(record);
  const unexplained = record.exit === 'red' && !record.targets.some((target) => hasBad(target, record));
  const all = unexplained || troubles.length > 0 ? [...suites, runSuite(record, suites.length, troubles)] : suites;
  const root = { testsuites: { testsuite: all } };
  const options = { version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\ufffd' };
  return `${create(root, options).end({ pretty: true })}\n`;
};

const outcomeOf = ({ verdict }: CheckRecord, { gate }: RunRecord): Outcome => {
  if (verdict === 'fail' || (verdict === 'warn' && gate !== 'must')) return 'failure';
  if (verdict === 'error' || verdict === 'inconclusive') return 'error';
  if (verdict === 'not-tested') return gate === 'complete' ? 'failure' : 'skipped';
  return verdict === 'not-applicable' ? 'skipped' : 'passed';
};

const hasBad = ({ checks }: TargetRecord, record: RunRecord): boolean =>
  checks.some((check) => ['failure', 'error'].includes(outcomeOf(check, record)));

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const suiteOf = (target: TargetRecord, id: number, record: RunRecord) => {
  const count = (outcome: Outcome) => target.checks.filter((check) => outcomeOf(check, record) === outcome).length;
  const told = target.checks.filter(({ verdict }) => verdict === 'warn' || verdict === 'waived');
  return {
    '@name': target.name,
    '@package': 'sessionspec',
    '@id': id,
    '@timestamp': record.startedAt.slice(0, 19),
    '@hostname': 'localhost',
    '@tests': target.checks.length,
    '@failures': count('failure'),
    '@errors': count('error'),
    '@skipped': count('skipped'),
    '@time': seconds(target.checks.reduce((sum, { durationMs }) => sum + durationMs, 0)),
    properties: {
      property: [
        { '@name': 'url', '@value': target.origin ?? '' },
        { '@name': 'summary', '@value': target.summary },
        { '@name': 'policy', '@value': record.policy },
        { '@name': 'gate', '@value': record.gate },
      ],
    },
    testcase: target.checks.map((check) => caseOf(target, check, record)),
    'system-out': told.map(({ verdict, code, reason }) => `${verdict} ${code}: ${reason}`).join('\n'),
    'system-err': target.diagnosis ?? '',
  };
};

const caseOf = (target: TargetRecord, check: CheckRecord, record: RunRecord) => {
  const outcome = outcomeOf(check, record);
  return {
    '@name': `${check.code} ${check.title}`,
    '@classname': `${target.name}.${check.chapter}`,
    '@time': seconds(check.durationMs),
    ...(outcome === 'passed' ? {} : { [outcome]: bodyOf(check, outcome) }),
  };
};

const bodyOf = (check: CheckRecord, outcome: Outcome) => {
  const { verdict, reason, remedy, code, file, verifies } = check;
  const [firstLine = ''] = reason.split('\n');
  if (outcome === 'skipped') return { '@message': `${verdict}: ${firstLine}` };
  const page = checkPageUrl(code) ?? checkPage(code);
  const text = [`${verdict}: ${reason}`, `remedy: ${remedy}`, `${file} · ${verifies.join(', ')}`, page].join('\n');
  return { '@message': firstLine, '@type': verdict, '#text': text };
};

/** What made the run red besides its checks: nothing judged, a shard lost, a report not written, a waiver that ran out. */
const runSuite = (record: RunRecord, id: number, troubles: readonly string[]) => ({
  '@name': 'the run',
  '@package': 'sessionspec',
  '@id': id,
  '@timestamp': record.startedAt.slice(0, 19),
  '@hostname': 'localhost',
  '@tests': 1,
  '@failures': 0,
  '@errors': 1,
  '@skipped': 0,
  '@time': seconds(record.durationMs),
  properties: {},
  testcase: {
    '@name': 'the run is green',
    '@classname': 'sessionspec.run',
    '@time': seconds(record.durationMs),
    error: { '@message': record.because ?? '', '@type': 'red', '#text': [record.because, ...troubles].join('\n') },
  },
  'system-out': '',
  'system-err': '',
});
