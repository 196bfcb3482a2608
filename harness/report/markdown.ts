const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

/** Words of ours. What Markdown would read as a sign is escaped. */
export const words = (text: string): string => text.replaceAll(/[\\`*_[\]<>|~&#@]/g, String.raw`\$&`);

/** Words of others, in one line: as code nothing is read as Markdown, HTML, a mention or a link. */
export const inlineCode = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return '';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
};

/** The same, within a table. */
export const cell = (text: string): string => inlineCode(text).replaceAll('|', String.raw`\|`);

/** Words of others, in lines. */
export const codeBlock = (text: string): string => {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}text\n${text}\n${fence}`;
};
