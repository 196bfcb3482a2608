import { HarnessError, messageOf } from '../errors.ts';

const GONE = /ECONNREFUSED|ECONNRESET|ENOENT.*\.sock|EPIPE|socket hang up/;

/** Turns whatever the engine answered while something was done for a target into one clear error. */
export const withEngine = async <Result>(
  target: string,
  doing: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof HarnessError) throw thrown;
    const seen = messageOf(thrown).trim();
    const advice = GONE.test(seen)
      ? 'The Docker engine went away: see that `docker version` answers and run again'
      : 'Try the same with `docker` by hand, or launch as a process (LAUNCH=process)';
    throw new HarnessError('LAUNCH', `Target "${target}" could not be launched while ${doing}: ${seen}. ${advice}.`, {
      cause: thrown,
    });
  }
};
