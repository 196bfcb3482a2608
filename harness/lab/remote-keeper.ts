import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { Keeper } from '../http/keeper.ts';
import { toWire } from '../signature/index.ts';
import type { Patience } from './patience.ts';
import * as protocol from './protocol.ts';

/** A check's own: the lab keeps count for all of them. A test's clock stands still while it waits for its turn. */
export const remoteKeeper = (lab: MessageConnection, patience: Pick<Patience, 'during'>): Keeper => ({
  request: () => patience.during(lab.sendRequest(protocol.mayRequest)),
  signIn: () => lab.sendRequest(protocol.maySignIn),
  limited: (answer) => lab.sendRequest(protocol.limited, answer),
  opened: ({ parts, ...session }) => lab.sendRequest(protocol.sessionOpened, { ...session, parts: toWire(parts) }),
  renewed: ({ parts, ...session }) => lab.sendRequest(protocol.sessionRenewed, { ...session, parts: toWire(parts) }),
  closed: (how, parts) => lab.sendRequest(protocol.sessionClosed, { how, parts: toWire(parts) }),
});
