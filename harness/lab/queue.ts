/** One holder at a time, first come first served. The holder calls the function it was given, once or more. */
export class Queue {
  #tail: Promise<void> = Promise.resolve();

  async enter(): Promise<() => void> {
    const before = this.#tail;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#tail = before.then(() => promise);
    await before;
    return resolve;
  }
}
