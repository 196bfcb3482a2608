import type { Secret } from '../model/secret.ts';

/** One identifier as it was issued, with its signed envelope taken off. In a list: in the order in which they came. */
export interface Issued {
  readonly value: Secret;
  /** When it was asked for and when it came, in milliseconds since 1970 by our clock. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** What the target knows of whom it is for: user name, e-mail address. Empty for a visitor. */
  readonly forWhom: readonly string[];
}

/** The same with its value read. Never leaves this folder. */
export interface Read {
  readonly text: string;
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly forWhom: readonly string[];
}
