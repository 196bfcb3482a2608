import type { BootRequest, Deployment, Launcher } from './deployment.ts';
import { deploy, type Home } from './deploy.ts';

/** What deployments keep their data in: a folder, or services on a network; and the clock all of it runs under. */
export interface Store {
  close(): Promise<void>;
}

export interface LauncherParts<Kept extends Store> {
  readonly kind: 'container' | 'compose' | 'process';
  /** Requests with the same key share a store. Null: one of its own, closed with the deployment. */
  readonly storeKey: (request: BootRequest) => string | null;
  readonly openStore: (request: BootRequest) => Promise<Kept>;
  readonly settle: (request: BootRequest, store: Kept) => Promise<Omit<Home, 'close'>>;
}

export const makeLauncher = <Kept extends Store>(parts: LauncherParts<Kept>): Launcher => {
  const shared = new Map<string, Promise<Kept>>();
  const deployments = new Set<Deployment>();

  const share = async (key: string, request: BootRequest): Promise<Kept> => {
    const store = shared.get(key) ?? parts.openStore(request);
    shared.set(key, store);
    try {
      return await store;
    } catch (thrown) {
      if (shared.get(key) === store) shared.delete(key); // the next boot may have better luck
      throw thrown;
    }
  };

  const boot = async (request: BootRequest): Promise<Deployment> => {
    const key = parts.storeKey(request);
    const store = await (key === null ? parts.openStore(request) : share(key, request));
    const leave = async (): Promise<void> => (key === null ? store.close() : undefined);
    let home: Omit<Home, 'close'>;
    try {
      home = await parts.settle(request, store);
    } catch (thrown) {
      await leave();
      throw thrown;
    }
    let deployment: Deployment | null = null;
    const forget = async (): Promise<void> => {
      if (deployment !== null) deployments.delete(deployment);
      await leave();
    };
    deployment = await deploy(request, { ...home, close: forget });
    deployments.add(deployment);
    return deployment;
  };

  const close = async (): Promise<void> => {
    await Promise.all([...deployments].map((deployment) => deployment[Symbol.asyncDispose]()));
    const stores = await Promise.allSettled(shared.values());
    shared.clear();
    await Promise.all(stores.filter((store) => store.status === 'fulfilled').map(({ value }) => value.close()));
  };
  return { kind: parts.kind, boot, close, [Symbol.asyncDispose]: close };
};
