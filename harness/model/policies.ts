import { milliseconds } from './duration.ts';
import type { Recorded } from './observed.ts';
import type { Strength } from './statement.ts';

/** A limit to how long a session lives. `ms` null: the source has no number. */
export interface TimeLimit {
  readonly ms: number | null;
  /** What it is to exceed the number: `must` fails, `should` warns. */
  readonly strength: Strength;
  /** Whether there has to be a limit at all, of whatever length. */
  readonly mustExist: boolean;
}

/** Limits that apply whatever the owner says; what the owner promises is a statement apart. */
export interface Policy {
  readonly name: string;
  /** Where the numbers of the two time limits come from. */
  readonly source: string;
  readonly idleTimeout: TimeLimit;
  readonly lifetime: TimeLimit;
  /** Characters. */
  readonly secretMinLength: number;
  /** Whether a start with a placeholder for a secret is to be refused. */
  readonly weakSecret: Strength;
  readonly cookie: {
    readonly secure: Strength;
    readonly httpOnly: Strength;
    readonly sameSite: Strength;
    readonly prefix: Strength;
    /** `__Host-` unless sharing is declared; else `__Secure-` will do. */
    readonly hostPrefix: boolean;
    readonly hostOnly: Strength;
    /** Name and value within 4096 bytes. */
    readonly size: Strength;
    /** The same safeguards for cookies that are no part of the identifier; SameSite and HttpOnly `should` at most. */
    readonly others: Strength;
    /** `session`: no end of its own; `bounded`: an end in time, or none. */
    readonly persistence: 'either' | 'bounded' | 'session';
    /** Where neither a promise nor `lifetime` has a number. */
    readonly maxLifeMs: number;
  };
  readonly identifier: {
    readonly minBits: number;
    readonly strength: Strength;
    /** No personal data in what the client holds. */
    readonly personalData: Strength;
  };
  readonly signIn: {
    /** Wrong passwords in a row for one account before it is locked or slowed down. */
    readonly tries: number;
    readonly strength: Strength;
  };
  readonly signOut: {
    /** Neither sign-out nor sign-in by a safe method. */
    readonly byGet: Strength;
    /** How long a sign-out may take to be known everywhere. */
    readonly propagationMs: number;
  };
  /** The profile that a policy file begins with. */
  readonly extends?: string;
  /** Clause → how strongly a policy file asks for it, whatever the checks that cite it say. */
  readonly clauses?: Readonly<Record<string, Strength>>;
  /** Target → what a known-good run showed, from which nothing may drift. */
  readonly recorded?: Readonly<Record<string, Recorded>>;
}

type Settings = Omit<Policy, 'name' | 'source' | 'idleTimeout' | 'lifetime' | 'extends' | 'clauses' | 'recorded'>;

const limit = (duration: string, strength: Strength, mustExist = true): TimeLimit => ({
  ms: milliseconds(duration),
  strength,
  mustExist,
});
const NO_LIMIT: TimeLimit = { ms: null, strength: 'info', mustExist: false };
/** What browsers cap a cookie's life at (RFC 6265bis §5.5). */
const CAP_MS = milliseconds('400d');

/** ASVS 5.0 level 2: what the rest differs from. A cookie above 4096 bytes is level 3, but browsers drop it: a warning. */
const L2: Settings = {
  secretMinLength: 32,
  weakSecret: 'should',
  cookie: {
    secure: 'must',
    httpOnly: 'must',
    sameSite: 'must',
    prefix: 'must',
    hostPrefix: true,
    hostOnly: 'must',
    size: 'should',
    others: 'must',
    persistence: 'bounded',
    maxLifeMs: milliseconds('24h'),
  },
  identifier: { minBits: 128, strength: 'must', personalData: 'must' },
  // ASVS 5.0 V6.3.1 (level 1) wants a limit and has no number; that of NIST SP 800-63B-4 §3.2.2, and of ASVS 4.0.3 V2.2.1.
  signIn: { tries: 100, strength: 'must' },
  signOut: { byGet: 'must', propagationMs: 2_000 },
};
const L1: Settings = {
  ...L2,
  cookie: {
    ...L2.cookie,
    httpOnly: 'should',
    sameSite: 'should',
    hostPrefix: false,
    hostOnly: 'info',
    persistence: 'either',
    maxLifeMs: CAP_MS,
  },
  identifier: { ...L2.identifier, personalData: 'should' },
};
const L3: Settings = {
  ...L2,
  cookie: { ...L2.cookie, size: 'must', persistence: 'session', maxLifeMs: milliseconds('12h') },
};
/** NIST SP 800-63B-4 §5.1: Secure, host and path SHALL; the rest SHOULD; identifiers of 64 bits. */
const nist = (maxLife: string): Settings => ({
  ...L2,
  cookie: {
    ...L2.cookie,
    httpOnly: 'should',
    sameSite: 'should',
    prefix: 'should',
    others: 'should',
    persistence: 'session',
    maxLifeMs: milliseconds(maxLife),
  },
  identifier: { ...L2.identifier, minBits: 64 },
  signOut: { ...L2.signOut, byGet: 'should' },
});
const PCI: Settings = {
  ...L1,
  // PCI DSS 4.0.1 requirement 8.3.4.
  signIn: { tries: 10, strength: 'must' },
  cookie: { ...L1.cookie, prefix: 'info', others: 'should' },
  identifier: L2.identifier,
  signOut: { ...L2.signOut, byGet: 'should' },
};
/** What the project's seed documents ask for, together. */
const BASELINE: Settings = {
  ...L2,
  weakSecret: 'must',
  cookie: { ...L2.cookie, prefix: 'should', hostPrefix: false, hostOnly: 'should', others: 'should' },
  signOut: { ...L2.signOut, byGet: 'should' },
};
/** ASVS 4.0.3 had HttpOnly and SameSite at level 1, and 64 bits. */
const V4: Settings = {
  ...L2,
  cookie: { ...L2.cookie, maxLifeMs: milliseconds('12h') },
  identifier: { ...L2.identifier, minBits: 64 },
};

/** Every profile of the catalogue's part 5. */
export const POLICIES: readonly Policy[] = [
  {
    name: 'asvs-l1',
    source: 'ASVS 5.0: V7.3.1 and V7.3.2 begin at level 2, so no limit is asked for',
    idleTimeout: NO_LIMIT,
    lifetime: NO_LIMIT,
    ...L1,
  },
  {
    name: 'asvs-l2',
    source:
      'ASVS 5.0 V7.3.1, V7.3.2, V7.1.1 want documented limits and have no numbers; those of NIST AAL2, our choice',
    idleTimeout: limit('1h', 'should'),
    lifetime: limit('24h', 'should'),
    ...L2,
  },
  {
    name: 'asvs-l3',
    source: 'as asvs-l2, with the numbers of NIST AAL3, our choice',
    idleTimeout: limit('15m', 'should'),
    lifetime: limit('12h', 'should'),
    ...L3,
  },
  {
    name: 'asvs4-l1',
    source: 'ASVS 4.0.3 V3.3.2, level 1 (legacy)',
    idleTimeout: NO_LIMIT,
    lifetime: limit('30d', 'must'),
    ...V4,
    cookie: { ...V4.cookie, maxLifeMs: milliseconds('30d') },
  },
  {
    name: 'asvs4-l2',
    source: 'ASVS 4.0.3 V3.3.2, level 2: 12 hours or 30 minutes of inactivity (legacy)',
    idleTimeout: limit('30m', 'must'),
    lifetime: limit('12h', 'must'),
    ...V4,
  },
  {
    name: 'asvs4-l3',
    source: 'ASVS 4.0.3 V3.3.2, level 3: 12 hours or 15 minutes of inactivity (legacy)',
    idleTimeout: limit('15m', 'must'),
    lifetime: limit('12h', 'must'),
    ...V4,
  },
  {
    name: 'nist-aal1',
    source: 'NIST SP 800-63B-4 §2.1.3: an overall limit SHALL exist and SHOULD be 30 days at most',
    idleTimeout: NO_LIMIT,
    lifetime: limit('30d', 'should'),
    ...nist('30d'),
  },
  {
    name: 'nist-aal2',
    source: 'NIST SP 800-63B-4 §2.2.3: inactivity SHOULD be 1 hour, overall SHALL exist and SHOULD be 24 hours at most',
    idleTimeout: limit('1h', 'should', false),
    lifetime: limit('24h', 'should'),
    ...nist('24h'),
  },
  {
    name: 'nist-aal3',
    source: 'NIST SP 800-63B-4 §2.3.3: inactivity SHOULD be 15 minutes, overall SHALL be 12 hours at most',
    idleTimeout: limit('15m', 'should', false),
    lifetime: limit('12h', 'must'),
    ...nist('12h'),
  },
  {
    name: 'nist3-aal2',
    source: 'NIST SP 800-63B revision 3 §4.2.3 (legacy)',
    idleTimeout: limit('30m', 'must'),
    lifetime: limit('12h', 'must'),
    ...nist('12h'),
  },
  {
    name: 'nist3-aal3',
    source: 'NIST SP 800-63B revision 3 §4.3.3 (legacy)',
    idleTimeout: limit('15m', 'must'),
    lifetime: limit('12h', 'must'),
    ...nist('12h'),
  },
  {
    name: 'pci-dss',
    source: 'PCI DSS 4.0.1 requirement 8.2.8: idle for more than 15 minutes; no overall limit',
    idleTimeout: limit('15m', 'must'),
    lifetime: NO_LIMIT,
    ...PCI,
  },
  {
    name: 'owasp-high',
    source: 'OWASP Session Management Cheat Sheet: 2 to 5 minutes idle for high value, 4 to 8 hours in all',
    idleTimeout: limit('5m', 'should'),
    lifetime: limit('8h', 'should'),
    ...BASELINE,
  },
  {
    name: 'owasp-low',
    source: 'OWASP Session Management Cheat Sheet: 15 to 30 minutes idle for low risk, 4 to 8 hours in all',
    idleTimeout: limit('30m', 'should'),
    lifetime: limit('8h', 'should'),
    ...BASELINE,
  },
  {
    name: 'wstg-bank',
    source: 'WSTG-SESS-07: 15 minutes idle for home banking',
    idleTimeout: limit('15m', 'should'),
    lifetime: NO_LIMIT,
    ...BASELINE,
  },
  {
    name: 'baseline',
    source:
      'the seed documents of the project: an idle limit is to be considered (30 minutes, our choice), 24 hours in all',
    idleTimeout: limit('30m', 'should', false),
    lifetime: limit('24h', 'must'),
    ...BASELINE,
  },
];
