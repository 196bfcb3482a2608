import { connect } from 'node:net';
import { once } from 'node:events';
import {
  createMessageConnection,
  SocketMessageReader,
  SocketMessageWriter,
  ResponseError,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import { HarnessError, type HarnessErrorCode } from '../errors.ts';
import { LAB_FAILURE, LAB_PIPE } from './lab-address.ts';

/** A check's line to the lab; what the lab holds for it is given back when it ends. */
export const connectToLab = async (): Promise<MessageConnection & AsyncDisposable> => {
  const pipe = process.env[LAB_PIPE];
  if (pipe === undefined) {
    throw new HarnessError(
      'LAB',
      process.env[LAB_FAILURE] ?? 'the lab was not started: run the suite with `npx playwright test`',
    );
  }
  const socket = connect(pipe);
  await once(socket, 'connect');
  const connection = createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket));
  connection.onError(() => socket.destroy());
  connection.listen();
  const send = connection.sendRequest.bind(connection) as (...given: unknown[]) => Promise<unknown>;
  return Object.assign(connection, {
    // What the lab could not do is a HarnessError here as it was there.
    sendRequest: (async (...given: unknown[]) => {
      try {
        return await send(...given);
      } catch (error) {
        if (!(error instanceof ResponseError)) throw error;
        throw new HarnessError((error.data ?? 'LAB') as HarnessErrorCode, error.message);
      }
    }) as MessageConnection['sendRequest'],
    [Symbol.asyncDispose]: async () => {
      connection.dispose();
      const closed = once(socket, 'close');
      socket.destroy();
      await closed;
    },
  });
};
