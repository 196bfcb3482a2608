import { HarnessError } from '../errors.ts';
import type { Instance, PortWish } from './deploy.ts';
import { freePort } from './free-port.ts';

const TRIES = 3;

/** What a start says that found its port taken, and the lines that show it. */
export interface Collision {
  readonly collided: string;
}

/** Another program may take a free port before the app does: tries again, on another port unless it must stay. */
export const onFreePort = async (
  what: string,
  { preferred, stay }: PortWish,
  start: (port: number) => Promise<Instance | Collision>,
): Promise<Instance> => {
  let port = preferred ?? (await freePort());
  for (let tries = 1; ; tries++) {
    const started = await start(port);
    if (!('collided' in started)) return started;
    if (tries === TRIES) {
      throw new HarnessError(
        'LAUNCH',
        `${what} found its port taken ${String(TRIES)} times, last ${String(port)}. Its last lines:\n${started.collided}\n` +
          'If it listens on a port of its own choosing, let it take the one in PORT; else end what listens there.',
      );
    }
    if (!stay) port = await freePort();
  }
};
