import {
  alike,
  anonymous,
  speaksFor,
  type Answered,
  type Exchange,
  type Facts,
  type FaultKind,
  type FaultyWorld,
  type Identifier,
  type Sighting,
  type Truth,
  type World,
} from '../../harness/index.ts';

/** Faults that take no number, in the order in which they are caused: what may cost the records comes last. */
export const OUTAGES = ['cut', 'paused', 'stopped'] as const satisfies readonly FaultKind[];
export type Outage = (typeof OUTAGES)[number];

const WORDS: Readonly<Record<Outage, string>> = {
  cut: 'while the way to the store is cut',
  paused: 'while the store hangs',
  stopped: 'while the store is stopped',
};
export const during = (outage: Outage): string => WORDS[outage];

/** Why the checks of an outage do not concern a target; null when they do. */
export const withoutServices = ({ services }: Facts): string | null =>
  services.length > 0 ? null : 'it declares no service beside it that could fail: what it keeps, it keeps itself';

/** Said where every outage passed without a trace. */
export const UNTOUCHED =
  'while its services are out people are known, and sign in, as ever: its sessions are not kept there';

/** Records that outlive an outage are there again at once; a client may wait a little before it tries anew. */
export const RECOVERY_MS = 30_000;

/** Nobody got anything that is not theirs: a stranger, or `owner` where it is their own identifier, or an error. */
export const closed = ({ answer, sighting }: Answered, owner: 'alice' | 'bob' | null): Truth => {
  if (anonymous(sighting) === 'yes') return 'yes';
  if (sighting.subject === 'unclear') return answer.status === 0 || answer.status >= 500 ? 'yes' : 'unknown';
  return owner !== null && speaksFor(sighting, owner) === 'yes' ? 'yes' : 'no';
};

/** A sign-in that may not come to an end; null where there was not even a form to fill in. */
export const attempt = (person: World['alice']): Promise<Identifier | null> => person.signIn().catch(() => null);

const unclear = (why: string): Sighting => ({ subject: 'unclear', why, exchanges: [] });

/** One more sign-in of alice's, that is answered as the `good` one was; unclear where it is not, whatever it brought. */
export const signsIn = async (
  { alice, probe }: Pick<World, 'alice' | 'probe'>,
  good: Exchange | null,
): Promise<Sighting> => {
  const person = alice.another();
  const identifier = await attempt(person);
  if (identifier === null) return unclear('there was no sign-in form to fill in');
  // By itself the session shows little: an app that is beside itself may take anything for alice's.
  if (good !== null && (person.answer?.status === 0 || alike(person.answer, good) === 'no'))
    return unclear(`the sign-in was answered ${person.answer?.status ?? 'with nothing'}`);
  return probe(identifier);
};

const ENDED: Recovery = { sighting: unclear('the app has ended'), afterMs: 0 };

/** Signs alice in anew until that works, or 30 s are over. */
export const signsInAgain = async (world: FaultyWorld, good: Exchange | null): Promise<Recovery> => {
  if (!(await world.running())) return ENDED;
  const { seen, afterMs } = await world.until(
    () => signsIn(world, good),
    (one) => speaksFor(one, 'alice') === 'yes',
    RECOVERY_MS,
  );
  return { sighting: seen, afterMs };
};
export interface Recovery {
  readonly sighting: Sighting;
  /** Milliseconds after the outage. */
  readonly afterMs: number;
}

/** Asks for a session until somebody is known again, or nobody for sure, or 30 s are over. */
export const isKnownAgain = async ({ probe, until, running }: FaultyWorld, session: Identifier): Promise<Recovery> => {
  if (!(await running())) return ENDED;
  const { seen, afterMs } = await until(
    () => probe(session),
    (one) => one.subject !== 'unclear',
    RECOVERY_MS,
  );
  return { sighting: seen, afterMs };
};
