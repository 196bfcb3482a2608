import type { Keeper, Limited, Seen, SessionHeld } from '../http/keeper.ts';
import type { Part } from '../model/identifier.ts';
import type { Budget } from './budget.ts';
import type { OpenSessions } from './open-sessions.ts';

/** Keeps count for the lab itself, and for a check by whatever name it goes. */
export class LabKeeper implements Keeper {
  readonly #budget: Budget;
  readonly #sessions: OpenSessions | null;
  readonly #by: string;
  readonly #closing: boolean;

  /** `sessions`: null where the target is gone with the run. `closing`: at its end, with what was kept back for that. */
  constructor(budget: Budget, sessions: OpenSessions | null, by: string, closing = false) {
    this.#budget = budget;
    this.#sessions = sessions;
    this.#by = by;
    this.#closing = closing;
  }

  request(): Promise<void> {
    return this.#budget.request(this.#closing);
  }

  signIn(): Promise<void> {
    this.#budget.signIn();
    return Promise.resolve();
  }

  limited(answer: Limited): Promise<boolean> {
    return this.#budget.limited(answer);
  }

  opened(session: SessionHeld): Promise<void> {
    this.#sessions?.opened(session, this.#by);
    return Promise.resolve();
  }

  renewed(session: SessionHeld): Promise<void> {
    this.#sessions?.renewed(session);
    return Promise.resolve();
  }

  closed(how: Seen, parts: readonly Part[]): Promise<void> {
    this.#sessions?.closed(how, parts);
    return Promise.resolve();
  }
}
