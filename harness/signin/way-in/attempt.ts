import type { EntryTab } from '../../browser/entry-tab.ts';
import type { Masker } from '../../model/masking.ts';
import type { Secret } from '../../model/secret.ts';
import type { Account } from '../../model/target.ts';
import type { Stopped } from './diagnose.ts';

/** One attempt to sign in on a page. */
export interface Attempt {
  readonly tab: EntryTab;
  readonly account: Account;
  readonly password: Secret;
  readonly masker: Masker;
  /** What was done so far, sentence by sentence. */
  readonly found: string[];
}

/** It does not go on from here. */
export class Halt extends Error {
  readonly stopped: Stopped;
  constructor(stopped: Stopped) {
    super(stopped.obstacle);
    this.stopped = stopped;
  }
}
