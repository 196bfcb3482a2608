import { createHmac } from 'node:crypto';
import { reveal, Secret } from './secret.ts';

/** Response and request headers that hold nothing of a person or a session; all others show only their length. */
const PLAIN_HEADERS = new Set(
  (
    'accept accept-encoding accept-language age allow cache-control clear-site-data connection content-encoding ' +
    'content-length content-security-policy content-type cross-origin-opener-policy cross-origin-resource-policy ' +
    'date expires host keep-alive last-modified origin-agent-cluster permissions-policy pragma referrer-policy ' +
    'retry-after sec-fetch-dest sec-fetch-mode sec-fetch-site server strict-transport-security transfer-encoding ' +
    'upgrade-insecure-requests user-agent vary via www-authenticate x-content-type-options x-frame-options ' +
    'x-powered-by x-xss-protection origin'
  ).split(' '),
);

/**
 * Turns secrets into something that can be compared and not used: a short prefix and a hash keyed per run.
 * Knows what was typed in this run, so that it can also be found in free text.
 */
export class Masker {
  readonly #key: string;
  readonly #known = new Map<string, string>();

  constructor(key: string) {
    this.#key = key;
  }

  /** An identifier: up to four characters of it (never more than an eighth) and a keyed hash. */
  identifier(secret: Secret): string {
    const value = reveal(secret);
    if (value === '') return '""';
    const digest = createHmac('sha256', this.#key).update(value).digest('hex').slice(0, 8);
    return `${value.slice(0, Math.min(4, Math.floor(value.length / 8)))}…#${digest}`;
  }

  /** Something to compare a secret by, which shows none of its characters. */
  fingerprint(secret: Secret): string {
    return `#${createHmac('sha256', this.#key).update(reveal(secret)).digest('hex').slice(0, 8)}`;
  }

  /** Remembers a secret, so that `text` takes it out of whatever prints it. Too short a one would eat ordinary words. */
  know(secret: Secret, kind: 'identifier' | 'password' | 'secret'): void {
    const value = reveal(secret);
    if (value.length < 6) return;
    const mask = kind === 'identifier' ? this.identifier(secret) : `[${kind}]`;
    for (const form of new Set([
      value,
      encodeURIComponent(value),
      safeDecode(value),
      JSON.stringify(value).slice(1, -1),
    ])) {
      if (form.length >= 6) this.#known.set(form, mask);
    }
  }

  /** Free text (output of a target, error messages) without any known secret. */
  text(text: string): string {
    let masked = text;
    for (const [value, mask] of [...this.#known].sort(([a], [b]) => b.length - a.length)) {
      masked = masked.replaceAll(value, mask);
    }
    return masked;
  }

  /** A path with the values of its query and of its parameters (`;jsessionid=`) hidden. */
  path(url: URL): string {
    const names = [...url.searchParams.keys()];
    const pathname = this.text(url.pathname).replace(/(;[^;/=]+)=[^;/]*/g, '$1=…');
    return pathname + (names.length === 0 ? '' : `?${names.map((name) => `${name}=…`).join('&')}`);
  }

  header(name: string, value: string | Secret): string {
    if (name === 'cookie') return this.#cookies(value instanceof Secret ? value : new Secret(value));
    // What was declared as a secret, as the credentials of a gate, shows nothing of itself.
    if (value instanceof Secret)
      return this.#known.get(reveal(value)) ?? this.#authorization(name, value) ?? this.identifier(value);
    if (name === 'location' || name === 'referer') return this.#location(value);
    return PLAIN_HEADERS.has(name) ? this.text(value) : `[${value.length} characters]`;
  }

  /** Each cookie by its name, so that a reader sees which one was sent, and can compare it with the one issued. */
  #cookies(cookies: Secret): string {
    return reveal(cookies)
      .split('; ')
      .map((pair) => {
        const at = pair.indexOf('=');
        const masked = this.identifier(new Secret(pair.slice(at + 1)));
        return at < 0 ? masked : `${this.text(pair.slice(0, at))}=${masked}`;
      })
      .join('; ');
  }

  /** The scheme says nothing of anybody. */
  #authorization(name: string, value: Secret): string | null {
    const [scheme, token, ...more] = reveal(value).split(' ');
    if (name !== 'authorization' || token === undefined || more.length > 0) return null;
    return /^(?:bearer|basic)$/i.test(scheme ?? '') ? `${scheme} ${this.identifier(new Secret(token))}` : null;
  }

  #location(value: string): string {
    const url = URL.parse(value, 'http://relative.invalid');
    if (url === null) return `[${value.length} characters]`;
    return (url.origin === 'http://relative.invalid' ? '' : url.origin) + this.path(url);
  }
}

const safeDecode = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};
