/**
 * What can go wrong outside a verdict. The code is stable and may be branched on;
 * the message says what happened with the value quoted, what was seen, and what to do.
 */
export type HarnessErrorCode =
  | 'DEFINITION' // a target definition or an environment variable cannot be used
  | 'LAUNCH' // the target could not be brought to life
  | 'ABSENT' // what it is made of cannot be had here, and its definition says that this may be
  | 'UNREACHABLE' // no usable answer from the target
  | 'SCOPE' // a request would have left the declared origins
  | 'SIGN_IN' // a person could not sign in
  | 'ORACLE' // nothing tells signed-in from anonymous
  | 'CLOCK' // the target's time could not be moved
  | 'BROWSER' // Chromium could not be used
  | 'BUDGET' // more requests or sign-ins than allowed
  | 'LIMITED' // the target keeps asking to be left alone (429)
  | 'LAB'; // the lab itself broke

export class HarnessError extends Error {
  override readonly name = 'HarnessError';
  readonly code: HarnessErrorCode;

  constructor(code: HarnessErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The message of whatever was thrown, on one line's worth of meaning. */
export const messageOf = (thrown: unknown): string => {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return messageOf(thrown.errors[0]);
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown.message !== '') return thrown.message;
  return thrown.cause === undefined ? thrown.name : messageOf(thrown.cause);
};
