import { resolve } from 'node:path';
import type { Address, Launcher } from '../launch/deployment.ts';
import { Transcript } from '../http/transcript.ts';
import type { InBrowser } from '../model/browser-taken.ts';
import type { Masker } from '../model/masking.ts';
import type { Secret } from '../model/secret.ts';
import { variableOf } from '../model/target.ts';
import { readParts, type Found, type MoreCandidate } from '../signature/index.ts';
import { entryPath } from '../signin/entry-path.ts';
import type { LoadedTarget } from './definitions.ts';
import { pay, type Deployments, type Spent } from './deployments.ts';
import { harvest } from './harvest.ts';
import { Memo } from './memo.ts';
import type { PreflightSeen } from './preflight.ts';
import { searchSecret, type SecretSearch } from './secret-search.ts';

export interface KnownSecretParts {
  readonly loaded: LoadedTarget;
  readonly launcher: Launcher;
  readonly masker: Masker;
  readonly deployments: Deployments;
  readonly preflight: (spent: Spent) => Promise<PreflightSeen>;
  readonly inBrowser: (address: Address, spent: Spent) => InBrowser | null;
  /** What the suite made the target sign with, if it did. */
  readonly configured: () => Secret | null;
}

/** Whether everybody can know what signs a target's identifiers: looked for once, on first use. */
export class KnownSecret {
  readonly #parts: KnownSecretParts;
  readonly #search = new Memo<SecretSearch>();
  #found: Found | null = null;

  constructor(parts: KnownSecretParts) {
    this.#parts = parts;
  }

  /** What the search found; it stays in the lab. */
  get found(): Found | null {
    return this.#found;
  }

  search(spent: Spent): Promise<SecretSearch> {
    const { loaded, masker, deployments, preflight, configured } = this.#parts;
    return this.#search.get('search', async () => {
      const { identifiers } = await preflight(spent);
      const signed = identifiers.some((one) => readParts(one).some(({ readings }) => readings.length > 0));
      const { seen, found } = await searchSecret(identifiers, {
        definition: loaded.definition,
        origin: deployments.origin,
        more: signed ? await this.#harvest(spent) : [],
        configured: configured(),
        masker,
      });
      this.#found = found;
      return seen;
    });
  }

  /** What stands around the target and may be the secret: its folders, its image, its page. */
  async #harvest(spent: Spent): Promise<readonly MoreCandidate[]> {
    const { loaded, launcher, masker, deployments, inBrowser } = this.#parts;
    const { definition, folder, flaw } = loaded;
    const { launch } = definition;
    const { address } = await deployments.shared(spent);
    const { preflight } = await this.#parts.preflight(spent);
    const signIn = definition.signIn ?? preflight.signIn;
    const path = (signIn === null ? null : entryPath(signIn)) ?? '/';
    const transcript = new Transcript(masker);
    await using network = deployments.network(address, transcript, { inBrowser: inBrowser(address, spent) });
    try {
      return await harvest({
        folders:
          launch === undefined
            ? []
            : [
                ...new Set([
                  folder,
                  resolve(folder, launch.container?.build ?? '.'),
                  resolve(folder, launch.compose?.file ?? 'x', '..'),
                ]),
              ],
        imageEnv: (await launcher.imageEnv?.({ definition, folder, flaw })) ?? [],
        variable: definition.secret === undefined ? null : variableOf(definition.secret),
        page: { network, path, requests: launcher.kind === 'url' ? 3 : 5 },
      });
    } finally {
      pay(spent, transcript);
    }
  }
}
