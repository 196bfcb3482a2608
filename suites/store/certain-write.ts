import { control, type Statement, type TimedWorld } from '../../harness/index.ts';
import { added, snapshot, untouched, type Snapshot } from './records.ts';

/** Something that certainly writes, and whether it was seen where her session is kept. */
export interface CertainWrite {
  readonly what: string;
  readonly seen: boolean;
}

/** Whether one of these is gone, or holds something else. */
export const isOther = (mine: Snapshot, after: Snapshot): boolean => untouched(mine, after).length < mine.length;

/** Whether that is so, or another stands beside them. */
export const isOtherOrMore = (mine: Snapshot, before: Snapshot, after: Snapshot): boolean =>
  isOther(mine, after) || added(before, after).some(({ place }) => mine.some((one) => one.place === place));

type Acting = Pick<TimedWorld, 'alice' | 'stored' | 'signOutRequest'>;

/** The request that is declared for it; else her sign-out, and where that leaves all as it was, another sign-in. */
export const writeForCertain = async (
  { alice, stored, signOutRequest }: Acting,
  mine: Snapshot,
  before: Snapshot,
): Promise<CertainWrite> => {
  const look = async () => snapshot(await stored());
  if ((await alice.fill()) === true)
    return { what: 'a request that changes the session', seen: isOther(mine, await look()) };
  if ((await signOutRequest()) !== null) {
    await alice.signOut();
    if (isOther(mine, await look())) return { what: 'her sign-out', seen: true };
  }
  await alice.signIn();
  return { what: 'another sign-in', seen: isOtherOrMore(mine, before, await look()) };
};

export const isSeen = ({ what, seen }: CertainWrite): Statement => control(`${what} is seen as a write`, seen);
