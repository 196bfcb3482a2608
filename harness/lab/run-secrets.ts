import { randomBytes } from 'node:crypto';
import type { Masker } from '../model/masking.ts';
import { Secret } from '../model/secret.ts';
import type { Env } from '../model/target.ts';
import type { BootSettings } from './protocol.ts';

/** Signing secrets of one run, made up here; each is known to the masker before it goes anywhere. */
export class RunSecrets {
  readonly #variable: string | null;
  readonly #masker: Masker;
  readonly #own: string;
  readonly #other: string;

  constructor(variable: string | null, masker: Masker) {
    this.#variable = variable;
    this.#masker = masker;
    this.#own = this.#make(64);
    this.#other = this.#make(64);
  }

  /** What a boot sets and takes away beside the definition's own environment. */
  env({ secret, without }: BootSettings): Env {
    const taken = Object.fromEntries((without ?? []).map((variable) => [variable, undefined]));
    return this.#variable === null ? taken : { [this.#variable]: this.#value(secret), ...taken };
  }

  /** The secret of ordinary boots, for what only the lab may do with it; null where the target takes none. */
  get configured(): Secret | null {
    return this.#variable === null ? null : new Secret(this.#own);
  }

  #value(secret: BootSettings['secret']): string | undefined {
    if (secret === 'unset') return undefined;
    if (secret === 'own') return this.#own;
    if (secret === 'other') return this.#other;
    return 'text' in secret ? secret.text : this.#make(secret.length);
  }

  #make(length: number): string {
    const value = randomBytes(length).toString('hex').slice(0, length);
    this.#masker.know(new Secret(value), 'secret');
    return value;
  }
}
