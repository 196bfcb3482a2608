/**
 * How a token that an answer brings travels afterwards, as scripts of the app send it. Learned once, in a browser, then
 * done by every client. Plain data.
 */
export interface TokenRule {
  /** `bearer`: `Authorization: Bearer …`. `header`: any other header or scheme. */
  readonly carrier: 'bearer' | 'header';
  /** The part's name: the header's, in lower case; of a bearer header where the token is found. */
  readonly name: string;
  /** What stands before the token in the header's value, a space included: `Token `. */
  readonly prefix: string;
  /**
   * Where it is found: by a path into a JSON answer (`data.token`), a header of an answer, a cookie; `sent`: scripts make
   * it, and only what a browser sent shows it.
   */
  readonly from: { readonly kind: 'json' | 'header' | 'cookie' | 'sent'; readonly name: string };
}

/** What a client sends besides cookies: nothing, the first token of any JSON answer as bearer, or what the rules say. */
export type Tokens = 'none' | 'any' | readonly TokenRule[];
