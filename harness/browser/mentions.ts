/** Whether a name stands in a text as a word of its own. */
export const mentions = (text: string, name: string): boolean =>
  (text.match(/[\p{L}\p{N}@._+-]{2,80}/gu) ?? []).some(
    (word) => word.toLowerCase().replaceAll(/^[._-]+|[._-]+$/g, '') === name.toLowerCase(),
  );
