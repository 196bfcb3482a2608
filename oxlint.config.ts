import { defineConfig } from 'oxlint';

// Import direction: a folder may use those named beside it, and the packages that it owns. Nothing imports upwards.
const ZONES: Readonly<Record<string, { readonly folders: readonly string[]; readonly packages: readonly string[] }>> = {
  model: { folders: [], packages: [] },
  signature: { folders: ['model'], packages: [] },
  http: { folders: ['model', 'signature'], packages: ['undici', 'tough-cookie'] },
  clock: { folders: ['model'], packages: [] },
  browser: { folders: ['model'], packages: ['playwright', 'selfsigned'] },
  randomness: { folders: ['model'], packages: [] },
  signin: { folders: ['model', 'http', 'browser', 'clock'], packages: ['cheerio'] },
  launch: {
    folders: ['model', 'http', 'browser', 'clock'],
    packages: [
      'dockerode',
      'testcontainers',
      'selfsigned',
      'httpxy',
      'tar-fs',
      'tar-stream',
      '@balena/dockerignore',
      'yaml',
    ],
  },
  gate: { folders: ['model'], packages: ['yaml', 'valibot'] },
  report: {
    folders: ['model', 'gate'],
    packages: ['@playwright/test', 'xmlbuilder', 'htm', 'preact', 'preact-render-to-string'],
  },
  lab: {
    folders: ['model', 'gate', 'signature', 'http', 'browser', 'clock', 'randomness', 'signin', 'launch'],
    packages: ['@playwright/test', 'vscode-jsonrpc', 'valibot', 'p-limit', 'otpauth'],
  },
};
const FOLDERS = Object.keys(ZONES);
const PACKAGES = [...new Set(Object.values(ZONES).flatMap(({ packages }) => packages))];

const deny = (folders: readonly string[], packages: readonly string[], more: readonly string[]) => ({
  group: [
    ...FOLDERS.filter((folder) => !folders.includes(folder)).map((folder) => `**/${folder}/**`),
    ...PACKAGES.filter((name) => !packages.includes(name)).flatMap((name) => [name, `${name}/**`]),
    ...more,
  ],
  message: 'Not from here: see the import direction in CONTRIBUTING.md.',
});
/** Who sends values, takes them apart, and measures them. */
const MAY_REVEAL: ReadonlySet<string> = new Set(['signature', 'http', 'browser', 'randomness']);
const secrets = {
  group: ['**/secret.ts'],
  importNames: ['reveal'],
  message: 'Only signature/, http/, browser/ and randomness/ may read a secret.',
};
const restrict = (files: string[], ...patterns: object[]) => ({
  files,
  excludeFiles: ['**/*.test.ts'],
  rules: { 'no-restricted-imports': ['error', { patterns }] as never },
});

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'node', 'promise'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true },
  ignorePatterns: ['**/node_modules', 'results', 'test-results'],
  rules: {
    'typescript/no-floating-promises': [
      'error',
      {
        allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'suite', 'describe', 'it'], package: 'node:test' }],
      },
    ],
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    'import/no-cycle': 'error',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-unnecessary-type-assertion': 'off',
    'typescript/unbound-method': 'off',
    'typescript/consistent-return': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'no-underscore-dangle': 'off',
    'no-unmodified-loop-condition': 'off',
  },
  overrides: [
    ...Object.entries(ZONES).map(([zone, { folders, packages }]) =>
      restrict(
        [`harness/${zone}/**/*.ts`],
        deny([...folders, zone], packages, [
          '**/suites/**',
          '**/targets/**',
          '**/tools/**',
          ...(zone === 'model' ? ['node:**', '!node:crypto'] : []),
          ...(zone === 'signature' || zone === 'randomness' ? ['node:**', '!node:crypto', '!node:zlib'] : []),
        ]),
        ...(MAY_REVEAL.has(zone) ? [] : [secrets]),
      ),
    ),
    // A recipe traces what was sent to where it came from, by the values themselves.
    restrict(
      ['harness/signin/recipe/*.ts'],
      deny([...ZONES['signin']!.folders, 'signin'], ZONES['signin']!.packages, [
        '**/suites/**',
        '**/targets/**',
        '**/tools/**',
      ]),
    ),
    // Checks and definitions know the one door, and nothing that is behind it.
    restrict(['suites/**/*.ts'], deny([], [], ['**/targets/**', '**/tools/**', 'node:**'])),
    restrict(['targets/*/target.ts', 'targets/*/flaws.ts'], deny([], [], ['**/suites/**', '**/tools/**'])),
    // Masks are made of the values themselves.
    { files: ['harness/model/masking.ts'], rules: { 'no-restricted-imports': 'off' } },
    {
      files: ['**/*.test.ts', 'targets/*/app/**', 'targets/*/flawed/**', 'targets/*/flawed.ts'],
      rules: { 'typescript/no-unsafe-assignment': 'off', 'typescript/no-unsafe-return': 'off' },
    },
  ],
});
