/** The attack in plain words: the comment that stands above the check of a spec; empty when there is none. */
export const storyIn = (spec: string): string => {
  const before = spec.split(/^test\(/m)[0] ?? '';
  const comment = /(?:^\/\/[^\n]*\n)+$/m.exec(before.replaceAll('\r\n', '\n').replace(/\n+$/, '\n'))?.[0] ?? '';
  return comment
    .split('\n')
    .map((line) => line.replace(/^\/\/ ?/, '').trim())
    .join(' ')
    .trim();
};
