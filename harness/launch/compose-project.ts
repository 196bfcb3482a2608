import type Docker from 'dockerode';
import { textOf } from './app-container.ts';
import { lastLines } from './bounded-text.ts';
import { removeContainer, removeVolume } from './docker-objects.ts';

const PROJECT = 'com.docker.compose.project';
const SERVICE = 'com.docker.compose.service';

/** What a compose program made, found by what it notes on each. */
export interface ComposeProject {
  readonly container: (service: string) => Promise<Docker.Container>;
  /** Waits for a service that does its work and ends: throws unless it ends well and in time. */
  readonly completed: (service: string, limitMs: number) => Promise<void>;
  /** Throws with its last lines when a service has ended that should stay. */
  readonly stays: (service: string) => Promise<Docker.ContainerInspectInfo>;
  readonly remove: () => Promise<void>;
}

export const composeProject = (docker: Docker, project: string): ComposeProject => {
  const containers = (...more: string[]): Promise<Docker.ContainerInfo[]> =>
    docker.listContainers({ all: true, filters: { label: [`${PROJECT}=${project}`, ...more] } });
  const container = async (service: string): Promise<Docker.Container> => {
    const [one] = await containers(`${SERVICE}=${service}`);
    if (one !== undefined) return docker.getContainer(one.Id);
    throw new Error(`no container was made for service "${service}"`);
  };
  const ended = async (one: Docker.Container, service: string, how: string): Promise<Error> => {
    const log = textOf(await one.logs({ stdout: true, stderr: true, follow: false }));
    return new Error(`service "${service}" ${how}. Its last lines:\n${lastLines(log)}`);
  };
  return {
    container,
    async completed(service, limitMs) {
      const one = await container(service);
      const end = await Promise.race([
        one.wait() as Promise<{ StatusCode: number }>,
        new Promise<null>((resolve) => setTimeout(resolve, limitMs, null).unref()),
      ]);
      if (end === null) throw await ended(one, service, `did not end within ${String(limitMs / 1000)} s`);
      if (end.StatusCode !== 0) throw await ended(one, service, `ended with code ${String(end.StatusCode)}`);
    },
    async stays(service) {
      const one = await container(service);
      const seen = await one.inspect();
      if (seen.State.Running) return seen;
      throw await ended(one, service, `ended by itself with code ${String(seen.State.ExitCode)}`);
    },
    async remove() {
      await Promise.all((await containers()).map(({ Id }) => removeContainer(docker, Id)));
      const { Volumes } = await docker.listVolumes({ filters: JSON.stringify({ label: [`${PROJECT}=${project}`] }) });
      await Promise.all(Volumes.map(({ Name }) => removeVolume(docker, Name)));
    },
  };
};
