import { realpathSync, statSync } from 'node:fs';
import type { ComposeService } from './compose-file.ts';
import { engineSockets } from './engine.ts';

type Volume = NonNullable<ComposeService['volumes']>[number];

/** The file or folder of this machine that a mount shows; null: it shows none. */
export const bindSource = (volume: Volume): string | null => {
  if (typeof volume !== 'string') return volume.type === 'bind' ? (volume.source ?? null) : null;
  const [source = '', target] = volume.split(':');
  return target !== undefined && /^[./~]/.test(source) ? source : null;
};

const real = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};

const isSocket = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isSocket() === true;

/**
 * Whether whoever is shown this path can talk to something outside: it is a socket, or a folder with the engine's in it.
 * That it is read only stops nobody from talking to a socket.
 */
export const isSpokenThrough = (path: string, engines: readonly string[] = engineSockets()): boolean => {
  if (/docker\.sock\/?$/.test(path) || isSocket(path)) return true;
  const folder = `${real(path).replace(/\/$/, '')}/`;
  return engines.some((socket) => isSocket(socket) && real(socket).startsWith(folder));
};

/** What is not there, the engine would make: a folder of root's, among the owner's files. */
export const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

/** What an owner's store reads, without its live data: a bind over a volume of its image. */
export const settingsAmong = <File extends { readonly source: string; readonly target: string }>(
  files: readonly File[],
  volumes: readonly string[],
): readonly File[] =>
  files.filter(({ source, target }) => {
    const place = `${target.replace(/\/+$/, '')}/`;
    const isData = volumes.some((volume) => `${volume.replace(/\/+$/, '')}/`.startsWith(place));
    return !isData && isThere(source) && !isSpokenThrough(source);
  });
