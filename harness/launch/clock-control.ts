import type { ClockFile } from '../clock/clock-file.ts';
import type { ClockControl } from './deployment.ts';

/** A service that runs under the same clock. Null where it cannot be asked, or holds no record that dies by itself. */
export interface TimedService {
  readonly name: string;
  readonly time: (() => Promise<number>) | null;
  /** Plants a record that lives one minute; the function tells whether it has died. */
  readonly plant: (() => Promise<() => Promise<boolean>>) | null;
}

const timeOf = async ({ name, time }: TimedService): Promise<[string, number | null]> => [
  name,
  time === null ? null : await time(),
];

/** One hand for an app and its services, which all read the same clock file. */
export const clockControl = (file: ClockFile, services: readonly TimedService[]): ClockControl => ({
  mode: file.mode,
  advance: (ms) => file.advance(ms),
  get offsetMs() {
    return file.offsetMs;
  },
  serviceTimes: async () => Object.fromEntries(await Promise.all(services.map(timeOf))),
  async plantShortLived() {
    const plants = services.map(({ plant }) => plant).filter((plant) => plant !== null);
    if (plants.length === 0) return null;
    const haveDied = await Promise.all(plants.map((plant) => plant()));
    return async () => (await Promise.all(haveDied.map((hasDied) => hasDied()))).every(Boolean);
  },
});
