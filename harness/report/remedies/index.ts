import { cookie } from './cookie.ts';
import { FRAMEWORKS, type Framework, type Remedies } from './example.ts';
import { expiry } from './expiry.ts';
import { fixation } from './fixation.ts';
import { forgery } from './forgery.ts';
import { identifier } from './identifier.ts';
import { leak } from './leak.ts';
import { rate } from './rate.ts';
import { signOut } from './sign-out.ts';
import { signature } from './signature.ts';
import { startUp } from './start-up.ts';
import { storage } from './storage.ts';

export interface Example {
  readonly framework: string;
  readonly lines: readonly string[];
}

export const REMEDIES: Remedies = {
  ...startUp,
  ...cookie,
  ...identifier,
  ...signature,
  ...fixation,
  ...signOut,
  ...expiry,
  ...forgery,
  ...storage,
  ...leak,
  ...rate,
};

/** How what a check found is mended with the common frameworks; empty where no example is kept. */
export const remediesOf = (code: string): readonly Example[] =>
  Object.entries(REMEDIES[code] ?? {}).map(([framework, lines]) => ({
    framework: FRAMEWORKS[framework as Framework],
    lines,
  }));
