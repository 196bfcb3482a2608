import { setTimeout as pause } from 'node:timers/promises';
import { HarnessError } from '../errors.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Exchange } from '../model/exchange.ts';
import { optionsOf } from '../signin/sign-out.ts';
import type { Ground } from './persona.ts';

/** So much earlier than whatever overtakes it: the target has read its head, and who asks, by then. */
const LEAD_MS = 300;

/** A request that was sent and is not answered yet. */
export interface InFlight {
  /** Whether its answer has come. */
  landed(): boolean;
  /** Sends what was held back, and waits for the answer. */
  land(): Promise<Exchange>;
}

/** Sends the request, all of it or half of its body, and returns while it is under way. */
export const setOut = async (
  { slow }: Pick<Ground, 'slow'>,
  client: HttpClient,
  at: number,
  landingPath: string | null,
): Promise<InFlight> => {
  const request = slow[at];
  if (request === undefined) throw new HarnessError('LAB', `there is no slow request ${at}`);
  const { spec, drips } = request;
  const options = await optionsOf(client, spec, landingPath);
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  let landed = false;
  const answer = client.request(spec.method, spec.path, options, drips ? gate : null).finally(() => (landed = true));
  answer.catch(() => undefined); // told by `land`
  await pause(LEAD_MS);
  return {
    landed: () => landed,
    land() {
      open();
      return answer;
    },
  };
};
