import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { Transcript } from '../http/transcript.ts';
import type { Identifier } from '../model/identifier.ts';
import type { Sighting } from '../model/subject.ts';
import {
  alterations,
  claimsOf,
  forgersFor,
  fromWire,
  headerOf,
  publicKeyTexts,
  readParts,
  signedLooking,
  signedWithRandomKey,
  tokensIn,
  tokensOfOtherAlgorithms,
  toWire,
  withoutSignature,
} from '../signature/index.ts';
import type { Impersonation, Minted, Variation } from '../signature/index.ts';
import { hostKeys, type HostedKeys } from './hosted-keys.ts';
import * as protocol from './protocol.ts';
import type { SecretSearch } from './secret-search.ts';

/** What an identifier is by its structure. Holds no value. */
export interface SignatureSeen {
  /** Names of the formats that fit. */
  readonly formats: readonly string[];
  /** A part has the look of something signed, in no format that is known. */
  readonly unknownFormat: boolean;
  /** The algorithm that a signed JSON token states; null without one. */
  readonly algorithm: string | null;
  /** How long it lives from its own beginning to its own end; null where it does not state both. */
  readonly statedMs: number | null;
}

/** What became of an identifier that was never issued. */
export interface Attempt {
  readonly how: string;
  readonly seen: Sighting;
  /** Answered by an error of the server's: neither accepted nor refused. */
  readonly unwell: boolean;
}

export interface OtherAlgorithms {
  /** What the target publishes of its keys, as text. */
  readonly jwks: string;
  readonly risky: boolean;
  readonly hosted: HostedKeys | null;
}

/** Signed values as checks may use them: made here, presented by their makers, never shown. */
export interface SignatureView {
  read(identifier: Identifier): SignatureSeen;
  /** At most so many identifiers whose decoded bytes differ from what was issued; of opaque ones, whose text does. */
  alterations(identifier: Identifier, max: number): readonly Variation[];
  /** Without the signature; none where no part is known to be signed. */
  withoutSignature(identifier: Identifier): readonly Variation[];
  signedWithRandomKey(identifier: Identifier): readonly Variation[];
  /** Signed JSON tokens whose header says how they are to be verified. */
  otherAlgorithms(identifier: Identifier, given: OtherAlgorithms): readonly Variation[];
  /** Keys that forge for this token, on the lab's loopback: only an app that the suite started as a process may go there. */
  hostKeys(identifier: Identifier): Promise<HostedKeys>;
  /** Copies of a signed JSON token, made in the lab with the configured secret; null where it cannot. */
  minted(identifier: Identifier): Promise<readonly (Variation & Pick<Minted, 'claim'>)[] | null>;
  /** An identifier made in the lab with the secret that a search found; null where it cannot be told how. */
  forgedWithFound(of: {
    readonly hers: Identifier;
    readonly again: Identifier;
    readonly his: Identifier;
  }): Promise<(Pick<Impersonation, 'kind'> & { readonly identifier: Identifier }) | null>;
  /** Presents each and tells for whom it spoke. */
  attempt(variations: readonly Variation[]): Promise<readonly Attempt[]>;
  /** Looks for the secret behind the identifiers that preflight was issued. No traffic to the target. */
  search(): Promise<SecretSearch>;
}

const statedLife = ({ iat, exp }: Readonly<Record<string, unknown>>): readonly number[] =>
  typeof iat === 'number' && typeof exp === 'number' && exp > iat ? [(exp - iat) * 1000] : [];

export const signatureView = (
  connection: MessageConnection,
  transcript: Transcript,
  probe: (identifier: Identifier) => Promise<Sighting>,
): SignatureView => ({
  read: (identifier) => ({
    formats: [...new Set(readParts(identifier).flatMap(({ readings }) => readings.slice(0, 1).map(String)))],
    unknownFormat: signedLooking(identifier),
    statedMs: tokensIn(identifier).flatMap(({ token }) => statedLife(claimsOf(token)))[0] ?? null,
    algorithm: tokensIn(identifier).map(({ token }) => String(headerOf(token)['alg']))[0] ?? null,
  }),
  alterations,
  withoutSignature,
  signedWithRandomKey,
  otherAlgorithms: (identifier, { jwks, risky, hosted }) =>
    tokensIn(identifier).flatMap(({ set, token }) =>
      tokensOfOtherAlgorithms(token, { publishedKeys: publicKeyTexts(jwks), risky, hosted }).map(({ how, parts }) => ({
        how,
        identifier: set.withParts(parts),
      })),
    ),
  hostKeys: (identifier) => hostKeys(forgersFor(tokensIn(identifier).map(({ token }) => headerOf(token)['alg'])[0])),
  async minted(identifier) {
    const [one] = tokensIn(identifier);
    const copies = one === undefined ? null : await connection.sendRequest(protocol.mint, toWire([one.part]));
    if (one === undefined || copies === null) return null;
    return copies.map(({ how, claim, parts }) => ({ how, claim, identifier: one.set.withParts(fromWire(parts)) }));
  },
  async forgedWithFound({ hers, again, his }) {
    const all = ({ parts, beside }: Identifier) => toWire([...parts, ...beside]);
    const models = { hers: all(hers), again: all(again), his: all(his), forged: all(hers.forged()) };
    const made = await connection.sendRequest(protocol.forgeFound, models);
    return made === null ? null : { kind: made.kind, identifier: hers.withParts(fromWire(made.parts)) };
  },
  async attempt(variations) {
    const attempts: Attempt[] = [];
    for (const { how, identifier } of variations) {
      const seen = await probe(identifier);
      const unwell = transcript.exchanges.some(({ n, status }) => seen.exchanges.includes(n) && status >= 500);
      attempts.push({ how, seen, unwell });
    }
    return attempts;
  },
  search: () => connection.sendRequest(protocol.knownSecret),
});
