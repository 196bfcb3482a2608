import { bindSource, isSpokenThrough } from './binds.ts';
import type { ComposeService } from './compose-file.ts';

/** Rights over the whole machine: its devices, its kernel, its clock. */
const OVER_ALL = new Set('ALL SYS_ADMIN SYS_BOOT SYS_MODULE SYS_RAWIO SYS_TIME'.split(' '));

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const isElsewhere = (value: unknown): boolean => /^(?:host$|container:)/.test(String(value));

/** Entries of a service that reach beyond what is started with it, and what of them does. */
const REACHING: Readonly<Record<string, (value: unknown) => boolean>> = {
  privileged: (value) => value === true || value === 'true',
  pid: isElsewhere,
  ipc: isElsewhere,
  uts: isElsewhere,
  userns_mode: isElsewhere,
  cgroup: isElsewhere,
  cgroup_parent: () => true,
  devices: (value) => listOf(value).length > 0,
  device_cgroup_rules: (value) => listOf(value).length > 0,
  external_links: (value) => listOf(value).length > 0,
  volumes_from: (value) => listOf(value).some(isElsewhere),
  cap_add: (value) => listOf(value).some((one) => OVER_ALL.has(String(one).toUpperCase().replace(/^CAP_/, ''))),
};

/** By what a service could act on this machine, its engine or containers that are none of its own; null: by nothing. */
export const reachOf = (service: ComposeService): string | null => {
  for (const [entry, reaches] of Object.entries(REACHING)) {
    const value = service[entry];
    if (value !== undefined && value !== null && reaches(value)) return `\`${entry}\``;
  }
  const spoken = (service.volumes ?? []).map(bindSource).find((path) => path !== null && isSpokenThrough(path));
  return spoken === undefined ? null : `the socket behind "${String(spoken)}"`;
};
