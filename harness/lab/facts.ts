import { shimPath } from '../clock/clock-file.ts';
import type { Capability } from '../model/capability.ts';
import { promised } from '../model/policy.ts';
import type { TargetDefinition } from '../model/target.ts';
import type { Facts } from './protocol.ts';

/** What can be known of a target before it is brought to life. */
export const factsOf = (
  definition: TargetDefinition,
  launched: {
    readonly name: string;
    readonly launch: 'container' | 'process' | 'url';
    readonly launchReason: string;
    readonly disposable: boolean;
  },
): Facts => {
  const isUrl = launched.launch === 'url';
  const missing: Capability[] = [];
  if (isUrl) missing.push('lifecycle');
  if (isUrl && !launched.disposable) missing.push('disposable');
  if (isUrl || shimPath() === null) missing.push('clock');
  if (definition.people.bob === undefined && definition.people.register === undefined) missing.push('secondAccount');
  const { secret } = definition;
  const { name, launch, launchReason } = launched;
  return {
    name,
    launch,
    launchReason,
    about: definition.about ?? '',
    missing,
    secret: secret === undefined ? null : { env: secret.env, minLength: secret.minLength ?? 32 },
    required: definition.production?.required ?? [],
    hasDevelopment: definition.development !== undefined,
    promises: promised(definition.promises),
    publicPaths: definition.publicPaths ?? ['/', '/robots.txt', '/no-such-page-4f1c'],
    scriptReadable: definition.scriptReadable ?? [],
    mount: definition.mount ?? null,
    broken: null,
  };
};

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
  scriptReadable: [],
  mount: null,
  broken,
});
