import { connect } from 'node:net';
import { once } from 'node:events';
import {
  createMessageConnection,
  SocketMessageReader,
  SocketMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import { HarnessError } from '../errors.ts';
import { LAB_FAILURE, LAB_PIPE } from './lab-address.ts';

/** A check's line to the lab; what the lab holds for it is given back when it ends. */
export const connectToLab = async (): Promise<MessageConnection & AsyncDisposable> => {
  const pipe = process.env[LAB_PIPE];
  if (pipe === undefined) {
    throw new HarnessError('LAB', process.env[LAB_FAILURE] ?? 'the lab was not started: run the suite with `npx playwright test`');
  }
  const socket = connect(pipe);
  await once(socket, 'connect');
  const connection = createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket));
  connection.onError(() => socket.destroy());
  connection.listen();
  return Object.assign(connection, {
    [Symbol.asyncDispose]: async () => {
      connection.dispose();
      const closed = once(socket, 'close');
      socket.destroy();
      await closed;
    },
  });
};
