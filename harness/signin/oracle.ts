import type { RequestOptions } from '../model/client.ts';
import { header, type Exchange } from '../model/exchange.ts';
import type { Sighting, Subject, Truth } from '../model/subject.ts';

/** What one response looks like to the oracle. */
export interface Sample {
  /** Status and, for a redirect, where to, without its query. */
  readonly key: string;
  readonly words: readonly string[];
}

/** The names under which the people of a check are known to the target. */
export interface Names {
  readonly alice: string;
  readonly bob: string | null;
}

/** A request that changes nothing, and whose answer may tell for whom it speaks. */
export interface Question {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  /** Of a script's request, where the answer depends on them. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a client sends with the question, besides what identifies it. */
export const optionsOf = ({ json, headers }: Question): RequestOptions => ({
  ...(json === undefined ? {} : { json }),
  ...(headers === undefined ? {} : { headers }),
});

/** For whom a response speaks, learned from samples. Plain data: it travels from the lab to the workers. */
export interface Oracle extends Question {
  readonly anonymousKeys: readonly string[];
  readonly signedInKeys: readonly string[];
  /** Words seen in every anonymous sample and in no signed-in one, and so on. */
  readonly anonymousWords: readonly string[];
  readonly signedInWords: readonly string[];
  readonly aliceWords: readonly string[];
  readonly bobWords: readonly string[];
  /** Words of every stranger's answer, where none of them is a stranger's alone: what such an answer must look like. */
  readonly strangerLook: readonly string[];
}

const ALICE = '⟨alice⟩';
const BOB = '⟨bob⟩';
/** What stands before the @ of a name that is an address. */
const ALICE_LOCAL = '⟨alice’s⟩';
const BOB_LOCAL = '⟨bob’s⟩';
const NAMES: ReadonlySet<string> = new Set([ALICE, BOB, ALICE_LOCAL, BOB_LOCAL]);
const MOST_WORDS = 4_000;
const MOST_LOOK = 200;

/** Reads a response; the people's own names become placeholders, so that what was learned from one pair serves all. */
export const sampleOf = (exchange: Exchange, names: Names): Sample => {
  const location = header(exchange, 'location');
  const redirects = location !== undefined && exchange.status >= 300 && exchange.status < 400;
  const key = redirects ? `a redirect to ${URL.parse(location, exchange.url)?.pathname ?? ''}` : `${exchange.status}`;
  return { key, words: wordsOf(exchange.body, names) };
};

const placeholdersOf = ({ alice, bob }: Names): ReadonlyMap<string, string> => {
  const local = (name: string | null) => (name?.includes('@') ? (name.split('@')[0] ?? '') : '').toLowerCase();
  const [hers, his] = [local(alice), local(bob)];
  const own: [string, string][] = hers === his ? [] : [[hers, ALICE_LOCAL], [his, BOB_LOCAL]]; // prettier-ignore
  const whole: [string, string][] = [[alice.toLowerCase(), ALICE], ...(bob === null ? [] : [[bob.toLowerCase(), BOB] as [string, string]])]; // prettier-ignore
  return new Map([...own.filter(([name]) => name.length > 1), ...whole]);
};

const wordsOf = (body: string, names: Names): string[] => {
  const placeholders = placeholdersOf(names);
  const words = new Set<string>();
  for (const word of body.match(/[\p{L}\p{N}@._+-]{2,80}/gu) ?? []) {
    const bare = word.toLowerCase().replaceAll(/^[._-]+|[._-]+$/g, '');
    // A token, a time or a number of a session differs from session to session, a stranger's too: it tells nobody.
    if (!placeholders.has(bare) && (looksRandom(word) || isValue(bare))) continue;
    words.add(placeholders.get(bare) ?? placeholders.get(word.toLowerCase()) ?? bare);
    if (words.size >= MOST_WORDS) break;
  }
  return [...words];
};

const looksRandom = (word: string): boolean =>
  word.length >= 16 &&
  !word.includes('@') &&
  (/\d/.test(word) || word.length >= 24 || /[a-z][A-Z]+[a-z]+[A-Z]/.test(word));

/** A date, a time, a counter, a short identifier: whatever has digits and is long enough to be made up. */
const isValue = (word: string): boolean => word.length >= 5 && /\d/.test(word) && !word.includes('@');

const common = (samples: readonly Sample[]): Set<string> => {
  const [first, ...rest] = samples.map(({ words }) => new Set(words));
  return new Set([...(first ?? [])].filter((word) => rest.every((words) => words.has(word))));
};

const minus = (words: ReadonlySet<string>, ...others: readonly (readonly Sample[])[]): string[] => {
  const seen = new Set(others.flat().flatMap((sample) => sample.words));
  return [...words].filter((word) => !seen.has(word));
};

/**
 * Learns to tell anonymous, alice and bob apart. Null when the answers do not differ: then this request is no oracle.
 * Samples that do not agree with themselves lose the words in which they differ (times, tokens, counters).
 */
export const calibrate = (
  request: Question,
  samples: {
    readonly anonymous: readonly Sample[];
    readonly alice: readonly Sample[];
    readonly bob: readonly Sample[];
  },
): Oracle | null => {
  const { anonymous, alice, bob } = samples;
  const signedIn = [...alice, ...bob];
  const { method, path, json, headers } = request;
  const all = common(anonymous);
  const anonymousWords = minus(all, signedIn);
  const oracle: Oracle = {
    method,
    path,
    ...(json === undefined ? {} : { json }),
    ...(headers === undefined ? {} : { headers }),
    anonymousKeys: [...new Set(anonymous.map(({ key }) => key))],
    signedInKeys: [...new Set(signedIn.map(({ key }) => key))],
    anonymousWords,
    strangerLook: anonymousWords.length > 0 ? [] : [...all].slice(0, MOST_LOOK),
    signedInWords: minus(common(signedIn.map(withoutNames)), anonymous),
    aliceWords: minus(common(alice), anonymous, bob),
    bobWords: bob.length === 0 ? [] : minus(common(bob), anonymous, alice),
  };
  if (alice.length === 0) return oracle;
  const consistent =
    [...anonymous, ...signedIn].every(({ key }) => !isUnwell(Number.parseInt(key, 10))) &&
    anonymous.every((sample) => judge(sample, oracle, null).subject === 'anonymous') &&
    alice.every((sample) => ['alice', 'somebody'].includes(judge(sample, oracle, null).subject)) &&
    bob.every((sample) => ['bob', 'somebody'].includes(judge(sample, oracle, null).subject));
  return consistent ? oracle : null;
};

const withoutNames = (sample: Sample): Sample => ({
  ...sample,
  words: sample.words.filter((word) => !NAMES.has(word)),
});

const isRefusal = (key: string): boolean => key === '401' || key === '403';

const isUnwell = (status: number): boolean => status === 0 || status === 429 || status >= 500;

const share = (wanted: readonly string[], words: ReadonlySet<string>): number | null =>
  wanted.length === 0 ? null : wanted.filter((word) => words.has(word)).length / wanted.length;

const MOSTLY = 0.75;
const HARDLY = 0.25;

const judge = (
  sample: Sample,
  oracle: Oracle,
  foreignPair: 'foreign-pair' | null,
): { subject: Subject; why: string } => {
  const words = new Set(sample.words);
  const knowsAnonymous = oracle.anonymousKeys.includes(sample.key);
  const knowsSignedIn = oracle.signedInKeys.includes(sample.key);
  const asAnonymous = share(oracle.anonymousWords, words);
  const asSignedIn = Math.max(
    share([...oracle.signedInWords, ...own(oracle.aliceWords, foreignPair)], words) ?? 0,
    share([...oracle.signedInWords, ...own(oracle.bobWords, foreignPair)], words) ?? 0,
  );
  const told = `${asking(oracle)} answered ${sample.key}`;

  // One says "who are you", the other "your session has ended": a target that refuses strangers so may use both.
  const refused = !knowsSignedIn && isRefusal(sample.key) && oracle.anonymousKeys.some(isRefusal);
  // Anything else may come with 200, too: an answer is a stranger's by what it says, or by having as little to say.
  const looksStrange =
    asAnonymous ??
    (oracle.strangerLook.length === 0 ? Number(words.size === 0) : (share(oracle.strangerLook, words) ?? 0));
  const byWords = knowsSignedIn || sample.key.startsWith('2');
  const anonymousLike = asSignedIn <= HARDLY && (refused || (knowsAnonymous && (!byWords || looksStrange >= MOSTLY)));
  const signedInLike =
    knowsSignedIn &&
    !sample.key.startsWith('401') &&
    (knowsAnonymous ? asSignedIn >= MOSTLY && (asAnonymous ?? 0) <= HARDLY : (asAnonymous ?? 0) <= HARDLY);
  if (anonymousLike && !signedInLike) return { subject: 'anonymous', why: `${told} as to a stranger` };
  if (!signedInLike)
    return { subject: 'unclear', why: `${told}, neither as to a stranger nor as to a signed-in person` };

  const alice = share(own(oracle.aliceWords, foreignPair), words);
  const bob = share(own(oracle.bobWords, foreignPair), words);
  if (alice === null || bob === null) return { subject: 'somebody', why: `${told} as to a signed-in person` };
  if (alice >= MOSTLY && bob <= HARDLY) return { subject: 'alice', why: `${told} as to alice` };
  if (bob >= MOSTLY && alice <= HARDLY) return { subject: 'bob', why: `${told} as to bob` };
  return { subject: 'unclear', why: `${told} as to a signed-in person, but not clearly to whom` };
};

/** The request for a reader: a query may hold what nobody should read. */
export const asking = ({ method, path }: Question): string => `"${method} ${path.replace(/=[^&]*/g, '=…')}"`;

/**
 * What tells a person: the name, where the page shows it. Other words that all samples of alice shared may be of her
 * session only; they serve where no name is shown, and never for another pair.
 */
const own = (words: readonly string[], foreignPair: 'foreign-pair' | null): readonly string[] => {
  const names = words.filter((word) => NAMES.has(word));
  return foreignPair !== null || names.length > 0 ? names : words;
};

/** For whom the response speaks. An error, a 429, a 5xx or a timeout is `unclear`: it proves nothing. */
export const sight = (
  exchange: Exchange,
  oracle: Oracle,
  names: Names,
  foreignPair: 'foreign-pair' | null,
): Sighting => {
  const exchanges = [exchange.n];
  const asked = asking(oracle);
  if (exchange.status === 0) return { subject: 'unclear', why: `${asked} failed: ${exchange.failure}`, exchanges };
  if (isUnwell(exchange.status)) return { subject: 'unclear', why: `${asked} answered ${exchange.status}`, exchanges };
  return { ...judge(sampleOf(exchange, names), oracle, foreignPair), exchanges };
};

export const isSignedIn = ({ subject }: Sighting): boolean => subject !== 'anonymous' && subject !== 'unclear';

/** Whether the page names that person, by the name that they sign in with. Unknown where nothing was answered. */
export const isNamedIn = (exchange: Exchange, username: string): Truth => {
  if (isUnwell(exchange.status)) return 'unknown';
  // A name that is no single word is looked for as it stands.
  if (!/^[\p{L}\p{N}@._+-]{2,80}$/u.test(username))
    return exchange.body.toLowerCase().includes(username.toLowerCase()) ? 'yes' : 'no';
  return sampleOf(exchange, { alice: username, bob: null }).words.includes(ALICE) ? 'yes' : 'no';
};

/** Whether two answers say the same: same status and way on, and that share of words in common. Unknown without both. */
export const alike = (one: Exchange | null, other: Exchange | null, inCommon = 0.8): Truth => {
  if (one === null || other === null || one.status === 0 || other.status === 0) return 'unknown';
  const [a, b] = [one, other].map((exchange) => sampleOf(exchange, { alice: '', bob: null }));
  if (a === undefined || b === undefined || a.key !== b.key) return 'no';
  const [words, others] = [new Set(a.words), new Set(b.words)];
  const together = words.union(others).size;
  return together === 0 || words.intersection(others).size / together >= inCommon ? 'yes' : 'no';
};
