import type { IdentifierShape } from './identifier.ts';
import type { PlainSignIn, PlainSignOut } from './target.ts';
import type { Tokens } from './token-rule.ts';

/** A question that tells for whom a target speaks, as plain data. */
export interface FoundQuestion {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How each part was found, in sentences. Empty: declared, or nothing to say. */
export interface FoundHow {
  readonly signIn: readonly string[];
  readonly oracle: readonly string[];
  readonly identifier: readonly string[];
  readonly signOut: readonly string[];
}

/**
 * What a run learned by itself of a target that was known by its URL alone: enough for a definition. Plain data without
 * credentials and identifiers, since it is printed and saved.
 */
export interface Discovery {
  readonly url: string;
  readonly signIn: PlainSignIn;
  readonly whoAmI: FoundQuestion;
  /** Null: none was found. */
  readonly signOut: PlainSignOut | null;
  readonly shape: IdentifierShape;
  readonly tokens: Tokens;
  readonly how: FoundHow;
  readonly cost: { readonly requests: number; readonly signIns: number; readonly ms: number };
}
