import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log, Notification } from 'sarif';
import { docsUrl } from '../settings.ts';
import { gateTroubles, type RunRecord } from './run-record.ts';
import { resultsOf } from './sarif/results.ts';
import { rulesOf } from './sarif/rules.ts';
import type { Writer } from './writers.ts';

/** `results.sarif`: SARIF 2.1.0, as code scanning takes it. */
export const writeSarif: Writer = (record, folder) =>
  writeFile(path.join(folder, 'results.sarif'), `${JSON.stringify(sarifOf(record), null, 2)}\n`);

/** One run, since code scanning refuses several of one tool in one file. Pure but for where the repository's root is. */
export const sarifOf = (record: RunRecord): Log => {
  const { targets } = record;
  const docs = docsUrl();
  const rules = rulesOf(targets.flatMap(({ checks }) => checks));
  const ruleIndex = (code: string) => rules.findIndex(({ id }) => id === code);
  const started = Date.parse(record.startedAt);
  const notifications = notificationsOf(record, ruleIndex);
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: record.tool.name,
            version: record.tool.version,
            semanticVersion: record.tool.version,
            ...(docs === null ? {} : { informationUri: docs }),
            rules: [...rules],
          },
        },
        // What code scanning calls the category: runs on different targets stand side by side.
        automationDetails: { id: `sessionspec/${targets.map(({ name }) => name).join(',')}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            // Whether all was judged, not whether all was well.
            executionSuccessful: notifications.every(({ level }) => level !== 'error'),
            startTimeUtc: record.startedAt,
            endTimeUtc: new Date(started + record.durationMs).toISOString(),
            exitCode: record.exit === 'green' ? 0 : 1,
            toolExecutionNotifications: notifications,
          },
        ],
        results: targets.flatMap((target) => [...resultsOf(target, ruleIndex)]),
        properties: {
          exit: record.exit,
          because: record.because,
          policy: record.policy,
          gate: record.gate,
          targets: targets.map(({ name, origin, summary, counts }) => ({ name, url: origin, summary, counts })),
        },
      },
    ],
  };
};

/** What could not be judged is no finding, and must not look as if nothing had been found either. */
const notificationsOf = (record: RunRecord, ruleIndex: (code: string) => number): Notification[] => {
  const checks = record.targets.flatMap(({ name, checks: all }) => all.map((check) => ({ name, check })));
  const unjudged = checks.filter(({ check: { verdict } }) => verdict === 'error' || verdict === 'inconclusive');
  return [
    ...unjudged.map(({ name, check: { code, verdict, reason } }) => ({
      level: 'error' as const,
      message: { text: `${name}: ${code} is ${verdict === 'error' ? 'in error' : verdict}: ${reason}` },
      associatedRule: { id: code, index: ruleIndex(code) },
    })),
    ...checks
      .filter(({ check }) => check.verdict === 'not-tested')
      .map(({ name, check: { code, reason } }) => ({
        level: 'note' as const,
        message: { text: `${name}: ${code} was not tested: ${reason}` },
        associatedRule: { id: code, index: ruleIndex(code) },
      })),
    ...gateTroubles(record).map((trouble) => ({ level: 'warning' as const, message: { text: trouble } })),
    ...(record.because === null
      ? []
      : [
          {
            level: checks.some(({ check }) => check.verdict === 'fail') ? ('note' as const) : ('error' as const),
            message: { text: `the run is red: ${record.because}` },
          },
        ]),
  ];
};
