import type { Discovery } from '../model/discovery.ts';
import type { Masker } from '../model/masking.ts';
import type { TargetDefinition } from '../model/target.ts';
import type { Preflight } from './protocol.ts';

/**
 * What was found of a target that was known by its URL alone; null where not all of it was. No value that the run typed
 * or was given is in it.
 */
export const discoveryOf = ({ url }: TargetDefinition, preflight: Preflight, masker: Masker): Discovery | null => {
  const { diagnosis, oracle, shape, tokens, discovered } = preflight;
  if (url === undefined || preflight.signIn === null || oracle === null || diagnosis !== null) return null;
  const { method, path, json, headers } = oracle;
  const { cost, ...how } = discovered;
  const found: Discovery = {
    url,
    signIn: preflight.signIn,
    whoAmI: { method, path, ...(json === undefined ? {} : { json }), ...(headers === undefined ? {} : { headers }) },
    signOut: preflight.signOut,
    shape,
    tokens,
    how,
    cost,
  };
  return masked(found, masker) as Discovery;
};

/** Names of things, which a simple password may happen to be as well. */
const NAMES: ReadonlySet<string> = new Set('kind method name carrier prefix usernameField passwordField'.split(' '));

const masked = (value: unknown, masker: Masker): unknown => {
  // What stands for the account is no account.
  if (typeof value === 'string') return /^\{[^{}]+\}$/.test(value) ? value : masker.text(value);
  if (Array.isArray(value)) return value.map((one) => masked(one, masker));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, NAMES.has(name) ? one : masked(one, masker)]),
  );
};
