/** Computes each key once, however many ask at the same time; a failure is kept too. */
export class Memo<Value> {
  readonly #values = new Map<string, Promise<Value>>();

  get(key: string, compute: () => Promise<Value>): Promise<Value> {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = compute();
    this.#values.set(key, value);
    return value;
  }

  async settled(): Promise<Value[]> {
    const results = await Promise.allSettled(this.#values.values());
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }
}
