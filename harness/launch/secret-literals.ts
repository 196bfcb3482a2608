/** A text that stands where a secret would stand. */
export interface Literal {
  /** The name that it stands beside. */
  readonly name: string;
  readonly value: string;
  /** Whether it looks like a secret, and not like a word that the code needs. */
  readonly suspicious: boolean;
}

const NAME =
  '[\\w.-]{0,60}(?:secret|(?:session|cookie|sign|signing|jwt|token|auth|app|encryption|hmac|master)[_.-]?(?:key|salt|passphrase|password))[\\w.-]{0,60}';
const named = new RegExp(`^${NAME}$`, 'i');

/** Whether a secret would stand beside such a name. */
export const isSecretName = (name: string): boolean => named.test(name);

// A name starts where a word does, and is not endless: minified text must not be gone through again from every letter.
// secret: 'x', SECRET = "x", process.env.SECRET || 'x', "secret": ["x"
const IN_CODE = new RegExp(
  `(?<![\\w.-])(${NAME})["'\`\\])]*\\s*(?:[:=](?!=)|\\|\\||\\?\\?)\\s*[[(]?\\s*(["'\`])((?:(?!\\2)[^\\n]){4,200})\\2`,
  'gi',
);
// get('SECRET', 'x'). In a list of secrets, what stands before a comma is one of them, and no name.
const AS_DEFAULT = /(?<![\w.-])([A-Z_][A-Z0-9_]*)["'`]?\s*,\s*(["'`])((?:(?!\2)[^\n]){4,200})\2/g;
// SECRET=x, export SECRET=x, secret: x, - SECRET=x
const IN_LINES = /^[^\S\n]*(?:-[^\S\n]*)?(?:export[^\S\n]+)?["']?([A-Za-z_][\w.-]*)["']?[^\S\n]*[:=](.+)$/gm;
const IN_COMMANDS = /(?<![\w.-])([A-Za-z_]\w{0,60})=(?:("[^"\n]{1,200}"|'[^'\n]{1,200}')|([^\s"'`]{1,200}))/g;
// What is taken when nothing is set: ${SECRET:-x}
const FALLBACK = /^\$\{\w+:?[-=]([^}]*)\}$/;

/** Without quotes, and without what is remarked behind: SECRET=x # change it */
const unquoted = (text: string): string => {
  const [, , quoted] = /^(["'])(.*?)\1(?:\s+#.*)?$/.exec(text) ?? [];
  const bare = quoted ?? text.replace(/\s+#.*$/, '');
  return FALLBACK.exec(bare)?.[1] ?? bare;
};

const literal = (name: string, value: string): Literal[] => {
  // A reference, a name of another variable, nothing.
  if (value.length < 4 || /[$<{]|^%|^process\.|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value)) return [];
  return [{ name, value, suspicious: looksLikeSecret(value) }];
};

const looksLikeSecret = (value: string): boolean =>
  value.length >= 12 && !/\s/.test(value) && !/^[a-z]+(?:[_.:/-][a-z]+){0,2}$/i.test(value) && !/^[./]/.test(value);

/** `one ? 'a' : 'b'`, `'a' || 'b'`: what stands before may be a secret too. Names are printed, so such a one is not told. */
const nameToTell = (name: string, quoted: boolean): string =>
  quoted && looksLikeSecret(name) && !/^[A-Z_][A-Z0-9_]*$/.test(name) ? 'a quoted name' : name;

/** Literals of a source file. */
export const literalsInCode = (text: string): readonly Literal[] => [
  ...[...text.matchAll(IN_CODE)].flatMap(({ 1: name = '', 3: value = '', index }) =>
    literal(nameToTell(name, /["'`]/.test(text.charAt(index - 1))), value),
  ),
  ...[...text.matchAll(AS_DEFAULT)].flatMap(([, name = '', , value = '']) =>
    isSecretName(name) ? literal(name, value) : [],
  ),
];

/** Literals of commands, of which a line may hold several: SECRET=x npm start, docker run -e SECRET=x app. */
export const literalsInCommands = (text: string): readonly Literal[] =>
  [...text.matchAll(IN_COMMANDS)].flatMap(([, name = '', quoted, value = '']) =>
    isSecretName(name) ? literal(name, quoted?.slice(1, -1) ?? value) : [],
  );

/** Literals of a file of settings, one to a line. */
export const literalsInSettings = (text: string): readonly Literal[] =>
  [...text.matchAll(IN_LINES)].flatMap(([, name = '', value = '']) =>
    isSecretName(name) ? literal(name, unquoted(value.trim())) : [],
  );

export type FileKind = 'env' | 'template' | 'settings' | 'code';

/** How a file is read for secrets; null when it is not. `env`: one that holds settings of a deployment. */
export const kindOfFile = (path: string): FileKind | null => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^\.env\b.*(?:example|sample|template|dist)|^env\.(?:example|sample)$/i.test(name)) return 'template';
  if (/^\.env(?:\.[\w.-]+)?$|[\w-]\.env$/i.test(name)) return 'env';
  if (/\.(?:ya?ml|toml|ini|conf|properties|cfg)$/i.test(name)) return 'settings';
  return /\.(?:[cm]?[jt]sx?|json|py|rb|php|go|java|kt|cs|exs?|rs|sh|html?|vue|md)$/i.test(name) ? 'code' : null;
};

export const literalsIn = (kind: FileKind, text: string): readonly Literal[] =>
  kind === 'code' ? literalsInCode(text) : literalsInSettings(text);
