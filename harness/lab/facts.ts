import { shimPath } from '../clock/clock-file.ts';
import type { Capability } from '../model/capability.ts';
import { milliseconds } from '../model/duration.ts';
import { promised } from '../model/policy.ts';
import { variableOf, type TargetDefinition } from '../model/target.ts';
import type { Waiver } from '../model/waiver.ts';
import { asking } from '../signin/oracle.ts';
import type { Facts } from './protocol.ts';
import { slowRequests } from './slow-requests.ts';

/** What can be known of a target before it is brought to life. */
export const factsOf = (
  definition: TargetDefinition,
  launched: {
    readonly name: string;
    readonly launch: 'container' | 'compose' | 'process' | 'url';
    readonly launchReason: string;
    /** What its launcher knows to stand beside it; null: the definition tells. */
    readonly services: readonly string[] | null;
    readonly disposable: boolean;
    /** Whether a Chromium was found. */
    readonly browser: boolean;
    readonly waivers: readonly Waiver[];
    /** Names of the headers that every request carries. */
    readonly headers: readonly string[];
  },
): Facts => {
  const isUrl = launched.launch === 'url';
  const missing: Capability[] = [];
  if (isUrl) missing.push('lifecycle');
  const contained = launched.launch === 'container' || launched.launch === 'compose';
  if (!contained) missing.push('image');
  const { container } = definition.launch ?? {};
  const services = launched.services ?? Object.keys(container?.services ?? {});
  // What is said of the container holds for the process too: without services there, there are none here.
  if (!contained && (container === undefined || services.length > 0)) missing.push('services');
  if (isUrl && !launched.disposable) missing.push('disposable');
  // A container is Linux, whatever this machine is.
  const system = contained ? 'linux' : process.platform;
  if (isUrl || shimPath(system, process.arch) === null) missing.push('clock');
  if (!launched.browser) missing.push('browser');
  if (definition.people.bob === undefined && definition.people.register === undefined) missing.push('secondAccount');
  const { secret } = definition;
  const { name, launch, launchReason, waivers } = launched;
  return {
    name,
    launch,
    launchReason,
    about: definition.about ?? '',
    missing,
    secret:
      secret === undefined
        ? null
        : { env: variableOf(secret), minLength: secret.minLength ?? 32, rotation: secret.rotation ?? null },
    required: definition.production?.required ?? [],
    hasDevelopment: definition.development !== undefined,
    promises: promised(definition.promises),
    publicPaths: definition.publicPaths ?? ['/', '/robots.txt', '/no-such-page-4f1c'],
    passive: definition.passive ?? [],
    surfaces: (definition.surfaces ?? []).map(asking),
    services,
    slow: slowRequests(definition, !missing.includes('disposable')).map((request) => request.name),
    unfinished: (definition.unfinished ?? []).map((flow) => ({ name: flow.name, finishes: flow.finish !== undefined })),
    rememberMe: remembering(definition.rememberMe),
    stepsUp: definition.stepUp !== undefined,
    scriptReadable: definition.scriptReadable ?? [],
    mount: definition.mount ?? null,
    waivers,
    gated: launched.headers.includes('authorization'),
    broken: null,
    absent: null,
  };
};

const remembering = (rememberMe: TargetDefinition['rememberMe']): Facts['rememberMe'] =>
  rememberMe === undefined
    ? null
    : { lifetimeMs: rememberMe.lifetime === undefined ? null : milliseconds(rememberMe.lifetime) };

/** A target that cannot be judged at all, and why. */
export const brokenFacts = (name: string, broken: string): Facts => ({
  name,
  about: '',
  launch: null,
  launchReason: '',
  missing: [],
  secret: null,
  required: [],
  hasDevelopment: false,
  promises: promised(undefined),
  publicPaths: [],
  passive: [],
  surfaces: [],
  services: [],
  slow: [],
  unfinished: [],
  rememberMe: null,
  stepsUp: false,
  scriptReadable: [],
  mount: null,
  waivers: [],
  gated: false,
  broken,
  absent: null,
});

/** A target that is not run, and why. */
export const absentFacts = (name: string, absent: string): Facts => ({
  ...brokenFacts(name, absent),
  broken: null,
  absent,
});
