/** What a deployment can do, and how a user gets it where it is missing. */
export const CAPABILITIES = {
  lifecycle: 'start the app by the suite (a target definition with `launch`), not by its URL alone',
  clock: 'start the app by the suite on x86-64 Linux or in containers, so that its time can be moved',
  disposable: 'start the app by the suite, or say that the running one may be written to and stressed (DISPOSABLE=1)',
  secondAccount: 'name a second account (TARGET_USERNAME_2 and TARGET_PASSWORD_2, or `people.bob`)',
} as const;
export type Capability = keyof typeof CAPABILITIES;
