import { harmless } from '../model/harmless.ts';

/** The only way to the console. */
export const say = (text: string): void => {
  process.stdout.write(harmless(text));
};

export const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
