import { HarnessError } from '../errors.ts';
import { present, type HttpClient } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Identifier, IdentifierShape } from '../model/identifier.ts';
import { findCarriers } from '../signin/carriers.ts';
import { isRecognised, whole, type FoundOracle } from '../signin/find-oracle.ts';
import type { Candidate } from '../signin/oracle-candidates.ts';
import { asking, calibrate, isSignedIn, sampleOf, sight, type Names, type Oracle } from '../signin/oracle.ts';

/** A candidate that knew somebody, with the client of whom it was asked. */
export interface Promising {
  readonly found: FoundOracle<Candidate>;
  readonly client: HttpClient;
}
export interface Judged {
  readonly question: Candidate;
  readonly oracle: Oracle;
  readonly shape: IdentifierShape;
  /** Somebody signed in, whose cookie lines are the specimen. */
  readonly client: HttpClient;
}

/** The first that tells people apart, else the first that tells a stranger; or what was wrong with the first. */
export const judgeCandidates = async (
  network: Network,
  names: Names,
  promising: AsyncIterable<Promising>,
  /** Signs the second person in on first use; null where there is none. */
  bob: (() => Promise<HttpClient>) | null,
): Promise<{ readonly best: Judged | null; readonly failure: HarnessError | null }> => {
  let best: Judged | null = null;
  let failure: HarnessError | null = null;
  for await (const { found, client } of promising) {
    const { question, held, oracle: known, samples } = found;
    const read = (exchange: Exchange) => sampleOf(exchange, names);
    const shape = await findCarriers(held, (some) => isRecognised(network, known, names, some));
    if (shape.length === 0) {
      failure ??= new HarnessError(
        'SIGN_IN',
        `what the client holds after sign-in (${whole(held).toString()}) is not recognised when presented again: ` +
          'a session bound to the connection or to a script cannot be judged yet',
      );
      continue;
    }
    // A forged identifier is a stranger too, though some targets answer it in other words.
    const forged = await ask(network, client.identifier(shape, question.path).forged(), question, 1);
    let full = samples;
    if (bob !== null && samples.bob.length === 0) {
      const his = await ask(network, (await bob()).identifier(shape, question.path), question, 2);
      full = { ...samples, bob: his.map(read) };
    }
    const oracle =
      calibrate(question, { ...full, anonymous: [...samples.anonymous, ...forged.map(read)] }) ??
      calibrate(question, full);
    if (oracle === null) {
      failure ??=
        bob === null
          ? stopped(question)
          : bobIsNot(
              question,
              full.bob.map(({ key }) => key),
            );
      continue;
    }
    // An oracle that takes a made-up identifier for a person tells only that something was presented.
    if (forged.some((exchange) => isSignedIn(sight(exchange, oracle, names, null)))) continue;
    const tellsApart = bob === null || (oracle.aliceWords.length > 0 && oracle.bobWords.length > 0);
    if (best === null || tellsApart) best = { question, oracle, shape, client };
    if (tellsApart) break;
  }
  return { best, failure };
};

export const ask = async (
  network: Network,
  identifier: Identifier | null,
  request: Parameters<typeof present>[2],
  times: number,
): Promise<Exchange[]> => {
  const answers: Exchange[] = [];
  for (let count = 0; count < times; count += 1) answers.push(await present(network, identifier, request));
  return answers;
};

const stopped = (question: Candidate): HarnessError =>
  new HarnessError('SIGN_IN', `${asking(question)} stopped telling alice from a stranger`);

const bobIsNot = (question: Candidate, answers: readonly string[]): HarnessError =>
  new HarnessError(
    'SIGN_IN',
    `bob could not sign in as alice could: ${asking(question)} answered him ${answers.join(', ')}; ` +
      'check the second account (TARGET_USERNAME_2, TARGET_PASSWORD_2, or `people.bob`)',
  );
