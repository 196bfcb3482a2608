import type { Exchange } from './exchange.ts';

export interface RequestOptions {
  /** One that is empty is not sent, not even where it would be by itself. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `application/x-www-form-urlencoded`, or as the `content-type` header says: `multipart/form-data`. */
  readonly form?: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
  /** Sent as `application/json`, or as the `content-type` header says. */
  readonly json?: unknown;
}

/** What a custom step may do with a client: plain requests to the target, no redirect followed. */
export interface Client {
  get(path: string, options?: RequestOptions): Promise<Exchange>;
  post(path: string, options?: RequestOptions): Promise<Exchange>;
  request(method: string, path: string, options?: RequestOptions): Promise<Exchange>;
  /** The target's time in milliseconds, by the Date of its last answer to this client; this machine's before there is one. */
  now(): number;
  /** Follows redirects of an answer within the target's origins, ten at the most. */
  follow(exchange: Exchange): Promise<Exchange>;
  /** Sends `Authorization: Bearer …` from now on, as a script of the app would. */
  useBearer(token: string): void;
  /** Sends that header from now on; its value is part of what identifies the client. */
  useHeader(name: string, value: string): void;
}
