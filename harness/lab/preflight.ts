import { messageOf } from '../errors.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import type { Transcript } from '../http/transcript.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Identifier } from '../model/identifier.ts';
import type { TargetDefinition } from '../model/target.ts';
import type { BrowserWay } from './browse.ts';
import { explore, type Calibrators } from './explore.ts';
import type { Preflight } from './protocol.ts';

export type { Calibrators };
export { startPath } from './explore.ts';

/** Before anything was asked. */
export const NOTHING_KNOWN: Preflight = {
  diagnosis: null,
  reachable: false,
  refused: false,
  signIn: null,
  signOut: null,
  oracle: null,
  shape: [],
  tokens: 'any',
  landingPath: null,
  issued: [],
  https: false,
  loopback: false,
  discovered: { signIn: [], oracle: [], identifier: [], signOut: [], cost: { requests: 0, signIns: 0, ms: 0 } },
};

export interface PreflightSeen {
  readonly preflight: Preflight;
  /** Alice's client, whose cookie lines are the specimen. */
  readonly alice: HttpClient | null;
  /** What alice and bob were issued. */
  readonly identifiers: readonly Identifier[];
  /** All that was asked, by whomever. */
  readonly exchanges: readonly Exchange[];
}

/**
 * Finds the way in, the oracle, the identifier and the way out, by effect. Throws nothing: what stands in the way is the
 * diagnosis. Where all is declared it costs two sign-ins and about twenty requests; else at most four and sixty.
 */
export const runPreflight = async (
  definition: TargetDefinition,
  people: Calibrators,
  network: Network,
  transcript: Transcript,
  browser: BrowserWay | null = null,
): Promise<PreflightSeen> => {
  let known: Preflight = {
    ...NOTHING_KNOWN,
    https: network.origin.startsWith('https:'),
    loopback: /^https?:\/\/(localhost|127\.[\d.]+|\[::1\])(:|$)/.test(network.origin),
  };
  const issuedTo: Identifier[] = [];
  const learn = (more: Partial<Preflight>) => {
    known = { ...known, ...more };
  };
  const started = performance.now();
  const costs = () => {
    const requests = transcript.requests + (browser?.requests ?? 0);
    const cost = { requests, signIns: transcript.signIns, ms: Math.round(performance.now() - started) };
    learn({ discovered: { ...known.discovered, cost } });
  };
  try {
    const alice = await explore({ definition, people, network, transcript, browser, learn, issuedTo });
    costs();
    return { preflight: known, alice, identifiers: issuedTo, exchanges: transcript.exchanges };
  } catch (error) {
    costs();
    const diagnosis = transcript.masker.text(messageOf(error));
    return { preflight: { ...known, diagnosis }, alice: null, identifiers: issuedTo, exchanges: [] };
  }
};
