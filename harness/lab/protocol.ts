import { NotificationType, NotificationType0, RequestType, RequestType0 } from 'vscode-jsonrpc/node';
import type { SpecimenObservation, SpecimenStep } from '../browser/observation.ts';
import type { ClientState } from '../http/http-client.ts';
import type { Limited, Seen } from '../http/keeper.ts';
import type { Shown } from '../http/shown.ts';
import type { Address, BootOutcome, EndSignal, Replica } from '../launch/deployment.ts';
import type { DeliveredStores } from '../launch/delivered-stores.ts';
import type { Fault, FaultKind } from '../launch/faults.ts';
import type { ImageSearch } from '../launch/search-image.ts';
import type { StoredRecord } from '../launch/stored-record.ts';
import type { Writes } from '../launch/store-writes.ts';
import type { BrowserEntry, BrowserTaken } from '../model/browser-taken.ts';
import type { Capability } from '../model/capability.ts';
import type { Discovery } from '../model/discovery.ts';
import type { Carrier } from '../model/identifier.ts';
import type { IdentifierShape, PartShape } from '../model/identifier.ts';
import type { Promised } from '../model/policy.ts';
import type { Cost, Used } from '../model/record.ts';
import type { Truth } from '../model/subject.ts';
import type { Account, PlainSignIn, PlainSignOut } from '../model/target.ts';
import type { Tokens } from '../model/token-rule.ts';
import type { Waiver } from '../model/waiver.ts';
import type { LendingManner } from './lending.ts';
import type { Figures } from '../randomness/figures.ts';
import type { Oracle } from '../signin/oracle.ts';
import type { BrowserVisit, NoVisit } from './visit.ts';
import type { AskedFromElsewhere } from '../browser/ask-from-elsewhere.ts';
import type { ForgedSeen } from '../browser/pages.ts';
import type { Elsewhere, Forgery } from '../model/forgery.ts';
import type { Impersonation, Minted, WirePart } from '../signature/index.ts';
import type { SecretSearch } from './secret-search.ts';

/** What can be known of a target without bringing it to life. */
export interface Facts {
  readonly name: string;
  readonly about: string;
  readonly launch: 'container' | 'compose' | 'process' | 'url' | null;
  readonly launchReason: string;
  /** Capabilities that are missing. */
  readonly missing: readonly Capability[];
  readonly secret: {
    readonly env: string;
    readonly minLength: number;
    readonly rotation: 'comma-separated' | 'replace' | null;
  } | null;
  readonly required: readonly string[];
  readonly hasDevelopment: boolean;
  readonly promises: Promised;
  readonly publicPaths: readonly string[];
  /** What pages ask for by themselves: no use of a session. */
  readonly passive: readonly string[];
  /** What is declared of each, as far as a check may read it: a request, a name, milliseconds. */
  readonly surfaces: readonly string[];
  /** Names of the services beside it in a container. */
  readonly services: readonly string[];
  /** Requests that can be overtaken, see Persona.setOut. */
  readonly slow: readonly string[];
  readonly unfinished: readonly { readonly name: string; readonly finishes: boolean }[];
  readonly rememberMe: { readonly lifetimeMs: number | null } | null;
  readonly stepsUp: boolean;
  /** Names of cookies that the app's own scripts read. */
  readonly scriptReadable: readonly string[];
  /** The path below which the app lives; null where nothing is said. */
  readonly mount: string | null;
  readonly waivers: readonly Waiver[];
  /** Whether a gate before it takes every request's Authorization header for itself. */
  readonly gated: boolean;
  /** Set when the target cannot be judged at all (a definition that cannot be read, a launch that failed). */
  readonly broken: string | null;
  /** Set when it is not run, which its definition says may be: why. */
  readonly absent: string | null;
}

/** How far sign-in, oracle and identifier are known. An observation, not a gate. */
export interface Preflight {
  /** Null: everything was found. Else one diagnosis: what happened, what was seen, what to do. */
  readonly diagnosis: string | null;
  /** Whether the target answered at all. */
  readonly reachable: boolean;
  /** Whether the target said no to the first person's credentials: they are not sent once more. */
  readonly refused: boolean;
  readonly signIn: PlainSignIn | null;
  readonly signOut: PlainSignOut | null;
  readonly oracle: Oracle | null;
  readonly shape: IdentifierShape;
  /** Which tokens of answers a client sends. */
  readonly tokens: Tokens;
  readonly landingPath: string | null;
  /** Cookie lines of alice's sign-in, hop by hop. */
  readonly issued: readonly IssuedLine[];
  readonly https: boolean;
  /** Whether its host is a loopback name or address. */
  readonly loopback: boolean;
  readonly discovered: Discovered;
}

/** How what was not declared was found: sentences for the console and the record. Empty: declared, or not found. */
export interface Discovered {
  readonly signIn: readonly string[];
  readonly oracle: readonly string[];
  readonly identifier: readonly string[];
  readonly signOut: readonly string[];
  readonly cost: { readonly requests: number; readonly signIns: number; readonly ms: number };
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

/** A Set-Cookie line with what can be measured of it. Milliseconds by the answer's own Date. */
export interface MeasuredLine extends IssuedLine {
  /** Octets of name and value together. */
  readonly bytes: number;
  /** Whether name and value hold only what the grammar allows (RFC 6265bis §4.1.1). */
  readonly wellFormed: boolean;
  readonly maxAgeMs: number | null;
  /** Its Expires less the answer's Date; null without one of them. */
  readonly expiresInMs: number | null;
}
/** One answer that set or took away a cookie. */
export interface IssuePoint {
  /** What was done and what was asked, e.g. "use: GET /me". */
  readonly at: string;
  readonly status: number;
  readonly lines: readonly MeasuredLine[];
}
/** Where cookies are issued: of a walk through a disposable target, else of what preflight saw anyway. */
export interface IssuePoints {
  readonly walked: boolean;
  /** Whether the one who walked was signed in all the time. */
  readonly signedIn: Truth;
  /** How many times the declared `fill` was done and accepted; null where none was tried. */
  readonly fills: number | null;
  /** Octets of the longest Cookie header that was sent. */
  readonly sentBytes: number;
  readonly points: readonly IssuePoint[];
  /** Cookie lines of alice's sign-in, hop by hop. */
  readonly issued: readonly IssuedLine[];
  readonly carriers: readonly PartShape[];
  readonly https: boolean;
  readonly loopback: boolean;
}

/** Null observation: no browser, or it broke; `why` says which. */
export interface ReplayAnswer {
  readonly observation: SpecimenObservation | null;
  readonly why: string;
}

/**
 * `own`: this run's good secret. `other`: another good one. `unset`: the variable is taken away. `delivered`: it is left
 * as the target itself brings it. `phrase`: a random pass-phrase with spaces and letters beyond ASCII. `list`: several,
 * comma-separated, the first to sign with.
 */
export type SecretWish =
  | 'own'
  | 'other'
  | 'unset'
  | 'delivered'
  | 'phrase'
  | { readonly text: string }
  | { readonly length: number }
  | { readonly list: readonly ('own' | 'other')[] };

/** How the app is started for one question. */
export interface BootSettings {
  readonly mode: 'production' | 'development';
  readonly secret: SecretWish;
  /** The start should not serve: it is watched for thrice as long as a healthy start took, and for 5 s at least. */
  readonly expects?: 'refusal';
  /** More variables to take away. */
  readonly without?: readonly string[];
  /** Deployments with the same key share their data. */
  readonly dataKey?: string;
  /** How many instances run over the same data. */
  readonly replicas?: number;
}
export interface BootSeen {
  readonly outcome: BootOutcome;
  readonly bootMs: number;
  /** Masked. */
  readonly output: string;
  /** What the output shows of the run's secrets. */
  readonly shows: Shown;
}
export interface ToldAsked {
  readonly parts: readonly WirePart[];
  readonly answers: readonly string[];
  readonly marker: string;
}
/** What the output of the shared deployment, and answers, show. */
export interface ToldSeen {
  /** How many characters the app wrote. */
  readonly written: number;
  /** Whether nothing of it was left out for its length. */
  readonly whole: boolean;
  /** Whether what was asked for was found in it. */
  readonly marker: boolean;
  readonly secrets: Shown;
  readonly secretsInAnswers: Shown;
  readonly identifier: Shown;
}
/** What is inside the image, with values: each goes to the masker before it goes on. */
export interface ImageSeen extends ImageSearch {
  /** Whether the definition sets the secret itself: then a start with what is delivered says nothing of the image. */
  readonly setByDefinition: boolean;
}
export interface Opened {
  readonly id: string;
  readonly address: Address;
  readonly outcome: BootOutcome;
  /** Each instance. */
  readonly replicas: readonly Replica[];
  /** What its services can be made to suffer. */
  readonly faults: readonly FaultKind[];
}

/** What the clock's own controls showed since the deployment came to life. */
export interface ClockEvidence {
  /** `real`: nothing was moved, time passed. */
  readonly mode: 'wall' | 'all' | 'real';
  readonly offsetMs: number;
  /** How far the target's Date header moved, as `offsetMs` counts it. Null: it sends none. */
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
  /** Code of the check that asks. */
  readonly check: string;
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
/** One visit with a real browser serves every check that asks. */
export const visitInBrowser = new RequestType0<BrowserVisit | NoVisit, void>('visitInBrowser');
/** What a real browser did that held these cookies, and came to another site's page with an address of the target's. */
export interface FromElsewhere {
  readonly browser: string;
  readonly image: AskedFromElsewhere;
  readonly link: AskedFromElsewhere;
}
export const fromElsewhere = new RequestType<
  { readonly path: string; readonly lines: readonly { readonly path: string; readonly setCookie: string }[] },
  FromElsewhere,
  void
>('fromElsewhere');
/** What a browser that holds these cookies is to be led to: pages of somebody else's that make these requests. */
export interface ForgeryAsked {
  readonly from: Elsewhere;
  /** `word`: by which it is seen that it was done. */
  readonly forgeries: readonly { readonly forgery: Forgery; readonly word: string | null }[];
  /** The page of the target's that shows these words, and one that it shows already. */
  readonly look: { readonly path: string; readonly hers: string | null } | null;
  readonly lines: readonly { readonly path: string; readonly setCookie: string }[];
}
/** What it did, one after the other. */
export interface ForgedElsewhere {
  readonly browser: string;
  /** Names of the cookies that it held before. */
  readonly held: readonly string[];
  /** Whether it was shown before what she had done herself. */
  readonly hers: boolean | null;
  readonly tries: readonly (ForgedSeen & { readonly shown: boolean | null })[];
}
export const forgedElsewhere = new RequestType<ForgeryAsked, ForgedElsewhere, void>('forgedElsewhere');
/** Looks for a known secret behind the identifiers that preflight was issued; the answer holds no value. */
export const knownSecret = new RequestType0<SecretSearch, void>('knownSecret');
/** Copies of a signed JSON token, made with the configured secret; null where that does not sign it. */
export type MintedWire = readonly (Pick<Minted, 'how' | 'claim'> & { readonly parts: readonly WirePart[] })[];
export const mint = new RequestType<readonly WirePart[], MintedWire | null, void>('mint');
/** Two live sessions of alice's, one of bob's, and the first with made-up contents: what a forger looks at. */
export type Models = Readonly<Record<'hers' | 'again' | 'his' | 'forged', readonly WirePart[]>>;
export type ForgedWire = Pick<Impersonation, 'kind'> & { readonly parts: readonly WirePart[] };
/** What is made of them with the secret that was found; null where none was, or it cannot be told how. */
export const forgeFound = new RequestType<Models, ForgedWire | null, void>('forgeFound');
export const issuePoints = new RequestType0<IssuePoints, void>('issuePoints');
/** The forged parts, signed with the configured secret as the live ones are; null where it does not sign those. */
export const signAnew = new RequestType<
  { live: readonly WirePart[]; forged: readonly WirePart[] },
  readonly WirePart[] | null,
  void
>('signAnew');
/** A real browser signs in, for a client that cannot do it by itself. */
export const signInBrowser = new RequestType<BrowserEntry & { readonly address: Address }, BrowserTaken, void>(
  'signInBrowser',
);
export const sample = new RequestType0<SampleSeen, void>('sample');
export const boot = new RequestType<BootSettings, BootSeen, void>('boot');
export const told = new RequestType<ToldAsked, ToldSeen, void>('told');
export const image = new RequestType0<ImageSeen, void>('image');
/** What the client holds at which alice was signed in once for all checks that only look; null where each may sign in. */
type Standing = Omit<ClientState, 'tokens'> & { readonly tokens: readonly WirePart[] };
export const standing = new RequestType0<Standing | null, void>('standing');
export const open = new RequestType<BootSettings, Opened, void>('open');
export const restart = new RequestType<{ id: string; settings: BootSettings }, BootOutcome, void>('restart');
export const bounce = new RequestType<{ id: string; signal: EndSignal }, BootOutcome, void>('bounce');
export const running = new RequestType<string, boolean, void>('running');
/** How the stores that the target is delivered with receive a neighbour; null: nothing says how it is delivered. */
export const delivered = new RequestType0<DeliveredStores | null, void>('delivered');
/** What the services of a deployment hold; null: one of its kind cannot be read. Hashes, which no report may show. */
export interface StoredSeen {
  readonly service: string;
  readonly records: readonly StoredRecord[] | null;
  /** How often a content was written or taken away so far; null: one of its kind does not count it. */
  readonly writes: Writes | null;
}
export const stored = new RequestType<string, readonly StoredSeen[], void>('stored');
/** Strangers who ask for these pages, so many in all; how many were answered below 400. */
export const crowd = new RequestType<{ id: string; paths: readonly string[]; count: number }, number, void>('crowd');
/** The deployment whose services can be made to fail, for one holder at a time. */
export const faulty = new RequestType0<Opened, void>('faulty');
/** Null undoes what was caused. */
export const befall = new RequestType<{ id: string; fault: Fault | null }, void, void>('befall');
export const timeline = new RequestType<'wall' | 'all', Opened, void>('timeline');
export const advance = new RequestType<{ id: string; ms: number }, void, void>('advance');
export const settle = new RequestType<string, ClockEvidence, void>('settle');
export const leave = new NotificationType<string>('leave');
/** This check came to a verdict about the target. */
export const judged = new NotificationType0('judged');
export const lend = new RequestType<LendingManner, Lent, void>('lend');
/** Whether this check is the first to say what concerns the whole target: one failed test is enough. */
export const firstOf = new RequestType<'stopped' | 'drift', boolean, void>('firstOf');
/** Before each request, and before credentials are sent, to a target that was not started by the suite. */
export const mayRequest = new RequestType0<void, void>('mayRequest');
export const maySignIn = new RequestType0<void, void>('maySignIn');
/** The target answered 429; answered when the pause is agreed on. */
export const limited = new RequestType<Limited, boolean, void>('limited');
/** A session that was opened there, so that the lab can sign it out in the end; its values stay in memory. */
export interface SessionWire {
  readonly id: string;
  readonly who: string;
  readonly parts: readonly WirePart[];
}
export const sessionOpened = new RequestType<SessionWire, void, void>('sessionOpened');
export const sessionRenewed = new RequestType<SessionWire, void, void>('sessionRenewed');
export const sessionClosed = new RequestType<{ how: Seen; parts: readonly WirePart[] }, void, void>('sessionClosed');
/** Signing in no longer works: in whose words the checks that follow say so. */
export const signInLost = new RequestType<string, void, void>('signInLost');
/** What the lab itself spent because of this connection, and what was used by then. */
export const account = new RequestType0<
  { cost: Cost; used: Used; origin: string | null; discovery: Discovery | null },
  void
>('account');
