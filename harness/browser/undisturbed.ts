/** As often as something is done again because this machine's network changed meanwhile. */
const MOST_TRIES = 3;

interface Disturbable {
  /** How many requests have failed so far because the network changed. */
  readonly disturbances: number;
}

/**
 * Chromium fails what is under way when any network interface of the machine comes or goes: then, and only then, what did
 * not come off says nothing and is done again. Else the first answer counts.
 */
export const undisturbed = async (traffic: Disturbable, done: () => Promise<boolean>): Promise<boolean> => {
  for (let tries = 1; ; tries += 1) {
    const before = traffic.disturbances;
    const again = (): boolean => traffic.disturbances > before && tries < MOST_TRIES;
    try {
      const came = await done();
      if (came || !again()) return came;
    } catch (error) {
      if (!again()) throw error;
    }
  }
};
