import type { IdentifierShape } from './identifier.ts';
import type { PlainSignIn } from './target.ts';

/** One request that was found, as plain data. */
export interface FoundRequest {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
}

/** What a run learned of a target by itself. Plain data without credentials and identifiers: it is printed and saved. */
export interface Discovered {
  readonly url: string;
  readonly signIn: PlainSignIn;
  readonly whoAmI: FoundRequest;
  /** Null: none was found. */
  readonly signOut: FoundRequest | null;
  readonly shape: IdentifierShape;
  /** How it was found, a sentence each; it may be none. */
  readonly found: readonly string[];
}
