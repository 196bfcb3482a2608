import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { messageOf } from '../errors.ts';

/** A Docker engine that answered. */
export interface Engine {
  readonly docker: Docker;
  /** Such as `docker 20.10.24`. */
  readonly version: string;
  /** Where it answers, as DOCKER_HOST says it. */
  readonly address: string;
}

/** An engine, or why there is none, as half a sentence. */
export type EngineAnswer = Engine | { readonly missing: string };

export const hasEngine = (answer: EngineAnswer): answer is Engine => 'docker' in answer;

const LIMIT_MS = 3_000;

const DEFAULT_SOCKET = '/var/run/docker.sock';

// Where engines, rootless ones and desktop ones put their socket. testcontainers is pointed at the one found.
const sockets = (): readonly string[] => [
  DEFAULT_SOCKET,
  ...(process.env['XDG_RUNTIME_DIR'] === undefined ? [] : [join(process.env['XDG_RUNTIME_DIR'], 'docker.sock')]),
  join(homedir(), '.docker/run/docker.sock'),
  join(homedir(), '.docker/desktop/docker.sock'),
  join(homedir(), '.colima/default/docker.sock'),
];

/** Where an engine of this machine may listen. */
export const engineSockets = (): readonly string[] => {
  const declared = /^unix:\/\/(.+)$/.exec(process.env['DOCKER_HOST'] ?? '')?.[1];
  return declared === undefined ? sockets() : [declared, ...sockets()];
};

const isRemote = (host: string): boolean =>
  /^(tcp|https?|ssh):\/\//.test(host) && !/\/\/(localhost|127\.|\[::1\])/.test(host);

const look = async (): Promise<EngineAnswer> => {
  const declared = process.env['DOCKER_HOST'];
  const socketPath = declared === undefined ? sockets().find((path) => existsSync(path)) : undefined;
  const place = declared ?? socketPath;
  if (place === undefined) return { missing: 'no Docker socket was found and DOCKER_HOST is not set' };
  if (isRemote(place)) {
    return {
      missing: `the Docker engine at "${place}" is on another machine, whose loopback ports cannot be reached from here`,
    };
  }
  // Loaded here, so that a run without Docker does not pay for it.
  const { default: Dockerode } = await import('dockerode');
  const where = socketPath === undefined ? {} : { socketPath };
  try {
    const { Version } = await new Dockerode({ ...where, timeout: LIMIT_MS }).version();
    if (socketPath !== undefined && socketPath !== DEFAULT_SOCKET) process.env['DOCKER_HOST'] = `unix://${socketPath}`;
    const address = declared ?? `unix://${place}`;
    return { docker: new Dockerode(where), version: `docker ${Version}`, address };
  } catch (thrown) {
    return { missing: `no Docker engine answers at "${place}" (${messageOf(thrown)})` };
  }
};

let found: Promise<EngineAnswer> | null = null;

/** Asks for the engine with a short limit. An engine that answered is kept; one that did not is asked for again. */
export const askEngine = async (): Promise<EngineAnswer> => {
  found ??= look();
  const answer = await found;
  if (!hasEngine(answer)) found = null;
  return answer;
};
