import type Docker from 'dockerode';
import { HarnessError, messageOf } from '../errors.ts';
import { packContext } from './build-context.ts';
import { contentHash } from './content-hash.ts';
import { basesOf, type BuildContext } from './dockerfile.ts';
import { ensureImage, findImage, follow } from './image.ts';

// A step that installs packages may say nothing for long.
const SILENCE_MS = 180_000;

const run = async (docker: Docker, context: BuildContext, tag: string): Promise<void> => {
  const progress = await docker.buildImage(packContext(context), {
    t: tag,
    dockerfile: context.dockerfile,
    rm: true,
    forcerm: true,
    version: '1',
    networkmode: 'host', // a package registry that this machine reaches is reached from the build too
    labels: { 'sessionspec.image': '1' },
  });
  await follow(docker, progress, SILENCE_MS);
};

const build = async (docker: Docker, target: string, context: BuildContext): Promise<string> => {
  const tag = `sessionspec/${target.toLowerCase()}:${contentHash(context)}`;
  if ((await findImage(docker, tag)) !== null) return tag;
  await Promise.all(basesOf(context).map((base) => ensureImage(docker, base)));
  try {
    await run(docker, context, tag);
  } catch (thrown) {
    throw new HarnessError(
      'LAUNCH',
      `The image of target "${target}" could not be built from "${context.dockerfile}" in "${context.folder}": ` +
        `${messageOf(thrown)}\nTry \`docker build -f ${context.dockerfile} .\` there, or launch as a process (LAUNCH=process).`,
      { cause: thrown },
    );
  }
  return tag;
};

const building = new Map<string, Promise<string>>();

/** The tag of the target's image, built at most once a run; its content is in the tag, so that later runs find it. */
export const builtImage = async (docker: Docker, target: string, context: BuildContext): Promise<string> => {
  const key = `${target} ${context.folder} ${context.dockerfile}`;
  const built = building.get(key) ?? build(docker, target, context);
  building.set(key, built);
  try {
    return await built;
  } catch (thrown) {
    building.delete(key);
    throw thrown;
  }
};
