import type { Seen, SessionHeld } from '../http/keeper.ts';
import { samePart, type IdentifierShape, type Part } from '../model/identifier.ts';

/** A session that the run opened, by what its client held after the sign-in. */
export interface OpenSession extends SessionHeld {
  /** Which check let them sign in, or which part of the lab. */
  readonly by: string;
  /** Signed out already; not yet seen whether that ended it. */
  readonly left: boolean;
}

/** Sessions on a running target that nobody has seen end. Their values stay in the lab's memory. */
export class OpenSessions {
  #open: readonly OpenSession[] = [];
  /** What an identifier is made of, once that is known. */
  shape: IdentifierShape = [];

  /** Whether a way to sign out is known, as far as that was looked for. */
  wayOut = true;
  /** Of sessions that were signed out: whether one was seen to end, or to live on. */
  readonly #seen = { ended: false, alive: false };

  get all(): readonly OpenSession[] {
    return this.#open;
  }

  /** Whether signing out was seen to end no session. */
  get outlived(): boolean {
    return this.#seen.alive && !this.#seen.ended;
  }

  /** How many there is a point in signing out. */
  get toClose(): number {
    return this.wayOut && !this.outlived ? this.#open.length : 0;
  }

  opened(session: SessionHeld, by: string): void {
    // A client without anything holds no session; one that holds what another held holds the same one.
    if (session.parts.length === 0) return;
    this.#open = [...this.#open.filter((one) => !this.#same(one, session.parts)), { ...session, by, left: false }];
  }

  renewed({ id, parts }: SessionHeld): void {
    if (parts.length === 0) return;
    this.#open = this.#open.map((one) => (one.id === id && !one.left ? { ...one, parts } : one));
  }

  closed(how: Seen, parts: readonly Part[]): void {
    if (how !== 'left' && this.#open.some((one) => one.left && this.#same(one, parts))) this.#seen[how] = true;
    if (how !== 'alive') this.#close(how, parts);
  }

  #close(how: 'left' | 'ended', parts: readonly Part[]): void {
    this.#open = this.#open.flatMap((one) =>
      !this.#same(one, parts) ? [one] : how === 'left' ? [{ ...one, left: true }] : [],
    );
  }

  /** Whether these are all the parts by which that session is recognised: some of them alone prove nothing. */
  #same({ parts: held }: OpenSession, parts: readonly Part[]): boolean {
    const known = held.filter((part) => this.shape.flat().some((one) => samePart(one, part)));
    const needed = known.length > 0 ? known : held;
    return needed.every((part) => parts.some((own) => samePart(own, part) && own.value.equals(part.value)));
  }
}
