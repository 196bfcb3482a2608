import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { stripVTControlCharacters } from 'node:util';
import type { TestInfo } from '@playwright/test';
import { HarnessError, messageOf } from '../errors.ts';
import { Transcript } from '../http/transcript.ts';
import { clausesOf } from '../gate/policy-scope.ts';
import { byPolicy } from '../model/by-policy.ts';
import { CAPABILITIES } from '../model/capability.ts';
import { Masker } from '../model/masking.ts';
import { NO_LIMITS, NOT_MEASURED, type Limits } from '../model/measured.ts';
import { driftOfCheck, driftOfTarget } from '../model/drift.ts';
import { observedCookies, type Observed } from '../model/observed.ts';
import { recordedOf, type Policy, type Promised } from '../model/policy.ts';
import { plain } from '../model/plain.ts';
import { addCosts, NO_COST, type CheckRecord, type Handed } from '../model/record.ts';
import type { Statement } from '../model/statement.ts';
import { storyIn } from '../model/story.ts';
import { decide, type Decision } from '../model/verdict.ts';
import { dayOf, waive } from '../model/waiver.ts';
import { wayOut } from '../model/ways.ts';
import { NotApplicable, NotTested, type Check } from './check-definition.ts';
import { conclude } from './conclude.ts';
import { Budget } from './budget.ts';
import { askCanary, isDoubtful } from './canary.ts';
import { loadTarget } from './definitions.ts';
import { connectToLab } from './lab-connection.ts';
import type { LabFixture } from './fixtures.ts';
import { labView } from './lab-view.ts';
import { Patience } from './patience.ts';
import { LabKeeper } from './lab-keeper.ts';
import * as protocol from './protocol.ts';
import { chosenTargets, inRepository, ROOT, runSettings, type RunSettings } from '../settings.ts';
import { remoteKeeper } from './remote-keeper.ts';
import { Worlds } from './worlds.ts';

/** Name of the attachment by which a check's outcome travels to the reporter, also through blobs. */
export const ATTACHMENT = 'sessionspec';

const JUDGED: ReadonlySet<string> = new Set(['pass', 'warn', 'fail', 'waived', 'inconclusive', 'error']);

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
  { target, redIsExpected }: LabFixture['lab'],
  testInfo: TestInfo,
  chapter: string,
): Promise<void> => {
  const started = performance.now();
  await using connection = await connectToLab();
  const { facts, maskKey } = await connection.sendRequest(protocol.hello, { target, check: definition.code });
  const transcript = new Transcript(new Masker(maskKey));
  // What a target or an engine printed may hold escapes of a terminal's.
  const mask = (text: string) => plain(stripVTControlCharacters(transcript.masker.text(text)));
  let diagnosis = facts.broken;
  let measured = NOT_MEASURED;
  let observed = null as Observed | null;
  let limits: Limits = NO_LIMITS;

  const judged = async (): Promise<Outcome> => {
    if (facts.broken !== null) return outcome('error', facts.broken);
    if (facts.absent !== null) return outcome('not-tested', `not run: ${facts.absent}`);
    const settings = runSettings();
    const { policy, maxWaitMs } = settings;
    limits = limitsOf(facts.promises, policy);
    // Where time cannot be moved, it may be allowed to pass.
    const missing = definition.needs.find(
      (need) => facts.missing.includes(need) && (need !== 'clock' || maxWaitMs === null),
    );
    if (missing !== undefined) return outcome('not-tested', `to test it, ${CAPABILITIES[missing]}`);
    const reason = definition.notApplicable?.(facts) ?? null;
    if (reason !== null) return outcome('not-applicable', reason);
    if (definition.withoutSignIn !== true) {
      const seen = await connection.sendRequest(protocol.preflight);
      ({ diagnosis } = seen);
      if (diagnosis !== null) return outcome('inconclusive', `blocked by preflight: ${diagnosis}`, 'preflight');
      const { issued, signOut } = seen;
      observed = {
        cookies: observedCookies(issued, mask),
        signOut: signOut === null ? null : mask(wayOut(signOut)),
      };
    }
    const patience = new Patience(testInfo);
    // A target that the suite starts is gone with the run: nobody else need know what it is asked.
    const keeper =
      facts.launch === 'url'
        ? remoteKeeper(connection, patience)
        : new LabKeeper(new Budget({ limits: null, rate: null }), null, definition.code);
    const here = { ...settings, disposable: !facts.missing.includes('disposable') };
    await using worlds = new Worlds(connection, await loadTarget(target), transcript, here, patience, keeper);
    try {
      const lab = labView(connection, worlds, { facts, policy, maxWaitMs, transcript }, worlds.shared());
      const observation = await definition.observe(lab);
      measured = definition.measures?.(observation) ?? NOT_MEASURED;
      const said = definition.judge(observation, { policy, promises: facts.promises, target: facts });
      const statements = byPolicy(said, definition.verifies, policy.clauses ?? {});
      return await shown({ ...decide(statements), statements }, worlds);
    } catch (error) {
      return shown(failed(error), worlds);
    }
  };

  // On a running target the account may be locked, or the target lost, while it is judged.
  const shown = async (seen: Outcome, worlds: Worlds): Promise<Outcome> => {
    if (facts.launch !== 'url' || !isDoubtful(seen.verdict, transcript)) return seen;
    const { diagnosis: before } = await connection.sendRequest(protocol.preflight);
    const words = before ?? (await askCanary(worlds.shared(), definition.code));
    if (words === null || (before !== null && definition.withoutSignIn === true)) return seen;
    diagnosis = mask(words);
    await connection.sendRequest(protocol.signInLost, diagnosis);
    return outcome('inconclusive', `blocked by preflight: ${diagnosis}`, 'preflight');
  };

  const { statements, ...found } = await judged();
  const { decision, waiver } = waive(definition.code, found, facts.waivers, dayOf(new Date()));
  if (JUDGED.has(decision.verdict)) await connection.sendNotification(protocol.judged);
  const { cost, used, origin, discovery } = await connection.sendRequest(protocol.account);
  const record: CheckRecord = {
    code: definition.code,
    id: definition.id,
    chapter,
    title: definition.title,
    severity: definition.severity,
    verdict: decision.verdict,
    reason: mask(decision.reason),
    blockedBy: decision.blockedBy,
    waiver,
    verifies: definition.verifies.map(({ id }) => id),
    clauses: definition.verifies,
    story: storyIn(await readFile(testInfo.file, 'utf8')),
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
  const settings = usableSettings();
  const recorded =
    settings === null || (facts.broken ?? facts.absent) !== null ? null : recordedOf(settings.policy, target);
  const ownDrift = recorded === null ? [] : driftOfCheck(recorded, record, measured);
  const drift = recorded === null || observed === null ? [] : driftOfTarget(recorded, observed);
  const gate = settings?.gate ?? 'must';
  const handed: Handed = {
    by: settings === null ? null : { policy: settings.policy.name, gate, clauses: clausesOf(settings.policy) },
    shard:
      shard === null
        ? null
        : { current: shard.current, total: shard.total, targets: chosenTargets().map(({ name }) => name) },
    target: {
      name: facts.name,
      about: facts.about,
      origin,
      launch: facts.launch,
      launchReason: facts.launchReason,
      definition: definitionOf(target),
      diagnosis: diagnosis === null ? null : mask(diagnosis),
      notRun: facts.absent === null ? null : mask(facts.absent.trim()),
      limits,
      used,
      observed,
      discovery,
    },
    drift: [...drift, ...ownDrift],
    cost: addCosts(cost, { ...NO_COST, requests: transcript.requests, signIns: transcript.signIns }),
    measured,
    check: record,
  };
  await testInfo.attach(ATTACHMENT, { body: JSON.stringify(handed), contentType: 'application/json' });
  // One failed test says that nobody could be judged; twenty would cost a worker each and say no more. The verdicts stay.
  const stopped = facts.broken !== null || record.blockedBy === 'preflight';
  const first = stopped && testInfo.retry === 0 ? await connection.sendRequest(protocol.firstOf, 'stopped') : true;
  if (!first) testInfo.skip(true, record.reason);
  // What a sign-in showed, all checks see: the first says it.
  const toSay = drift.length > 0 && !stopped && (await connection.sendRequest(protocol.firstOf, 'drift')) ? drift : [];
  const red = conclude(record, statements, testInfo, gate, [...toSay, ...ownDrift]);
  if (red === null) return;
  testInfo.fail(redIsExpected);
  throw red;
};

const limitsOf = (promises: Promised, { idleTimeout, lifetime }: Policy): Limits => ({
  promised: { idleTimeoutMs: promises.idleTimeoutMs, lifetimeMs: promises.lifetimeMs },
  policy: { idleTimeoutMs: idleTimeout.ms, lifetimeMs: lifetime.ms },
});

const definitionOf = (target: string): string | null => {
  const file = chosenTargets().find(({ name }) => name === target)?.file ?? null;
  return file === null ? null : inRepository(file);
};

/** What a check that broke off says. A sign-in or a way that was lost is the target's; the rest is ours. */
const failed = (error: unknown): Outcome => {
  if (error instanceof NotApplicable) return outcome('not-applicable', error.message);
  if (error instanceof NotTested) return outcome('not-tested', error.message);
  const code = error instanceof HarnessError ? error.code : null;
  if (code === 'BUDGET') return outcome('not-tested', messageOf(error));
  if (code === 'LIMITED' || code === 'SIGN_IN' || code === 'UNREACHABLE' || code === 'LAUNCH' || code === 'SCOPE') {
    return outcome('inconclusive', messageOf(error));
  }
  return outcome('error', messageOf(error));
};

const usableSettings = (): RunSettings | null => {
  try {
    return runSettings();
  } catch {
    return null;
  }
};
