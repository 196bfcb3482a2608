import type Docker from 'dockerode';
import type { Env } from '../model/target.ts';
import type { AppStart } from './app-container.ts';

/** The environment of a container with some of it set otherwise; a name without a value takes one of the image away. */
const envOver = (given: readonly string[], over: Env): string[] => {
  const kept = given.filter((line) => !Object.hasOwn(over, line.split('=')[0] ?? ''));
  return [...kept, ...Object.entries(over).map(([name, value]) => (value === undefined ? name : `${name}=${value}`))];
};

/**
 * Another container like this one: the same image, command, user, volumes and whatever else its owner asked for, with
 * settings, a port of this machine and labels of its own. It is not restarted, and its health is asked for by us alone.
 */
export const anotherOf = (
  { Id, Config, HostConfig }: Docker.ContainerInspectInfo,
  start: Omit<AppStart, 'image' | 'like' | 'readyPath' | 'patienceMs'>,
): Docker.ContainerCreateOptions => {
  const inside = `${String(start.containerPort)}/tcp`;
  // What compose notes on its own containers would make another one its own.
  const theirs = Object.entries(Config.Labels).filter(([name]) => !name.startsWith('com.docker.compose.'));
  // A name that nobody chose is the beginning of the first container's id.
  const { Hostname, ...config } = Config;
  return {
    ...config,
    ...(Id.startsWith(Hostname) ? {} : { Hostname }),
    ...(start.command === null ? {} : { Cmd: [...start.command] }),
    Env: envOver(Config.Env ?? [], start.env),
    Tty: false,
    Healthcheck: { Test: ['NONE'] },
    ExposedPorts: { ...Config.ExposedPorts, [inside]: {} },
    Labels: { ...Object.fromEntries(theirs), ...start.labels },
    HostConfig: {
      ...HostConfig,
      RestartPolicy: { Name: 'no' },
      Binds: [...((HostConfig.Binds as string[] | null) ?? []), ...start.binds],
      PortBindings: { [inside]: [{ HostIp: '127.0.0.1', HostPort: String(start.port) }] },
    },
  };
};
