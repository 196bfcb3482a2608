import type Docker from 'dockerode';
import { HarnessError, messageOf } from '../errors.ts';
import { lastLines } from './bounded-text.ts';

export interface LocalImage {
  readonly id: string;
  readonly env: readonly string[];
  /** As the engine names it: `amd64`, `arm64`. */
  readonly architecture: string;
}

/** The image of that name on this machine; null when it is not here. */
export const findImage = async (docker: Docker, name: string): Promise<LocalImage | null> => {
  try {
    const { Id, Config, Architecture } = await docker.getImage(name).inspect();
    return { id: Id, env: Config.Env ?? [], architecture: Architecture };
  } catch (thrown) {
    if ((thrown as { statusCode?: number }).statusCode === 404) return null;
    throw thrown;
  }
};

interface Progress {
  readonly stream?: string;
  readonly status?: string;
  readonly error?: string;
}

/** Reads an engine's progress to its end; gives up when nothing comes for `silenceMs`. Returns what it said. */
export const follow = (docker: Docker, progress: NodeJS.ReadableStream, silenceMs: number): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string): void => reject(new Error(`${why}\n${lastLines(said)}`));
    const giveUp = (): void => {
      (progress as NodeJS.ReadableStream & { destroy(): void }).destroy();
      fail(`nothing came for ${String(silenceMs / 1000)} s`);
    };
    const silence = setTimeout(giveUp, silenceMs);
    let failed: string | null = null; // told in the stream, which then ends as if all were well
    const finished = (thrown: Error | null): void => {
      clearTimeout(silence);
      failed ??= thrown === null ? null : messageOf(thrown).trim();
      if (failed === null) resolve(said);
      else fail(failed);
    };
    docker.modem.followProgress(progress, finished, ({ stream, status, error }: Progress) => {
      silence.refresh();
      failed = error ?? failed;
      said = `${said}${stream ?? (status === undefined ? '' : `${status}\n`)}`.slice(-8_192);
    });
  });

// A download that moves may take its time; one that is silent has no registry at the other end.
const SILENCE_MS = 20_000;

const pull = async (docker: Docker, name: string): Promise<void> => {
  const tagged = /[:@][^/]+$/.test(name) ? name : `${name}:latest`;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`no answer within ${String(SILENCE_MS / 1000)} s`)), SILENCE_MS);
  try {
    const progress = await docker.pull(tagged, { abortSignal: late.signal });
    clearTimeout(timer);
    await follow(docker, progress, SILENCE_MS);
  } finally {
    clearTimeout(timer);
  }
};

const fetching = new Map<string, Promise<LocalImage>>();

const fetchImage = async (docker: Docker, name: string): Promise<LocalImage> => {
  const here = await findImage(docker, name);
  if (here !== null) return here;
  let seen = 'the pull ended and it is still not here';
  try {
    await pull(docker, name);
    const pulled = await findImage(docker, name);
    if (pulled !== null) return pulled;
  } catch (thrown) {
    seen = messageOf(thrown);
  }
  throw new HarnessError(
    'LAUNCH',
    `Image "${name}" is not on this machine and could not be pulled: ${seen}\n` +
      `Run \`docker pull ${name}\`, or build or import an image of that name, or launch as a process (LAUNCH=process).`,
  );
};

/** The image, pulled when it is not here. One pull at a time for each name; a failed one is tried again by the next boot. */
export const ensureImage = async (docker: Docker, name: string): Promise<LocalImage> => {
  const fetched = fetching.get(name) ?? fetchImage(docker, name);
  fetching.set(name, fetched);
  try {
    return await fetched;
  } catch (thrown) {
    fetching.delete(name);
    throw thrown;
  }
};
