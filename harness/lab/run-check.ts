import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { stripVTControlCharacters } from 'node:util';
import type { TestInfo } from '@playwright/test';
import { HarnessError, messageOf } from '../errors.ts';
import { Transcript } from '../http/transcript.ts';
import { CAPABILITIES } from '../model/capability.ts';
import { Masker } from '../model/masking.ts';
import { NOT_MEASURED } from '../model/measured.ts';
import { addCosts, NO_COST, type CheckRecord, type Handed } from '../model/record.ts';
import type { Statement } from '../model/statement.ts';
import { decide, type Decision } from '../model/verdict.ts';
import { NotApplicable, NotTested, type Check } from './check-definition.ts';
import { loadTarget } from './definitions.ts';
import { connectToLab } from './lab-connection.ts';
import { labView } from './lab-view.ts';
import { Patience } from './patience.ts';
import * as protocol from './protocol.ts';
import { ROOT, runSettings } from '../settings.ts';
import { Worlds } from './worlds.ts';

/** Name of the attachment by which a check's outcome travels to the reporter, also through blobs. */
export const ATTACHMENT = 'sessionspec';

const JUDGED: ReadonlySet<string> = new Set(['pass', 'warn', 'fail', 'inconclusive', 'error']);

interface Outcome extends Decision {
  readonly statements: readonly Statement[];
}

const outcome = (verdict: Outcome['verdict'], reason: string, blockedBy: string | null = null): Outcome => ({
  verdict,
  reason,
  blockedBy,
  statements: [],
});

/** Runs one check on one target, hands its record to the reporter, and ends the test as its verdict says. */
export const runCheck = async <Observation>(
  definition: Check<Observation>,
  { target }: { readonly target: string },
  testInfo: TestInfo,
  chapter: string,
): Promise<void> => {
  const started = performance.now();
  await using connection = await connectToLab();
  const { facts, maskKey } = await connection.sendRequest(protocol.hello, { target });
  const transcript = new Transcript(new Masker(maskKey));
  let diagnosis = facts.broken;
  let measured = NOT_MEASURED;

  const judged = async (): Promise<Outcome> => {
    if (facts.broken !== null) return outcome('error', facts.broken);
    const settings = runSettings();
    const { policy, maxWaitMs } = settings;
    // Where time cannot be moved, it may be allowed to pass.
    const missing = definition.needs.find(
      (need) => facts.missing.includes(need) && (need !== 'clock' || maxWaitMs === null),
    );
    if (missing !== undefined) return outcome('not-tested', `to test it, ${CAPABILITIES[missing]}`);
    const reason = definition.notApplicable?.(facts) ?? null;
    if (reason !== null) return outcome('not-applicable', reason);
    if (definition.withoutSignIn !== true) {
      ({ diagnosis } = await connection.sendRequest(protocol.preflight));
      if (diagnosis !== null) return outcome('inconclusive', `blocked by preflight: ${diagnosis}`, 'preflight');
    }
    const { definition: loaded } = await loadTarget(target);
    const disposable = !facts.missing.includes('disposable');
    const here = { ...settings, disposable };
    await using worlds = new Worlds(connection, loaded, transcript, here, new Patience(testInfo));
    try {
      const lab = labView(connection, worlds, { facts, policy, maxWaitMs, transcript }, worlds.shared());
      const observation = await definition.observe(lab);
      measured = definition.measures?.(observation) ?? NOT_MEASURED;
      const statements = definition.judge(observation, { policy, promises: facts.promises, target: facts });
      return { ...decide(statements), statements };
    } catch (error) {
      return failed(error);
    }
  };

  const { statements, ...decision } = await judged();
  if (JUDGED.has(decision.verdict)) await connection.sendNotification(protocol.judged);
  const { cost, used, origin } = await connection.sendRequest(protocol.account);
  // What a target or an engine printed may hold escapes of a terminal's.
  const mask = (text: string) => stripVTControlCharacters(transcript.masker.text(text));
  const record: CheckRecord = {
    code: definition.code,
    id: definition.id,
    chapter,
    title: definition.title,
    severity: definition.severity,
    verdict: decision.verdict,
    reason: mask(decision.reason),
    blockedBy: decision.blockedBy,
    verifies: definition.verifies.map(({ id }) => id),
    file: path.relative(ROOT, testInfo.file),
    durationMs: Math.round(performance.now() - started),
    remedy: definition.remedy,
    statements: statements.map((statement) => ({
      ...statement,
      text: mask(statement.text),
      seen: statement.seen === null ? null : mask(statement.seen),
      at: statement.at === null ? null : path.relative(ROOT, statement.at),
    })),
    exchanges: transcript.records(new Set(statements.flatMap(({ exchanges }) => exchanges))),
  };
  const { shard } = testInfo.config;
  const handed: Handed = {
    shard: shard === null ? null : { current: shard.current, total: shard.total },
    target: {
      name: facts.name,
      about: facts.about,
      origin,
      launch: facts.launch,
      launchReason: facts.launchReason,
      diagnosis: diagnosis === null ? null : mask(diagnosis),
      used,
    },
    cost: addCosts(cost, { ...NO_COST, requests: transcript.requests, signIns: transcript.signIns }),
    measured,
    check: record,
  };
  await testInfo.attach(ATTACHMENT, { body: JSON.stringify(handed), contentType: 'application/json' });
  // One failed test says that nobody could be judged; twenty would cost a worker each and say no more. The verdicts stay.
  const stopped = facts.broken !== null || record.blockedBy === 'preflight';
  const first = stopped && testInfo.retry === 0 ? await connection.sendRequest(protocol.firstStopped) : true;
  if (!first) testInfo.skip(true, record.reason);
  conclude(record, statements, testInfo, usableGate());
};

/** What a check that broke off says. A sign-in or a way that was lost is the target's; the rest is ours. */
const failed = (error: unknown): Outcome => {
  if (error instanceof NotApplicable) return outcome('not-applicable', error.message);
  if (error instanceof NotTested) return outcome('not-tested', error.message);
  const code = error instanceof HarnessError ? error.code : null;
  if (code === 'SIGN_IN' || code === 'UNREACHABLE' || code === 'LAUNCH' || code === 'SCOPE') {
    return outcome('inconclusive', messageOf(error));
  }
  return outcome('error', messageOf(error));
};

const usableGate = (): string => {
  try {
    return runSettings().gate;
  } catch {
    return 'must';
  }
};

/** Ends the test as its verdict says, whatever reporter listens: the gate does not depend on ours. */
const conclude = (record: CheckRecord, statements: readonly Statement[], testInfo: TestInfo, gate: string): void => {
  const { verdict, reason } = record;
  const gated = (verdict === 'warn' && gate !== 'must') || (verdict === 'not-tested' && gate === 'complete');
  if ((verdict === 'not-applicable' || verdict === 'not-tested') && !gated) {
    testInfo.skip(true, `${verdict}: ${reason}`);
  }
  if (verdict === 'warn') testInfo.annotations.push({ type: 'warn', description: reason });
  if (verdict === 'pass' || (verdict === 'warn' && !gated)) return;
  // Built-in JUnit tells failure from error by this form of words.
  const error = new Error(
    `expect(target).toConform()\n\n${record.code} ${verdict}: ${reason}\nRemedy: ${record.remedy}`,
  );
  const decisive = statements.find(({ role, holds }) => role !== 'note' && holds !== 'yes');
  error.stack = `${error.message}${decisive?.at == null ? '' : `\n    at ${decisive.at}`}`;
  throw error;
};
