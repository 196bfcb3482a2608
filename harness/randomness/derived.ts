import { hash } from 'node:crypto';
import type { Read } from './sample.ts';

const HASHES = ['md5', 'sha1', 'sha256', 'sha512'] as const;
const WRITINGS = ['hex', 'base64', 'base64url'] as const;
/** Shorter pieces could agree by chance with one of some ten thousand guesses. */
const LEAST_LENGTH = 10;
/** A formula must hold for most others too. */
const MOST = 0.8;
/** Numbers tried as a counter, on the first value; and how many values are tried with times. */
const COUNTED = 1_000;
const TRIED = 3;
const CLOCK_SLACK_S = 3;
const CLOCK_SLACK_MS = 60;
const MOST_MS = 2_000;

/** Of a client on the app's own machine. */
const ADDRESSES = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

interface Formula {
  readonly words: string;
  /** What is hashed for this value. */
  readonly inputs: (issued: Read) => readonly string[];
}

const between = (from: number, to: number): readonly string[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => String(from + at));

const seconds = ({ sentAt, receivedAt }: Read) =>
  between(Math.floor(sentAt / 1000) - CLOCK_SLACK_S, Math.floor(receivedAt / 1000) + CLOCK_SLACK_S);
const millis = ({ sentAt, receivedAt }: Read) =>
  between(
    Math.floor(sentAt) - CLOCK_SLACK_MS,
    Math.min(Math.ceil(receivedAt), Math.floor(sentAt) + MOST_MS) + CLOCK_SLACK_MS,
  );
const isQuick = ({ sentAt, receivedAt }: Read): boolean => receivedAt - sentAt <= MOST_MS;
const counted = () => between(0, COUNTED);

const JOINTS: readonly (readonly [words: string, join: (name: string, more: string) => string])[] = [
  ['name:more', (name, more) => `${name}:${more}`],
  ['name and more', (name, more) => name + more],
  ['more and name', (name, more) => more + name],
  ['more:name', (name, more) => `${more}:${name}`],
  ['name-more', (name, more) => `${name}-${more}`],
  ['name_more', (name, more) => `${name}_${more}`],
  ['name|more', (name, more) => `${name}|${more}`],
];

const formulas: readonly Formula[] = [
  { words: 'the user name', inputs: ({ forWhom }) => forWhom },
  ...[
    { words: 'the user name', more: ({ forWhom }: Read) => forWhom },
    { words: 'the time in seconds', more: seconds },
  ].flatMap(({ words, more }) =>
    JOINTS.map(([joint, join]) => ({
      words: joint.replace('name', "the client's address").replace('more', words),
      inputs: (issued: Read) => ADDRESSES.flatMap((address) => more(issued).map((one) => join(address, one))),
    })),
  ),
  ...(
    [
      ['the time in seconds', seconds],
      ['the time in milliseconds', millis],
      ['a counter', counted],
    ] as const
  ).flatMap(([more, list]) => [
    { words: more, inputs: list },
    ...JOINTS.map(([joint, join]) => ({
      words: joint.replace('name', 'the user name').replace('more', more),
      inputs: (issued: Read) => issued.forWhom.flatMap((name) => list(issued).map((one) => join(name, one))),
    })),
  ]),
];

/** The pieces of a value that could be a digest, or the beginning of one. */
const pieces = (text: string): readonly string[] =>
  [...new Set([text, ...(text.match(/[A-Za-z0-9+/=_-]+/g) ?? []), ...(text.match(/[A-Za-z0-9]+/g) ?? [])])].filter(
    ({ length }) => length >= LEAST_LENGTH,
  );

type Writing = (typeof WRITINGS)[number];

interface Hit {
  readonly hash: string;
  readonly writing: Writing;
}

/** The piece as the beginning of a digest, for each writing in which it could be one. */
const beginnings = (
  text: string,
): readonly { readonly piece: string; readonly writing: Writing; readonly first: number }[] =>
  pieces(text).flatMap((own) => {
    const hex = /^[0-9a-f]+$/i.test(own);
    return (hex ? WRITINGS : WRITINGS.slice(1)).map((writing) => {
      const piece = writing === 'hex' ? own.toLowerCase() : own.replace(/=+$/, '');
      return { piece, writing, first: Buffer.from(piece.slice(0, 8), writing).readUInt32BE() };
    });
  });

const hit = (text: string, inputs: readonly string[], algorithms: readonly string[]): Hit | null => {
  const found = beginnings(text);
  if (found.length === 0) return null;
  for (const algorithm of algorithms) {
    for (const input of inputs) {
      const digest = hash(algorithm, input, 'buffer');
      const first = digest.readUInt32BE();
      for (const one of found) {
        if (one.first === first && digest.toString(one.writing).startsWith(one.piece)) {
          return { hash: algorithm, writing: one.writing };
        }
      }
    }
  }
  return null;
};

/** The user's data stands there as it is, or merely written otherwise. */
const plainly = ({ text, forWhom }: Read): boolean =>
  forWhom.some((name) => {
    if (name.length < 5) return false;
    const writings = [name, ...WRITINGS.map((writing) => Buffer.from(name).toString(writing).replace(/=+$/, ''))];
    // The last character of base64 depends on what follows.
    return writings.some((writing, at) =>
      text.toLowerCase().includes(writing.slice(0, at > 1 ? -1 : undefined).toLowerCase()),
    );
  });

/**
 * How the values follow from what is known of their users: the data itself, or a digest of it, alone or with the time
 * or a counter. Null when none of some ten thousand guesses fits; that is all that null says.
 */
export const derivedFrom = (sample: readonly Read[]): string | null => {
  const people = sample.filter(({ forWhom }) => forWhom.length > 0);
  const most = (own: readonly Read[], holds: (issued: Read) => boolean) =>
    own.length > 0 && own.filter(holds).length >= own.length * MOST;
  if (most(people, plainly)) return 'it holds the user name';
  for (const { words, inputs } of formulas) {
    // Values that came alone leave the fewest times to try.
    for (const own of [people, sample.filter(({ forWhom }) => forWhom.length === 0)]) {
      const quick = [...own].sort((a, b) => a.receivedAt - a.sentAt - (b.receivedAt - b.sentAt)).slice(0, TRIED);
      const tried = words.includes('counter') ? own.slice(0, 1) : quick;
      const found = tried.map(({ text }, at) => hit(text, inputs(tried[at]!), HASHES)).find((one) => one !== null);
      if (found === undefined) continue;
      // A slow answer may hold a time that is not tried.
      const tryable = words.includes('milliseconds') ? own.filter(isQuick) : own;
      const bounded = words.includes('counter') ? own.slice(0, 30) : tryable;
      if (
        bounded.length >= Math.min(TRIED, own.length) &&
        most(bounded, (issued) => hit(issued.text, inputs(issued), [found.hash]) !== null)
      ) {
        return `${found.hash} of ${words} (${found.writing})`;
      }
    }
  }
  return null;
};

/** Whether values of one user share characters beyond those that all share: a part that names the user. */
export const sharedByUser = (sample: readonly Read[]): readonly number[] => {
  const users = new Map<string, string[]>();
  for (const { forWhom, text } of sample) {
    const [name] = forWhom;
    if (name !== undefined) users.set(name, [...(users.get(name) ?? []), text]);
  }
  const groups = [...users.values()];
  if (groups.length < 2 || groups.some((own) => own.length < 6)) return [];
  const length = Math.min(...sample.map(({ text }) => text.length));
  return Array.from({ length }, (_, at) => at).filter((at) => {
    const symbols = groups.map((own) => new Set(own.map((text) => text[at])));
    return symbols.every(({ size }) => size === 1) && new Set(symbols.flatMap((own) => [...own])).size > 1;
  });
};
