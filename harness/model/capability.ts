/** What a deployment can do, and how a user gets it where it is missing. */
export const CAPABILITIES = {
  lifecycle: 'start the app by the suite (a target definition with `launch`), not by its URL alone',
  clock:
    'start the app by the suite on Linux (x86-64 or ARM) or in containers, so that its time can be moved; or say how long the run may really wait (MAX_WAIT, for example 40m)',
  image:
    'start the app in a container by the suite (`launch.container` and a Docker engine), so that its image can be searched',
  services:
    'start the app in a container by the suite (`launch.container` with its `services`, and a Docker engine), so that they can be made to fail, and be looked into',
  disposable: 'start the app by the suite, or say that the running one may be written to and stressed (DISPOSABLE=1)',
  browser: 'let a Chromium be found (`npm run setup` gets one; BROWSER names one, and is not "none")',
  secondAccount: 'name a second account (TARGET_USERNAME_2 and TARGET_PASSWORD_2, or `people.bob`)',
} as const;
export type Capability = keyof typeof CAPABILITIES;
