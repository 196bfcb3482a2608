/** A store that hangs is a store that fails: so long a request waits for an answer, and for a connection. */
export const ANSWER_MS = 3_000;
export const CONNECT_MS = 2_000;

export const within = async <Result>(ms: number, work: Promise<Result>): Promise<Result> => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`the store did not answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Says once that the store is out, and nothing of the error: that may name its address. */
export const reporter = () => {
  let out = false;
  return {
    lost: (): void => {
      if (!out) process.stderr.write('The store cannot be reached; trying again.\n');
      out = true;
    },
    found: (): void => void (out = false),
  };
};
