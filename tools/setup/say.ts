/** One plain line of setup's answer. */
export const say = (subject: string, sentence: string): void => console.log(`${subject.padEnd(13)} ${sentence}`);
