import type { Deployment } from '../launch/deployment.ts';
import type { Used } from '../model/record.ts';

/** What was really used to judge one target so far. */
export class Usage {
  readonly clocks = new Set<'wall' | 'all'>();
  browser: string | null = null;
  readonly #services = new Set<string>();
  #engine: string | null = null;
  #image: string | null = null;

  deployed({ engine, image, services }: Deployment['used']): void {
    this.#engine ??= engine;
    this.#image ??= image;
    for (const service of services) this.#services.add(service);
  }

  all(): Used {
    return {
      engine: this.#engine,
      clock: (['wall', 'all'] as const).filter((mode) => this.clocks.has(mode)),
      browser: this.browser,
      services: [...this.#services].sort(),
      image: this.#image,
    };
  }
}
