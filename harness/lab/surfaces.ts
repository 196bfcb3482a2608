import { present } from '../http/http-client.ts';
import type { Identifier } from '../model/identifier.ts';
import type { RequestSpec } from '../model/target.ts';
import type { Sighting } from '../model/subject.ts';
import { asking, calibrate, sampleOf, sight, type Sample } from '../signin/oracle.ts';
import type { Ground } from './persona.ts';

/** One more place that accepts the session. */
export interface Surface {
  readonly name: string;
  /** Unclear always, where it answers alice as it answers a stranger. */
  probe(identifier: Identifier): Promise<Sighting>;
}

/** Each declared surface with an oracle of its own: two answers to a live session of alice's, two to a stranger. */
export const learnSurfaces = (ground: Ground, live: Identifier): Promise<readonly Surface[]> =>
  Promise.all(ground.surfaces.map((surface) => learn(ground, surface, live)));

const learn = async (
  { network, names }: Ground,
  { method, path, json }: RequestSpec,
  live: Identifier,
): Promise<Surface> => {
  const request = { method, path, json };
  const ask = async (identifier: Identifier | null): Promise<Sample[]> => {
    const answers = [await present(network, identifier, request), await present(network, identifier, request)];
    return answers.map((exchange) => sampleOf(exchange, names));
  };
  const oracle = calibrate(request, { anonymous: await ask(null), alice: await ask(live), bob: [] });
  const name = asking(request);
  return {
    name,
    async probe(identifier) {
      const exchange = await present(network, identifier, request);
      if (oracle !== null) return sight(exchange, oracle, names, null);
      return { subject: 'unclear', why: `${name} answers alice as it answers a stranger`, exchanges: [exchange.n] };
    },
  };
};
