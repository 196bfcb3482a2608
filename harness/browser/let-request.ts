import { HarnessError } from '../errors.ts';
import type { Arrival, Reply, Twin } from './twin.ts';
import { reason, within } from './within.ts';

/** Lets the browser make one request, and waits until it reached the twin and the browser has dealt with the answer. */
export const letRequest = async (
  twin: Twin,
  reply: Reply,
  make: (query: string) => Promise<unknown>,
): Promise<Arrival> => {
  const awaited = twin.expect(reply);
  // "No content" makes a browser give up a navigation, so its failure alone says nothing: what arrives counts.
  const made = make(awaited.query).then(() => 'it was not made', reason);
  try {
    const arrival = await within('a request', awaited.arrival, 5_000);
    await within('dealing with an answer', made);
    return arrival;
  } catch {
    const why = await within('a request', made);
    throw new HarnessError('BROWSER', `a request of the browser did not reach its loopback twin: ${why}`);
  } finally {
    twin.forget(awaited);
  }
};
