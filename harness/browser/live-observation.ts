/** How a way to sign out is reached at one width: seen at once, behind one menu, or not at all. */
export type Reach = 'direct' | 'menu' | 'none';

/** What somebody at the machine can read after a step back. Null: it could not be read. */
export interface Remembered {
  /** Of the address bar, without its query; null on the browser's own error page. */
  readonly path: string | null;
  /** Whether the name stands in each of them. */
  readonly text: boolean;
  readonly title: boolean;
  readonly state: boolean;
  readonly address: boolean;
}

/** A page of our own that may be kept for ten minutes: what the instrument does with it. */
export interface CacheControl {
  /** Whether nothing reached our own server while the network was off. */
  readonly cutOff: boolean;
  /** Whether a step back brought the page again all the same. */
  readonly restored: boolean;
}

/** A cookie as the browser keeps it, without its value. Chromium calls a missing SameSite "Lax". */
export interface KeptCookie {
  readonly name: string;
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: 'Strict' | 'Lax' | 'None';
  /** Of name and value together. */
  readonly bytes: number;
}
