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
  readonly #made: Secret[] = [];

  constructor(variable: string | null, masker: Masker) {
    this.#variable = variable;
    this.#masker = masker;
    this.#own = this.#make(64);
    this.#other = this.#make(64);
  }

  /** What a boot sets and takes away beside the definition's own environment. */
  env({ secret, without }: Pick<BootSettings, 'secret' | 'without'>): Env {
    const taken = Object.fromEntries((without ?? []).map((variable) => [variable, undefined]));
    if (this.#variable === null || secret === 'delivered') return taken;
    return { [this.#variable]: this.#value(secret), ...taken };
  }

  /** The secret of ordinary boots, for what only the lab may do with it; null where the target takes none. */
  get configured(): Secret | null {
    return this.#variable === null ? null : new Secret(this.#own);
  }

  /** All that were made up for this target so far. */
  get made(): readonly Secret[] {
    return this.#made;
  }

  #value(secret: Exclude<BootSettings['secret'], 'delivered'>): string | undefined {
    if (secret === 'unset') return undefined;
    if (secret === 'own') return this.#own;
    if (secret === 'other') return this.#other;
    if (secret === 'phrase') return this.#phrase();
    if ('list' in secret) return secret.list.map((one) => this.#value(one)).join(',');
    return 'text' in secret ? secret.text : this.#make(secret.length);
  }

  #make(length: number): string {
    return this.#known(randomBytes(length).toString('hex').slice(0, length));
  }

  /** Eight words that no dictionary has, of three syllables each: 180 bits. */
  #phrase(): string {
    const syllable = ([first = 0, second = 0]: Uint8Array): string =>
      `${CONSONANTS[first % CONSONANTS.length]}${VOWELS[second % VOWELS.length]}`;
    const word = () => [1, 2, 3].map(() => syllable(randomBytes(2))).join('');
    return this.#known(Array.from({ length: 8 }, word).join(' '));
  }

  #known(value: string): string {
    const secret = new Secret(value);
    this.#masker.know(secret, 'secret');
    this.#made.push(secret);
    return value;
  }
}

const CONSONANTS = 'bcdfghjklmnprstvwz';
const VOWELS = 'aeiouyäéöü';
