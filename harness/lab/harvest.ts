import { HttpClient } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import { harvestFolders, type Harvested } from '../launch/harvest-folder.ts';
import { isSecretName, literalsIn } from '../launch/secret-literals.ts';
import { Secret } from '../model/secret.ts';
import type { MoreCandidate } from '../signature/index.ts';
import { scriptsIn } from '../signin/scripts.ts';

export interface Ways {
  /** Folders of the app; none where only its URL is known. */
  readonly folders: readonly string[];
  /** Lines of the image's environment; none without an image. */
  readonly imageEnv: readonly string[];
  readonly variable: string | null;
  /** A page that anybody may see, and how many requests may be sent, that page's among them. */
  readonly page: { readonly network: Network; readonly path: string; readonly requests: number } | null;
}

const BYTES = 2_000_000;

/**
 * Secrets that this target itself gives away (the environment of its image, `.env.example`, a README, public
 * JavaScript), each with where it was found, as
 * words that go on after "is signed with a": `value that stands in README.md`. SIG-03 tries them before its own list.
 */
export const harvest = async ({ folders, imageEnv, variable, page }: Ways): Promise<readonly MoreCandidate[]> => {
  const env = imageEnv.flatMap((line): Harvested[] => {
    const [name = '', ...rest] = line.split('=');
    const value = rest.join('=');
    const told = value !== '' && (name === variable || isSecretName(name));
    return told ? [{ value, from: `${name} in the environment of the image` }] : [];
  });
  const scripts = page === null ? [] : await publicScripts(page);
  return [...env, ...harvestFolders(folders), ...scripts].map(({ value, from }) => ({
    value: new Secret(value),
    from: `secret that stands as ${from}`,
  }));
};

const publicScripts = async ({ network, path, requests }: NonNullable<Ways['page']>): Promise<readonly Harvested[]> => {
  const told = (text: string, where: string): Harvested[] =>
    literalsIn('code', text).map(({ name, value }) => ({ value, from: `${name} in ${where}` }));
  try {
    const client = new HttpClient(network);
    const home = await client.get(path);
    const { own, inline } = scriptsIn(home.body, home.url);
    const found = told(inline, `a script of ${path}`);
    let left = BYTES - home.body.length;
    for (const { pathname, search } of own.slice(0, requests - 1)) {
      if (left <= 0) break;
      const { body, status } = await client.get(pathname + search);
      left -= body.length;
      if (status === 200) found.push(...told(body, pathname));
    }
    return found;
  } catch {
    // What could not be fetched gives nothing away.
    return [];
  }
};
