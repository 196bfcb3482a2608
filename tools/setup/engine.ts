import type Docker from 'dockerode';
import { setTimeout as wait } from 'node:timers/promises';
import { askEngine, hasEngine } from '../../harness/launch/engine.ts';
import { ensureImage } from '../../harness/launch/image.ts';
import { messageOf } from '../../harness/errors.ts';
import { say } from './say.ts';

const advice: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'install Docker (on Debian and Ubuntu: `apt-get install docker.io`) and start it',
  darwin: 'install Docker Desktop or colima and start it',
  win32: 'install Docker Desktop and start it',
};

// The reaper removes what a run that was killed leaves behind. Without it the next run does, so it may be missing.
const fetchReaper = async (docker: Docker): Promise<string | null> => {
  if (process.env['TESTCONTAINERS_RYUK_DISABLED'] !== undefined) return null;
  if ((await docker.listImages({ filters: { reference: ['testcontainers/ryuk'] } })).length > 0) return null;
  const { getReaperImage } = await import('testcontainers/build/reaper/reaper.js');
  const name = getReaperImage();
  const fetched = await Promise.race([
    ensureImage(docker, name).then(
      () => true,
      () => false,
    ),
    wait(20_000, false, { ref: false }),
  ]);
  return fetched ? `${name} pulled` : `${name} cannot be pulled: the next run will remove what a killed run leaves`;
};

const launchers = (engine: boolean): string => {
  const wish = process.env['LAUNCH'] || 'auto';
  if (wish === 'process') return 'targets run as processes, LAUNCH says so';
  if (wish === 'compose') return 'targets run by the compose program, LAUNCH says so';
  if (engine) {
    return wish === 'container'
      ? 'targets run in containers, LAUNCH says so'
      : 'targets run in containers when their images are here or can be pulled, else as processes';
  }
  return wish === 'container'
    ? 'LAUNCH asks for containers, which cannot be had: unset it to run targets as processes'
    : 'targets run as processes; checks that need a container will be not-tested';
};

/** Says whether a Docker engine answers, and so how targets will be launched. */
export const setUpEngine = async (): Promise<void> => {
  try {
    const answer = await askEngine();
    if (hasEngine(answer)) {
      say('engine', `${answer.version} answers`);
      const reaper = await fetchReaper(answer.docker);
      if (reaper !== null) say('reaper', reaper);
    } else {
      const how = advice[process.platform] ?? 'install Docker and start it';
      say('engine', `${answer.missing}. To have one, ${how}`);
    }
    say('launcher', launchers(hasEngine(answer)));
  } catch (error) {
    say('engine', messageOf(error));
  }
};
