import type { Discovery, FoundQuestion } from '../model/discovery.ts';
import type { PlainSignIn, PlainSignOut } from '../model/target.ts';

/** A call of one of the tools that a definition is handed, and which. */
interface Call {
  readonly tool: string;
  readonly text: string;
}

const WIDTH = 120;
/** How deep the entries of a definition stand. */
const INDENT = '    ';

/**
 * A definition that says what was found, to be read, corrected and kept. Pure, and the same for the same findings: no
 * time, no figure, nobody's name.
 */
export const definitionText = (name: string, discovery: Discovery): string => {
  const { url, whoAmI, signOut, shape, tokens } = discovery;
  const [enter, ask, leave] = [
    signInCall(discovery.signIn),
    requestCall(whoAmI),
    signOut === null ? null : signOutCall(signOut),
  ];
  const tools = [...new Set(['target', ...[enter, ask, leave].flatMap((call) => (call === null ? [] : [call.tool]))])];
  const carried = shape.map((set) => set.map((part) => `${part.carrier} ${part.name}`).join(' with ')).join(', or ');
  return [
    `// What sessionspec found of ${new URL(url).origin} by itself. Read it, correct it, keep it where you like, then:`,
    `//   TARGET=./${name}.target.ts TARGET_USERNAME=… TARGET_PASSWORD=… npx playwright test`,
    `export default ({ ${tools.filter((tool) => tool !== '').join(', ')} }) =>`,
    '  target({',
    `    name: ${quoted(name)},`,
    `    url: ${quoted(url)},`,
    '    // From the environment: TARGET_USERNAME and TARGET_PASSWORD, and _2 of each for a second account.',
    '    people: {},',
    '    // How a person signs in.',
    `    signIn: ${enter.text},`,
    '    // A request that changes nothing, and that answers a stranger, alice and bob each otherwise.',
    `    whoAmI: ${ask.text},`,
    `    // What carries the session is found anew in each run; it was ${carried === '' ? 'not found' : carried}.`,
    ...(typeof tokens === 'string' || tokens.length === 0
      ? []
      : ['    // What scripts send in headers, and where it comes from.', `    tokens: ${literal(tokens, INDENT)},`]),
    ...(leave === null
      ? ["    // No way to sign out was found. If there is one: signOut: post('/logout'),"]
      : ['    // How a person signs out.', `    signOut: ${leave.text},`]),
    "    // What you document of the ends of sessions, if you do: promises: { idleTimeout: '30m', lifetime: '12h' },",
    '  });',
    '',
  ].join('\n');
};

const signInCall = (recipe: PlainSignIn): Call => {
  switch (recipe.kind) {
    case 'form': {
      const { kind, path, ...fields } = recipe;
      return call(kind, [path, ...(Object.keys(fields).length === 0 ? [] : [fields])]);
    }
    case 'json':
      return call('json', [recipe.path, recipe.body]);
    case 'steps':
      return call('steps', recipe.steps);
    case 'browser':
      return call('browser', [recipe.path]);
  }
};

const signOutCall = (recipe: PlainSignOut): Call => {
  if (recipe.kind === 'steps') return call('steps', recipe.steps);
  if (recipe.kind === 'forget') return call('forget', recipe.parts);
  return requestCall(recipe);
};

const requestCall = ({ method, path, ...more }: FoundQuestion & { readonly kind?: string }): Call => {
  const options = Object.fromEntries(Object.entries(more).filter(([name]) => name !== 'kind'));
  const names = Object.keys(options);
  const tool = method === 'GET' && names.every((one) => one === 'headers') ? 'get' : method === 'POST' ? 'post' : '';
  if (tool === '') return { tool, text: literal({ kind: 'request', method, path, ...options }, INDENT) };
  return call(tool, [path, ...(names.length === 0 ? [] : [options])]);
};

const call = (tool: string, given: readonly unknown[]): Call => {
  const flat = `${tool}(${given.map((one) => literal(one, null)).join(', ')})`;
  // Its entry's name and the comma after it stand on the same line.
  if (flat.length + INDENT.length + 10 <= WIDTH) return { tool, text: flat };
  const inner = `${INDENT}  `;
  return { tool, text: `${tool}(\n${given.map((one) => `${inner}${literal(one, inner)},\n`).join('')}${INDENT})` };
};

/** A value as it is written in a program: on one line where it fits (always, with no indent), else an entry a line. */
const literal = (value: unknown, indent: string | null): string => {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const isList = Array.isArray(value);
  const parts = (inner: string | null): string[] =>
    isList
      ? value.map((one) => literal(one, inner))
      : Object.entries(value)
          .filter(([, one]) => one !== undefined)
          .map(([name, one]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)}: ${literal(one, inner)}`);
  const flat = parts(null).join(', ');
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (flat === '') return open + close;
  const line = isList ? `[${flat}]` : `{ ${flat} }`;
  if (indent === null || indent.length + line.length < WIDTH - 20) return line;
  const inner = `${indent}  `;
  return `${open}\n${parts(inner)
    .map((part) => `${inner}${part},\n`)
    .join('')}${indent}${close}`;
};

const quoted = (text: string): string => {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
};
