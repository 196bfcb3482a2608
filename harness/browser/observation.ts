export interface SpecimenInput {
  /** Origin of the target as the person's browser had it, e.g. https://reference.test:41234 */
  readonly origin: string;
  /** The recorded responses in order. After the last step of each moment the browser is asked what it holds and sends. */
  readonly steps: readonly SpecimenStep[];
  /** Path at which to ask what is sent, e.g. '/me'. */
  readonly askPath: string;
}

export interface SpecimenStep {
  /** Of the request. A query is not replayed: it does not matter to cookies and may hold a secret. */
  readonly path: string;
  /** Raw lines, values and all. They stay inside the browser folder. */
  readonly setCookie: readonly string[];
  readonly clearSiteData: string | null;
  /** Names a group of neighbouring steps, e.g. 'signed-in'. */
  readonly moment: string;
}

/** Plain and serialisable, and without any cookie value. */
export interface SpecimenObservation {
  /** E.g. "Chromium 156.0.8078.79". */
  readonly browser: string;
  /** The origin the lines were replayed under: the target's, or a stand-in for a name that browsers treat apart. */
  readonly origin: string;
  readonly moments: Readonly<Record<string, MomentObservation>>;
}

export interface MomentObservation {
  /** Names that the browser's store holds for the target, sorted. */
  readonly kept: readonly string[];
  /** A GET of the ask path that the person began; https unless the target itself is plain http. */
  readonly sentSameSite: Seen;
  /** A GET of the ask path at http://<host>/. */
  readonly sentPlainHttp: Seen;
  /** `document.cookie` and `cookieStore.getAll()` of a page at the ask path. */
  readonly readableByScript: Seen;
  /** A top-level form POST begun by a page of another site. */
  readonly sentCrossSitePost: Seen;
  /** A link to the ask path followed on a page of another site. */
  readonly sentCrossSiteGet: Seen;
  /**
   * Cookies that a script of a page at the ask path changed by assigning to `document.cookie` under their own path and domain.
   * Null before the last moment: it spoils what is kept.
   */
  readonly changedByScript: Seen | null;
  /** A GET of the ask path at a sibling host of the same site. */
  readonly sentToSibling: Seen;
}

export interface Seen {
  /** Whether cookies of our own beside the target's behaved as they must: else nothing below proves anything. */
  readonly control: 'yes' | 'no' | 'unknown';
  /** What the control showed, in a sentence. */
  readonly why: string;
  /** Names of the target's cookies, each once, in the order seen. */
  readonly names: readonly string[];
  /** The same, one entry a cookie: two of one name under different paths are two. */
  readonly cookies: readonly SeenCookie[];
}

export interface SeenCookie {
  readonly name: string;
  readonly empty: boolean;
  /** The first moment whose lines set this very value: after sign-out it tells the old value from a new one. */
  readonly since: string | null;
  /** Whether it is the value of the last line with this name. A cookie that outlived its deletion has `false`. */
  readonly newest: boolean;
}
