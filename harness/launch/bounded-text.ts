const HALF = 512 * 1024;
/** Stands where something was left out. */
export const LEFT_OUT = /^… \d+ bytes left out …$/m;

/** Collects output of any length and keeps its head and its tail, half a mebibyte each. */
export class BoundedText {
  #head: Buffer[] = [];
  #headBytes = 0;
  #tail: Buffer[] = [];
  #tailBytes = 0;
  #lost = 0;

  append(chunk: Buffer): void {
    const room = HALF - this.#headBytes;
    const first = chunk.subarray(0, room);
    if (first.length > 0) {
      this.#head.push(first);
      this.#headBytes += first.length;
    }
    const rest = chunk.subarray(first.length);
    if (rest.length === 0) return;
    this.#tail.push(rest);
    this.#tailBytes += rest.length;
    this.#shorten();
  }

  #shorten(): void {
    while (this.#tailBytes > HALF) {
      const oldest = this.#tail[0];
      if (oldest === undefined) return;
      const cut = Math.min(oldest.length, this.#tailBytes - HALF);
      if (cut === oldest.length) this.#tail.shift();
      else this.#tail[0] = oldest.subarray(cut);
      this.#tailBytes -= cut;
      this.#lost += cut;
    }
  }

  toString(): string {
    const gap = this.#lost === 0 ? [] : [Buffer.from(`\n… ${String(this.#lost)} bytes left out …\n`)];
    return Buffer.concat([...this.#head, ...gap, ...this.#tail]).toString('utf8');
  }
}

/** The last lines, for an error message. */
export const lastLines = (text: string, count = 12): string => {
  const lines = text.trimEnd().split('\n').slice(-count);
  return lines.join('\n') === '' ? '(no output)' : lines.map((line) => `  ${line}`).join('\n');
};
