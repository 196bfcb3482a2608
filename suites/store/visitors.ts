import type { Answered, FaultyWorld, Identifier, Lab } from '../../harness/index.ts';

/** Somebody who comes while the store is out. */
export interface Visitor {
  readonly who: string;
  /** Whose identifier it is; null where nobody may be known by it. */
  readonly owner: 'alice' | 'bob' | null;
  readonly identifier: Identifier | null;
}
export type Visit = Visitor & { readonly asked: Answered };

/**
 * All who could be let in: strangers, forgers, one who has signed out, and people with sessions of their own. `good`: how
 * alice's sign-in was answered.
 */
export const visitors = async (world: FaultyWorld, { signAnew, target }: Pick<Lab, 'signAnew' | 'target'>) => {
  // First the one that ends: where people may have one session at a time, the later sign-in ends the earlier.
  const leaver = world.alice.another();
  const ended = (await world.signOutRequest()) === null ? null : await leaver.signIn();
  if (ended !== null) await leaver.signOut();
  const session = await world.alice.signIn();
  const forged = session.forged();
  const signed = await signAnew(session, forged);
  const bobs = target.missing.includes('secondAccount') ? null : await world.bob.signIn();
  const everybody: readonly Visitor[] = [
    { who: 'a stranger', owner: null, identifier: null },
    { who: 'a forged identifier', owner: null, identifier: forged },
    ...(signed === null ? [] : [{ who: 'one that is rightly signed', owner: null, identifier: signed }]),
    ...(ended === null ? [] : [{ who: 'one that has ended', owner: null, identifier: ended }]),
    ...(bobs === null ? [] : [{ who: "bob's identifier", owner: 'bob' as const, identifier: bobs }]),
    { who: "alice's identifier", owner: 'alice' as const, identifier: session },
  ];
  return { session, good: world.alice.answer, everybody };
};

/** All of them at once. */
export const visitAll = (world: FaultyWorld, all: readonly Visitor[]): Promise<readonly Visit[]> =>
  Promise.all(all.map(async (visitor) => ({ ...visitor, asked: await world.ask(visitor.identifier) })));
