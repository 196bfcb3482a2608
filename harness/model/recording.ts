import type { Part } from './identifier.ts';
import type { Secret } from './secret.ts';

/** One request of a browser and its answer. Values of headers and bodies that a person sends are secrets. */
export interface RecordedRequest {
  /** Before the credentials were sent, the requests of the submission itself, or what the page asked afterwards. */
  readonly at: 'before' | 'sign-in' | 'after';
  readonly method: string;
  readonly url: URL;
  /** Assets are not kept. */
  readonly kind: 'document' | 'fetch' | 'other';
  /** Names in lower case. */
  readonly requestHeaders: readonly (readonly [string, Secret])[];
  readonly body: Secret | null;
  /** Of the body that was sent. */
  readonly contentType: string | null;
  /** 0 when there was no answer. */
  readonly status: number;
  /** Names in lower case; Set-Cookie is among them, once a line. */
  readonly responseHeaders: readonly (readonly [string, string])[];
  /** The first 256 KB of a text; else empty. */
  readonly responseBody: string;
  readonly ms: number;
}

/** Something that a page keeps in the browser beside cookies. */
export interface StorageEntry {
  readonly carrier: 'local-storage' | 'session-storage';
  readonly name: string;
  /** As it is stored; it may be JSON. */
  readonly value: Secret;
}

/** What a browser's sign-in showed. It lives in the lab's process only. */
export interface Recording {
  /** Path, query and hash of the page on which the form was found. */
  readonly entry: string;
  /** Where the page was when all was quiet. */
  readonly landing: URL;
  /** The document as scripts had made it then. */
  readonly landingHtml: string;
  readonly requests: readonly RecordedRequest[];
  /** What the browser holds afterwards. */
  readonly cookies: readonly Part[];
  readonly storage: readonly StorageEntry[];
  /** One sentence a step, for the console: "opened /", "pressed “Anmelden”", … */
  readonly found: readonly string[];
}
