import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestResult } from '@playwright/test/reporter';
import pkg from '../../package.json' with { type: 'json' };
import { messageOf } from '../errors.ts';
import { outputForm, resultsFolder, runSettings, type RunSettings } from '../settings.ts';
import { NO_LIMITS, NOT_MEASURED } from '../model/measured.ts';
import { NO_COST, type Handed } from '../model/record.ts';
import { CLOSINGS, type Closing } from '../model/closing.ts';
import { storyIn } from '../model/story.ts';
import { plain, plainly } from '../model/plain.ts';
import { consoleSummary } from './console.ts';
import { Progress } from './progress.ts';
import { gateTroubles, runRecord, type RunRecord } from './run-record.ts';
import { say } from './say.ts';
import { appendStepSummary } from './step-summary.ts';
import { removeReports, writeAll } from './writers.ts';

/** Collects what each check handed over, makes the run's record of it, and says what it says. */
export default class SessionspecReporter implements Reporter {
  readonly #handed: Handed[] = [];
  readonly #startedAt = new Date();
  readonly #troubles: string[] = [];
  readonly #progress = new Progress(outputForm());
  #shard = false;
  /** Until the end has shown otherwise: a reporter that breaks must not leave a run green. */
  #red = true;

  printsToStdio(): boolean {
    return true;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#shard = (config.shard?.total ?? 1) > 1;
    removeReports(resultsFolder());
    this.#progress.begin(
      suite.suites.map(({ title }) => title),
      suite.allTests().length,
    );
  }

  onTestBegin(test: TestCase): void {
    this.#progress.started(test);
  }

  /** Whatever the target wrote is made plain here, before anything else sees it. */
  onTestEnd(test: TestCase, result: TestResult): void {
    const handed = plainly(handedBy(result) ?? lost(test, result));
    this.#handed.push(handed);
    this.#progress.ended(test, handed);
  }

  onError(error: { message?: string }): void {
    this.#troubles.push(plain(stripVTControlCharacters(error.message ?? 'an error without a message')));
  }

  async onEnd(result: FullResult): Promise<{ status?: FullResult['status'] }> {
    this.#progress.clear();
    try {
      const record = await this.#written(result);
      const troubles = [...this.#troubles, ...gateTroubles(record)];
      say(consoleSummary(record, { folder: resultsFolder(), troubles }));
      this.#red = record.exit === 'red' || result.status !== 'passed';
    } catch (error) {
      say(`error: the report broke: ${messageOf(error)}\n`);
    }
    return this.#red && result.status === 'passed' ? { status: 'failed' } : {};
  }

  /** The record, written in every form. What could not be written makes it red, and then all the others say so too. */
  async #written(result: FullResult): Promise<RunRecord> {
    const record = this.#record(result);
    const troubles = [...(await writeAll(record, resultsFolder()))];
    try {
      await appendStepSummary(troubles.length === 0 ? record : this.#record(result, troubles));
    } catch (error) {
      troubles.push(`"${process.env.GITHUB_STEP_SUMMARY}" could not be added to: ${messageOf(error)}`);
    }
    if (troubles.length === 0) return record;
    this.#troubles.push(...troubles);
    const red = this.#record(result);
    await writeAll(red, resultsFolder());
    return red;
  }

  #record(result: FullResult, more: readonly string[] = []): RunRecord {
    const settings = usableSettings();
    return runRecord(this.#handed, {
      version: pkg.version,
      startedAt: this.#startedAt,
      durationMs: Math.round(result.duration),
      policy: settings?.policy.name ?? 'unknown',
      gate: settings?.gate ?? 'must',
      shard: this.#shard,
      troubles: [...this.#troubles, ...more],
      ended: result.status,
      closings: closings(),
    });
  }

  /** `merge-reports` exits 0 whatever failed, and heeds neither onEnd nor process.exitCode. */
  onExit(): Promise<void> {
    if (this.#red && process.argv.includes('merge-reports')) process.exit(1);
    return Promise.resolve();
  }
}

/** What the lab did at the end; it lives in this process. None in a merge of shards: each said its own. */
const closings = (): Readonly<Record<string, Closing>> =>
  JSON.parse(process.env[CLOSINGS] ?? '{}') as Readonly<Record<string, Closing>>;

const usableSettings = (): RunSettings | null => {
  try {
    return runSettings();
  } catch {
    return null;
  }
};

const handedBy = (result: TestResult): Handed | null => {
  const body = result.attachments.find(({ name }) => name === 'sessionspec')?.body;
  try {
    return body === undefined ? null : (JSON.parse(body.toString('utf8')) as Handed);
  } catch {
    return null;
  }
};

/** A merge may run where the suites are not. */
const storyOf = (file: string): string => {
  try {
    return storyIn(readFileSync(file, 'utf8'));
  } catch {
    return '';
  }
};

/** A check without a record: its worker died, or it never got to the lab. */
const lost = (test: TestCase, result: TestResult): Handed => {
  const [code = '', ...title] = test.title.split(' ');
  const why = result.errors[0]?.message?.split('\n')[0] ?? `the test ended as ${result.status}`;
  return {
    shard: null,
    by: null,
    target: {
      name: test.parent.project()?.name ?? '',
      about: '',
      origin: null,
      launch: null,
      launchReason: '',
      definition: null,
      diagnosis: null,
      notRun: null,
      limits: NO_LIMITS,
      used: { engine: null, clock: [], browser: null, services: [], image: null },
      observed: null,
      discovery: null,
    },
    drift: [],
    cost: NO_COST,
    measured: NOT_MEASURED,
    check: {
      code,
      id: path.basename(test.location.file).replace('.spec.ts', ''),
      chapter: path.basename(path.dirname(test.location.file)),
      title: title.join(' '),
      severity: 'high',
      verdict: 'error',
      reason: `no record came back: ${why}`,
      blockedBy: null,
      waiver: null,
      verifies: [],
      clauses: [],
      story: storyOf(test.location.file),
      file: path.relative(process.cwd(), test.location.file),
      durationMs: Math.round(result.duration),
      remedy: 'Run this check alone with --grep, and report what it prints.',
      statements: [],
      exchanges: [],
    },
  };
};
