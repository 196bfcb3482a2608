import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { pack } from 'tar-stream';
import { messageOf } from '../errors.ts';
import type { Env } from '../model/target.ts';
import { awaitOutcome } from './await-outcome.ts';
import { BoundedText } from './bounded-text.ts';
import { anotherOf } from './another-of.ts';
import { removeContainer } from './docker-objects.ts';
import type { Instance } from './deploy.ts';
import type { BootOutcome, EndSignal } from './deployment.ts';
import type { Ledger } from './ledger.ts';
import type { Collision } from './on-free-port.ts';

export interface AppStart {
  readonly image: string;
  /** A container that compose made, of which the app is to be another; null: there is none. */
  readonly like: Docker.ContainerInspectInfo | null;
  /** Null: the image's own. */
  readonly command: readonly string[] | null;
  readonly env: Env;
  /** The port inside the container, and the one on this machine's loopback. */
  readonly containerPort: number;
  readonly port: number;
  /** Null: the engine's own bridge. */
  readonly network: string | null;
  /** Put into it before it starts; whoever the app runs as may read it. */
  readonly file: { readonly path: string; readonly content: string } | null;
  readonly binds: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly readyPath: string;
  readonly patienceMs: number;
}

const COLLISION = /port is already allocated|address already in use/i;
const GRACE_S = 3;
const HEADER = 8;

// The engine wraps each piece of output in a header whose last four bytes say how long it is.
export const textOf = (framed: Buffer): string => {
  const text = new BoundedText();
  for (let at = 0; at + HEADER <= framed.length;) {
    const length = framed.readUInt32BE(at + 4);
    text.append(framed.subarray(at + HEADER, at + HEADER + length));
    at += HEADER + length;
  }
  return text.toString();
};

const create = (docker: Docker, start: AppStart): Promise<Docker.Container> => {
  if (start.like !== null) return docker.createContainer(anotherOf(start.like, start));
  const inside = `${String(start.containerPort)}/tcp`;
  return docker.createContainer({
    Image: start.image,
    ...(start.command === null ? {} : { Cmd: [...start.command] }),
    // A name without a value takes a variable of the image away.
    Env: Object.entries(start.env).map(([name, value]) => (value === undefined ? name : `${name}=${value}`)),
    ExposedPorts: { [inside]: {} },
    Labels: { ...start.labels },
    HostConfig: {
      Init: true,
      RestartPolicy: { Name: 'no' },
      ...(start.network === null ? {} : { NetworkMode: start.network }),
      Binds: [...start.binds],
      PortBindings: { [inside]: [{ HostIp: '127.0.0.1', HostPort: String(start.port) }] },
    },
  });
};

const putFile = async (container: Docker.Container, file: NonNullable<AppStart['file']>): Promise<void> => {
  const archive = pack();
  archive.entry({ name: file.path.slice(1), mode: 0o444 }, file.content);
  archive.finalize();
  // The stream of the package is an old one, which the engine's client does not end.
  await container.putArchive(new Readable().wrap(archive), { path: '/' });
};

/**
 * Starts the app and waits for how that ends. Not by testcontainers, which removes a container that does not get ready:
 * the exit code and the output of a start that refuses are what the start-up chapter judges.
 */
export const startApp = async (docker: Docker, ledger: Ledger, start: AppStart): Promise<Instance | Collision> => {
  const container = await create(docker, start);
  const entry = { kind: 'container', id: container.id } as const;
  ledger.add(entry);
  const discard = async (): Promise<void> => {
    await removeContainer(docker, container.id);
    ledger.remove(entry);
  };

  try {
    if (start.file !== null) await putFile(container, start.file);
    await container.start();
  } catch (thrown) {
    await discard();
    if (COLLISION.test(messageOf(thrown))) return { collided: messageOf(thrown) };
    throw thrown;
  }
  const read = async (): Promise<string> => textOf(await container.logs({ stdout: true, stderr: true, follow: false }));
  const awaitStart = (): Promise<BootOutcome> => {
    const exited = container.wait().then(({ StatusCode }: { StatusCode: number }) => StatusCode);
    exited.catch(() => undefined); // the engine may go away long after anybody waits for it
    return awaitOutcome({ ...start, path: start.readyPath, exited });
  };

  let stopped: string | null = null;
  try {
    let outcome = await awaitStart();
    if (outcome.kind === 'exits') refuseMissingCommand(await read());
    const end = async (signal: EndSignal): Promise<void> => {
      if (!(await running(container))) return;
      if (signal === 'SIGTERM') await container.stop({ t: GRACE_S }).catch(ignoreStopped);
      else await container.kill({ signal });
    };
    return {
      port: start.port,
      get outcome() {
        return outcome;
      },
      output: async () => stopped ?? (await read()),
      running: () => running(container),
      async stop(signal = 'SIGTERM') {
        await end(signal);
        stopped = await read();
        await discard();
      },
      async again(signal) {
        await end(signal);
        await container.wait();
        await container.start();
        outcome = await awaitStart();
      },
      discard,
    };
  } catch (thrown) {
    await discard();
    throw thrown;
  }
};

const running = async (container: Docker.Container): Promise<boolean> => (await container.inspect()).State.Running;

// The init of the engine says so when there is no such command. That is no start that the app refused.
const refuseMissingCommand = (output: string): void => {
  const said = /^\[FATAL tini .*$/m.exec(output);
  if (said !== null) throw new Error(said[0]);
};

// It ended by itself in the meantime.
const ignoreStopped = (thrown: unknown): void => {
  if ((thrown as { statusCode?: number }).statusCode !== 304) throw thrown;
};
