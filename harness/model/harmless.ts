// oxlint-disable-next-line no-control-regex
const COMMAND_LINE = /^((?:\s|\u001b\[[\d;]*m)*):(?=:)/;
const COMMAND_ANYWHERE = /##(?=\[|[a-z]+\[)/gi;

/** CI services obey lines such as `::set-output …` and `##[command]…`: taken apart, so that no target can give orders. */
export const harmless = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(COMMAND_LINE, '$1: ').replaceAll(COMMAND_ANYWHERE, '# #'))
    .join('\n');
