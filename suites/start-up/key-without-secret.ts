import { anonymous, speaksFor, type BootSettings, type Lab } from '../../harness/index.ts';
import type { KeySeen } from './outcome.ts';

/**
 * With what key a start without the secret signs, seen by its effect: two such starts over the same data, and two with
 * one good secret beside them, which show whether starts share sessions at all.
 */
export const keyWithoutSecret = async ({ open, findKey }: Lab): Promise<KeySeen> => {
  const start = (secret: BootSettings['secret']) => open({ mode: 'production', secret, dataKey: 'key-without-secret' });
  const unseen = { atAnother: 'unknown', sharing: 'unknown', fromSecret: 'unknown', found: null } as const;
  try {
    const [first, second, good] = [await start('unset'), await start('unset'), await start('own')];
    const session = await first.alice.signIn();
    const live = await first.probe(session);
    if (speaksFor(live, 'alice') !== 'yes') return { ...unseen, why: `after sign-in ${live.why}`, sightings: [live] };
    const more = await first.alice.another().signIn();
    const atSecond = await second.probe(session);
    const goodSession = await good.alice.signIn();
    const fromGood = await first.probe(goodSession);
    const shared = speaksFor(atSecond, 'alice') === 'yes' ? atSecond : await (await start('own')).probe(goodSession);
    return {
      atAnother: speaksFor(atSecond, 'alice'),
      sharing: speaksFor(shared, 'alice'),
      fromSecret: speaksFor(fromGood, 'alice'),
      found: findKey([session, more]),
      why: anonymous(shared) === 'yes' ? 'two starts share no sessions' : null,
      sightings: [live, atSecond, fromGood, shared],
    };
  } catch (error) {
    // Where nobody can sign in, that it serves is all that can be said.
    return { ...unseen, why: error instanceof Error ? error.message : String(error), sightings: [] };
  }
};
