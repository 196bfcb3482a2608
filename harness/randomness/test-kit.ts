import { createHash } from 'node:crypto';

/** Bytes that are the same in every run and as good as random: SHA-256 of a seed and a number. */
export const seeded = (seed: string): ((count: number) => Buffer) => {
  let at = 0;
  return (count) => {
    const blocks: Buffer[] = [];
    for (let size = 0; size < count; size += 32)
      blocks.push(
        createHash('sha256')
          .update(`${seed} ${(at += 1)}`)
          .digest(),
      );
    return Buffer.concat(blocks).subarray(0, count);
  };
};

/** A fraction of 52 bits, as Math.random() gives it. */
export const fraction = (bytes: (count: number) => Buffer): number =>
  Number(bytes(8).readBigUInt64BE() >> 12n) / 2 ** 52;
