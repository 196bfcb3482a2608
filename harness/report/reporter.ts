import { rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestResult } from '@playwright/test/reporter';
import pkg from '../../package.json' with { type: 'json' };
import { messageOf } from '../errors.ts';
import { resultsFolder, runSettings, type RunSettings } from '../settings.ts';
import { NOT_MEASURED } from '../model/measured.ts';
import { NO_COST, type Handed } from '../model/record.ts';
import { CLOSINGS, type Closing } from '../model/closing.ts';
import { consoleSummary } from './console.ts';
import { writeDefinitions } from './definition-file.ts';
import { runRecord, type RunRecord } from './run-record.ts';

/** Collects what each check handed over, makes the run's record of it, and says what it says. */
export default class SessionspecReporter implements Reporter {
  readonly #handed: Handed[] = [];
  readonly #startedAt = new Date();
  readonly #troubles: string[] = [];
  #shard = false;
  #total = 0;
  #done = 0;
  #red = false;

  printsToStdio(): boolean {
    return true;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#shard = (config.shard?.total ?? 1) > 1;
    // A record of an earlier run must not be taken for this one's, should this one die.
    rmSync(recordFile(), { force: true });
    this.#total = suite.allTests().length;
    const names = suite.suites.map(({ title }) => title).join(', ');
    process.stdout.write(`sessionspec judges ${names}: ${this.#total} checks\n`);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const handed = handedBy(result) ?? lost(test, result);
    this.#handed.push(handed);
    this.#done += 1;
    if (process.stdout.isTTY)
      process.stdout.write(`\r\u001b[K${this.#done}/${this.#total} ${handed.check.code} ${handed.check.title}`);
  }

  onError(error: { message?: string }): void {
    this.#troubles.push(error.message ?? 'an error without a message');
  }

  async onEnd(result: FullResult): Promise<{ status?: FullResult['status'] }> {
    if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
    const settings = usableSettings();
    const record = runRecord(this.#handed, {
      version: pkg.version,
      startedAt: this.#startedAt,
      durationMs: Math.round(result.duration),
      policy: settings?.policy.name ?? 'unknown',
      gate: settings?.gate ?? 'must',
      shard: this.#shard,
      troubles: this.#troubles,
      ended: result.status,
      closings: closings(),
    });
    const file = recordFile();
    try {
      await mkdir(path.dirname(file), { recursive: true });
      await writeDefinitions(record, path.dirname(file));
      await writeFile(file, `${JSON.stringify(record, null, 2)}\n`);
    } catch (error) {
      this.#troubles.push(`"${file}" could not be written: ${messageOf(error)}`);
    }
    process.stdout.write(consoleSummary(record, { file, troubles: this.#troubles }));
    this.#red = this.#redBy(record, result);
    return this.#red && result.status === 'passed' ? { status: 'failed' } : {};
  }

  /** `merge-reports` exits 0 whatever failed, and heeds neither onEnd nor process.exitCode. */
  onExit(): Promise<void> {
    if (this.#red && process.argv.includes('merge-reports')) process.exit(1);
    return Promise.resolve();
  }

  #redBy(record: RunRecord, result: FullResult): boolean {
    return record.exit === 'red' || result.status !== 'passed';
  }
}

/** What the lab did at the end; it lives in this process. None in a merge of shards: each said its own. */
const closings = (): Readonly<Record<string, Closing>> =>
  JSON.parse(process.env[CLOSINGS] ?? '{}') as Readonly<Record<string, Closing>>;

const recordFile = (): string => path.join(resultsFolder(), 'results.json');

const usableSettings = (): RunSettings | null => {
  try {
    return runSettings();
  } catch {
    return null;
  }
};

const handedBy = (result: TestResult): Handed | null => {
  const body = result.attachments.find(({ name }) => name === 'sessionspec')?.body;
  return body === undefined ? null : (JSON.parse(body.toString('utf8')) as Handed);
};

/** A check without a record: its worker died, or it never got to the lab. */
const lost = (test: TestCase, result: TestResult): Handed => {
  const [code = '', ...title] = test.title.split(' ');
  const why = result.errors[0]?.message?.split('\n')[0] ?? `the test ended as ${result.status}`;
  return {
    shard: null,
    target: {
      name: test.parent.project()?.name ?? '',
      about: '',
      origin: null,
      launch: null,
      launchReason: '',
      diagnosis: null,
      used: { engine: null, clock: [], browser: null, services: [], image: null },
      discovery: null,
    },
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
      verifies: [],
      file: path.relative(process.cwd(), test.location.file),
      durationMs: Math.round(result.duration),
      remedy: 'Run this check alone with --grep, and report what it prints.',
      statements: [],
      exchanges: [],
    },
  };
};
