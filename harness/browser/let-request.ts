import { setTimeout as pause } from 'node:timers/promises';
import { HarnessError, messageOf } from '../errors.ts';
import type { Arrival, Reply, Twin } from './twin.ts';
import { reason, within } from './within.ts';

export interface RequestMaker {
  readonly reply: Reply;
  /** Makes the browser send a request with this query. */
  readonly make: (query: string) => Promise<unknown>;
  /** Puts the page back where it was, after an attempt that may have left an error page. */
  readonly mend?: () => Promise<unknown>;
}

/** "No content" makes a browser give up a navigation; that is no failure. */
const unlessNoContent = (error: unknown): void => {
  if (!reason(error).includes('net::ERR_ABORTED')) throw error;
};

/**
 * Lets the browser make one request, and waits until it reached the twin and the browser has dealt with the answer.
 * More than one attempt, since Chromium fails what is under way when any network interface comes or goes
 * (ERR_NETWORK_CHANGED; a container that starts is enough), and on a busy machine may drop a form's navigation.
 */
export const letRequest = async (twin: Twin, { reply, make, mend }: RequestMaker): Promise<Arrival> => {
  let last: unknown;
  for (const patience of [2_000, 2_000, 3_000, 3_000]) {
    const awaited = twin.expect(reply);
    try {
      const made = make(awaited.query).catch(unlessNoContent);
      const [arrival] = await within('a request', Promise.all([awaited.arrival, made]), patience);
      return arrival;
    } catch (error) {
      last = error;
      await pause(200);
      await mend?.().catch(() => undefined);
    } finally {
      twin.forget(awaited);
    }
  }
  throw new HarnessError('BROWSER', `no request of the browser reached its loopback twin: ${messageOf(last)}`);
};
