/** Ways to write one name otherwise, of which many apps make the same: the nth of each. */
export const SPELLINGS: Readonly<Record<string, (name: string, n: number) => string>> = {
  /** The bits of n choose the capital letters; the first is the name with a capital. */
  'in other letters': (name, n) => {
    let bit = 0;
    return Array.from(name.toLowerCase())
      .map((letter) => {
        if (letter === letter.toUpperCase()) return letter;
        const capital = Math.floor((n + 1) / 2 ** bit) % 2 === 1;
        bit += 1;
        return capital ? letter.toUpperCase() : letter;
      })
      .join('');
  },
  'with spaces around it': (name, n) => `${' '.repeat((n + 1) % 8)}${name}${' '.repeat(Math.floor((n + 1) / 8))}`,
};
