import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { Transcript } from '../http/transcript.ts';
import type { Identifier } from '../model/identifier.ts';
import type { Sighting } from '../model/subject.ts';
import { alterations, readParts, signedLooking, signedWithRandomKey, withoutSignature } from '../signature/index.ts';
import type { Variation } from '../signature/index.ts';
import * as protocol from './protocol.ts';
import type { SecretSearch } from './secret-search.ts';

/** What an identifier is by its structure. Holds no value. */
export interface SignatureSeen {
  /** Names of the formats that fit. */
  readonly formats: readonly string[];
  /** A part has the look of something signed, in no format that is known. */
  readonly unknownFormat: boolean;
}

/** What became of an identifier that was never issued. */
export interface Attempt {
  readonly how: string;
  readonly seen: Sighting;
  /** Answered by an error of the server's: neither accepted nor refused. */
  readonly unwell: boolean;
}

/** Signed values as checks may use them: made here, presented by their makers, never shown. */
export interface SignatureView {
  read(identifier: Identifier): SignatureSeen;
  /** At most so many identifiers whose decoded bytes differ from what was issued; of opaque ones, whose text does. */
  alterations(identifier: Identifier, max: number): readonly Variation[];
  /** Without the signature; none where no part is known to be signed. */
  withoutSignature(identifier: Identifier): readonly Variation[];
  signedWithRandomKey(identifier: Identifier): readonly Variation[];
  /** Presents each and tells for whom it spoke. */
  attempt(variations: readonly Variation[]): Promise<readonly Attempt[]>;
  /** Looks for the secret behind the identifiers that preflight was issued. No traffic to the target. */
  search(): Promise<SecretSearch>;
}

export const signatureView = (
  connection: MessageConnection,
  transcript: Transcript,
  probe: (identifier: Identifier) => Promise<Sighting>,
): SignatureView => ({
  read: (identifier) => ({
    formats: [...new Set(readParts(identifier).flatMap(({ readings }) => readings.slice(0, 1).map(String)))],
    unknownFormat: signedLooking(identifier),
  }),
  alterations,
  withoutSignature,
  signedWithRandomKey,
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
