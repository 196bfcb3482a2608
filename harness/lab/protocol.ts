import { NotificationType, NotificationType0, RequestType, RequestType0 } from 'vscode-jsonrpc/node';
import type { SpecimenObservation, SpecimenStep } from '../browser/observation.ts';
import type { Address, BootOutcome } from '../launch/deployment.ts';
import type { Capability } from '../model/capability.ts';
import type { Carrier } from '../model/identifier.ts';
import type { IdentifierShape } from '../model/identifier.ts';
import type { Promised } from '../model/policy.ts';
import type { Cost, Used } from '../model/record.ts';
import type { Account, FormSignIn } from '../model/target.ts';
import type { Figures } from '../randomness/figures.ts';
import type { Oracle } from '../signin/oracle.ts';

/** What can be known of a target without bringing it to life. */
export interface Facts {
  readonly name: string;
  readonly about: string;
  readonly launch: 'container' | 'process' | 'url' | null;
  readonly launchReason: string;
  /** Capabilities that are missing. */
  readonly missing: readonly Capability[];
  readonly secret: { readonly env: string; readonly minLength: number } | null;
  readonly required: readonly string[];
  readonly hasDevelopment: boolean;
  readonly promises: Promised;
  readonly publicPaths: readonly string[];
  /** Set when the target cannot be judged at all (a definition that cannot be read, a launch that failed). */
  readonly broken: string | null;
}

/** How far sign-in, oracle and identifier are known. An observation, not a gate. */
export interface Preflight {
  /** Null: everything was found. Else one diagnosis: what happened, what was seen, what to do. */
  readonly diagnosis: string | null;
  /** Whether the target answered at all. */
  readonly reachable: boolean;
  readonly signIn: FormSignIn | null;
  readonly signOut: { readonly method: 'GET' | 'POST'; readonly path: string } | null;
  readonly oracle: Oracle | null;
  readonly shape: IdentifierShape;
  readonly landingPath: string | null;
  /** Cookie lines of alice's sign-in, hop by hop. */
  readonly issued: readonly IssuedLine[];
  readonly https: boolean;
  /** Whether its host is a loopback name or address. */
  readonly loopback: boolean;
}

/** A Set-Cookie line without its value. */
export interface IssuedLine {
  readonly name: string;
  readonly path: string;
  readonly attributes: readonly (readonly [string, string | null])[];
  readonly deletes: boolean;
  /** Whether it carries a part of the identifier. */
  readonly identifies: boolean;
}

/** Null observation: no browser, or it broke; `why` says which. */
export interface ReplayAnswer {
  readonly observation: SpecimenObservation | null;
  readonly why: string;
}

/** How the app is started for one question. */
export interface BootSettings {
  readonly mode: 'production' | 'development';
  /** `own`: this run's good secret. `other`: another good one. `unset`: the variable is taken away. */
  readonly secret: 'own' | 'other' | 'unset' | { readonly text: string } | { readonly length: number };
  /** More variables to take away. */
  readonly without?: readonly string[];
  /** Deployments with the same key share their data. */
  readonly dataKey?: string;
}
export interface BootSeen {
  readonly outcome: BootOutcome;
  readonly bootMs: number;
  /** Masked. */
  readonly output: string;
}
export interface Opened {
  readonly id: string;
  readonly address: Address;
  readonly outcome: BootOutcome;
}

/** What the clock's own controls showed since the deployment came to life. */
export interface ClockEvidence {
  readonly mode: 'wall' | 'all';
  readonly offsetMs: number;
  /** How far the target's Date header moved, less the real time that passed. Null: it sends none. */
  readonly dateMovedMs: number | null;
  /** Services whose own time followed. Null: none could be asked. */
  readonly servicesMoved: boolean | null;
  /** Whether records with a short life died. Null: no service could hold one. */
  readonly shortLivedDied: boolean | null;
}

/** What many identifiers of one kind show. */
export interface SampleSeries {
  /** Its parts by name. */
  readonly identifier: string;
  readonly figures: Figures;
  /** Whether the values are payloads that the client holds, and no references. */
  readonly selfContained: boolean;
  /** Whether visitors get such identifiers too, and gave most of them. */
  readonly ofVisitors: boolean;
  /** What ended the collecting early; null when nothing did. */
  readonly stopped: string | null;
  /** The first identifiers after another start, and how many of them were issued before. Null: not looked at. */
  readonly again: { readonly count: number; readonly repeated: number } | null;
}
export interface SampleSeen {
  /** One for each way of being recognised. Empty: none could be collected without signing in. */
  readonly series: readonly SampleSeries[];
  /** Made-up series of the same size that were judged wrongly. */
  readonly failingControls: readonly string[];
}

export interface Lent {
  readonly pair: { readonly alice: Account; readonly bob: Account | null };
  /** Whether this is the pair that the oracle was calibrated with. */
  readonly calibrated: boolean;
}

export interface Hello {
  readonly target: string;
}
export interface Welcome {
  readonly facts: Facts;
  /** Key of the run's masks. */
  readonly maskKey: string;
}
export type Carriers = readonly { readonly carrier: Carrier; readonly name: string }[];

export const hello = new RequestType<Hello, Welcome, void>('hello');
export const shared = new RequestType0<Opened, void>('shared');
export const preflight = new RequestType0<Preflight, void>('preflight');
export const specimen = new RequestType0<ReplayAnswer, void>('specimen');
export const replay = new RequestType<readonly SpecimenStep[], ReplayAnswer, void>('replay');
export const sample = new RequestType0<SampleSeen, void>('sample');
export const boot = new RequestType<BootSettings, BootSeen, void>('boot');
export const open = new RequestType<BootSettings, Opened, void>('open');
export const restart = new RequestType<{ id: string; settings: BootSettings }, BootOutcome, void>('restart');
export const timeline = new RequestType<'wall' | 'all', Opened, void>('timeline');
export const advance = new RequestType<{ id: string; ms: number }, void, void>('advance');
export const settle = new RequestType<string, ClockEvidence, void>('settle');
export const leave = new NotificationType<string>('leave');
/** This check came to a verdict about the target. */
export const judged = new NotificationType0('judged');
export const lend = new RequestType0<Lent, void>('lend');
/** Whether this check is the first to be stopped by what stops the whole target. */
export const firstStopped = new RequestType0<boolean, void>('firstStopped');
/** What the lab itself spent because of this connection, and what was used by then. */
export const account = new RequestType0<{ cost: Cost; used: Used; origin: string | null }, void>('account');
