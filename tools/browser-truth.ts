import { ASK, filled, HOST, inWords, LOGIN, shortened, type TruthSeen } from '../harness/browser/cookie-truth-run.ts';
import { TRUTH, type Sending, type TruthCase } from '../harness/browser/cookie-truth.ts';
import {
  goesTo,
  readPair,
  readSetCookie,
  type CookieSource,
  type KeptCookie,
} from '../harness/http/cookie-store-model.ts';

type Held = KeptCookie & { readonly value: string };

const samePlace = (a: KeptCookie, b: KeptCookie): boolean =>
  a.name === b.name && a.domain === b.domain && a.hostOnly === b.hostOnly && a.path === b.path;

const sourceOf = ({ from = {} }: Sending): CookieSource => ({
  scheme: from.scheme ?? 'https',
  host: from.host ?? HOST,
  path: LOGIN,
  ...(from.byScript === true ? { byScript: true } : {}),
});

/** What our own reading keeps of a case, and why the last line is refused (null: it is not). */
export const readCase = (one: TruthCase): TruthSeen & { readonly refusal: string | null } => {
  let held: readonly Held[] = [];
  let refusal: string | null = null;
  for (const step of [...(one.before ?? []), one]) {
    const line = filled(step.line);
    const read = readSetCookie(line, sourceOf(step), held);
    refusal = read.kept ? null : read.why;
    if (!read.kept) continue;
    const others = held.filter((cookie) => !samePlace(cookie, read));
    held = read.life === 'ended' ? others : [...others, { ...read, value: readPair(line).value }];
  }
  const next = held.filter((cookie) => goesTo(cookie, { ...sourceOf(one), scheme: 'https', path: ASK }));
  const sent = next
    .toSorted((a, b) => b.path.length - a.path.length)
    .map(({ name, value }) => (name === '' ? value : `${name}=${value}`))
    .join('; ');
  return { kept: held.map((cookie) => inWords(cookie)).sort(), sent: shortened(sent), refusal };
};

const visible = (text: string): string =>
  Array.from(text)
    .map((character) =>
      character < ' ' || character === '\x7f'
        ? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
        : character,
    )
    .join('')
    .replaceAll('|', '\\|');
const code = (text: string): string => (text === '' ? '–' : `\`${visible(text)}\``);

const from = ({ from: { scheme, host, byScript } = {} }: Sending): string =>
  [
    byScript === true ? 'by script' : '',
    scheme === 'http' ? 'by plain http' : '',
    host === undefined ? '' : `from ${host}`,
  ]
    .filter((part) => part !== '')
    .map((part) => ` ${part}`)
    .join('');

const rowOf = (one: TruthCase): string => {
  const { kept, sent, refusal } = readCase(one);
  const before = (one.before ?? []).map((step) => `after ${code(step.line)}${from(step)}: `).join('');
  const reading =
    [...(refusal === null ? [] : [`refused: ${refusal}`]), ...kept.map(code)].join('<br>') || 'taken away';
  const { differs } = one;
  const chromium =
    differs === undefined
      ? 'the same'
      : `**differs**: keeps ${differs.kept === '' ? 'nothing' : code(differs.kept)}. ${differs.why}`;
  return `| ${before}${code(one.line)}${from(one)} | ${reading} | ${code(sent)} | ${chromium} | ${one.note} |`;
};

/** docs/browser-truth.md. Nothing in it depends on the machine. */
export const browserTruth = (): string =>
  [
    '# What browsers make of Set-Cookie',
    '',
    'Written by `npm run docs` from `harness/browser/cookie-truth.ts`. Our reading is `harness/http/cookie-store-model.ts`;',
    '`npm run unit` sends every line to a real Chromium, where there is one, and fails when what it keeps and sends is not',
    'what stands here: for a difference that is not explained, and for an explained one that is gone.',
    '',
    `Lines are sent by \`https://${HOST}${LOGIN}\` where nothing else is said; "sent next" is the Cookie header of a visit to`,
    `\`https://${HOST}${ASK}\`. A cookie is written as *name=value · host and path · protections · life*: \`*.\` before the host`,
    'means every host below as well, `capped` that 400 days is all it gets.',
    ...Object.entries(TRUTH).flatMap(([chapter, cases]) => [
      '',
      `## ${chapter}`,
      '',
      '| line | our reading | sent next | Chromium | note |',
      '| --- | --- | --- | --- | --- |',
      ...cases.map(rowOf),
    ]),
    '',
  ].join('\n');
