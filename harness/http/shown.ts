import { randomBytes } from 'node:crypto';
import type { Exchange } from '../model/exchange.ts';
import type { Identifier } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';

/** What of a value stands in a text that should hold nothing of it. Nothing of the value is in here. */
export interface Shown {
  /** In which writings all of it stands there: `as it is`, `without its signature in base64`. */
  readonly whole: readonly string[];
  /** Whether its beginning or its end does. */
  readonly inPart: boolean;
}

/** So long a value stands nowhere by chance. */
const NO_ACCIDENT = 16;
const PART = 10;

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The value itself, and the reference in front of a signature: whoever signs it anew has the session. */
const cores = (value: string): readonly (readonly [string, string])[] => {
  const plain = decoded(value).replace(/^s:/, '');
  const pieces = plain.split('.');
  const reference = pieces.length === 2 ? (pieces[0] ?? '') : '';
  return [['as it is', value] as const, ['decoded', plain] as const, ['without its signature', reference] as const];
};

const asWritten = (core: string): readonly (readonly [string, string])[] => [
  ['', core],
  [' for an address', encodeURIComponent(core)],
  [' for HTML', core.replaceAll(/[&<>"']/g, (sign) => HTML[sign] ?? sign)],
  [' for JSON', JSON.stringify(core).slice(1, -1)],
  [' in base64', Buffer.from(core).toString('base64').replaceAll('=', '')],
  [' in base64url', Buffer.from(core).toString('base64url')],
  [' in hexadecimal', Buffer.from(core).toString('hex')],
];

/** Every writing once, the plainest name first. */
const writingsOf = (value: string): ReadonlyMap<string, string> => {
  const writings = new Map<string, string>();
  for (const [name, core] of cores(value)) {
    if (core.length < NO_ACCIDENT) continue;
    for (const [how, text] of asWritten(core)) if (!writings.has(text)) writings.set(text, name + how);
  }
  return writings;
};

/** The head of a token says what kind it is, and is the same for everybody. */
const edgesOf = (value: string): readonly string[] => {
  const plain = decoded(value).replace(/^s:/, '');
  if (plain.length < NO_ACCIDENT + PART) return [];
  return [...(plain.startsWith('eyJ') ? [] : [plain.slice(0, PART)]), plain.slice(-PART)];
};

export const shownIn = (text: string, secret: Secret): Shown => {
  const value = reveal(secret);
  const whole = [...writingsOf(value)].flatMap(([writing, name]) => (text.includes(writing) ? [name] : []));
  return { whole, inPart: whole.length === 0 && edgesOf(value).some((edge) => text.includes(edge)) };
};

/** Several values as one. */
export const anyShownIn = (text: string, secrets: readonly Secret[]): Shown => {
  const all = secrets.map((secret) => shownIn(text, secret));
  return { whole: [...new Set(all.flatMap(({ whole }) => whole))], inPart: all.some(({ inPart }) => inPart) };
};

/** Whether it is long enough to be told from what stands in a text by chance. */
export const canBeFound = ({ parts }: Identifier): boolean =>
  parts.some(({ value }) => decoded(reveal(value)).length >= NO_ACCIDENT);

/**
 * Where an answer shows the identifier, other than in the lines that set it: `body, as it is`. A token that travels in a
 * header is handed to scripts in a body; the answers that issued it are not held against it.
 */
export const whereShown = (answer: Exchange, identifier: Identifier): readonly string[] => {
  const { url, responseHeaders, body, n } = answer;
  return identifier.parts.flatMap(({ carrier, name, value }) => {
    if (carrier !== 'cookie' && identifier.exchanges.includes(n)) return [];
    const places: readonly (readonly [string, string])[] = [
      ['the address', url.href],
      ...responseHeaders.map(([header, text]) => [`header ${header}`, text] as const),
      ['the body', body],
    ];
    return places.flatMap(([place, text]) =>
      shownIn(text, value).whole.map((how) => `${carrier} ${name} in ${place} (${how})`),
    );
  });
};

/** Where a request to somebody else shows the identifier: `cookie sid in its Referer (as it is)`. */
export const whereSent = (
  { url, referrer }: { readonly url: string; readonly referrer: string },
  identifiers: readonly Pick<Identifier, 'parts'>[],
): readonly string[] => {
  const places = [['its address', url] as const, ['its Referer', referrer] as const];
  const found = identifiers.flatMap(({ parts }) =>
    parts.flatMap(({ carrier, name, value }) =>
      places.flatMap(([place, text]) =>
        shownIn(text, value)
          .whole.slice(0, 1)
          .map((how) => `${carrier} ${name} in ${place} (${how})`),
      ),
    ),
  );
  return [...new Set(found)];
};

/** Writings in which a copy that was planted is missed, or what is found where nothing was planted; none when it works. */
export const missedCopies = ({ parts }: Pick<Identifier, 'parts'>): readonly string[] =>
  parts.flatMap(({ value }) => {
    const noise = randomBytes(4_096).toString('base64');
    const found = shownIn(noise, value);
    const missed = [...writingsOf(reveal(value))].flatMap(([writing, name]) =>
      shownIn(`${noise}"${writing}"${noise}`, value).whole.includes(name) ? [] : [name],
    );
    return found.whole.length > 0 || found.inPart ? ['found where nothing was', ...missed] : missed;
  });

/** The same with values that a parser may fall over, in place of the identifier's own. */
export const malformed = (identifier: Identifier): readonly Identifier[] =>
  ['%', '%E0%A4%A', '{"', 's:.', `s:${'a'.repeat(3_000)}.b`].map((text) =>
    identifier.parts.reduce((made, part) => made.withPart({ ...part, value: new Secret(text) }), identifier),
  );
