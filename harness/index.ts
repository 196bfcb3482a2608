/** The only door: what suites, targets and the Playwright configuration may use. */
export type { MomentObservation as Moment, Seen } from './browser/observation.ts';
export { check } from './lab/check.ts';
export { notApplicable, notTested, type Check, type Severity } from './lab/check-definition.ts';
export { test, type TargetOption } from './lab/fixtures.ts';
export { judgeOverTime, type OverTime } from './lab/over-time.ts';
export type { KeyFound } from './lab/find-key.ts';
export type { Lab } from './lab/lab-view.ts';
export type { BackStep, BrowserVisit, PageSeen } from './lab/visit.ts';
export type { Attempt } from './lab/signature-view.ts';
export type {
  BootSeen,
  BootSettings,
  Facts,
  IssuedLine,
  IssuePoint,
  IssuePoints,
  MeasuredLine,
  SampleSeen,
  SampleSeries,
  StoredSeen,
} from './lab/protocol.ts';
export type { Answered, Persona, Tried, Try } from './lab/persona.ts';
export type { FaultyWorld, OwnWorld, Replica, TimedWorld, World } from './lab/worlds.ts';
export type { DeliveredStores, StoreReception } from './launch/delivered-stores.ts';
export type { Fault, FaultKind } from './launch/faults.ts';
export type { StoredRecord } from './launch/stored-record.ts';
export { bundledTargets, chosenTargets, ROOT, runShape } from './settings.ts';
export { PLACES, type ElsewherePlace } from './http/elsewhere.ts';
export { canBeFound, missedCopies, whereShown, type Shown } from './http/shown.ts';
export type { Provoked } from './lab/provoke.ts';
export { alike } from './signin/oracle.ts';
export { MAX_ATTRIBUTE_BYTES, MAX_PAIR_BYTES, readSetCookie } from './http/cookie-store-model.ts';
export { inWords } from './model/duration.ts';
export { again, type Deed, type Pairs } from './model/deed.ts';
export {
  altered,
  emptied,
  knownToAll,
  madeUp,
  namesHeldBy,
  theirsFor,
  tokenIn,
  tokensOf,
  withTokens,
  type TokenChange,
} from './model/deed-tokens.ts';
export { header, type Exchange } from './model/exchange.ts';
export { waysToForge, type Elsewhere, type ForgeryWay } from './model/forgery.ts';
export { NOT_MEASURED, type Figure, type Measured } from './model/measured.ts';
export type { Identifier } from './model/identifier.ts';
export type { Policy, Promised } from './model/policy.ts';
export type { Clause } from './model/requirement.ts';
export { search, type Bracket } from './model/search.ts';
export {
  claim,
  control,
  note,
  precondition,
  recommendation,
  requirement,
  type Statement,
  type Strength,
} from './model/statement.ts';
export { anonymous, every, not, speaksFor, type Sighting, type Truth } from './model/subject.ts';
export type { Account, Client, DefineTarget, Flaw, Pair, People, TargetDefinition } from './model/target.ts';
