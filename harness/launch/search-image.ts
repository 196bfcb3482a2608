import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { pack } from 'tar-stream';
import { messageOf } from '../errors.ts';
import { follow } from './image.ts';
import type { Ledger } from './ledger.ts';
import { searchArchive, type Finding, type Searched } from './search-archive.ts';
import { isSecretName } from './secret-literals.ts';

/** What is inside an image and its history, and whether the search finds what it should. */
export interface ImageSearch {
  readonly findings: readonly Finding[];
  readonly envFiles: readonly string[];
  readonly layers: number;
  readonly files: number;
  /** Where canaries were planted, and in which of these places they were found. */
  readonly planted: readonly string[];
  readonly found: readonly string[];
}

const LIMIT_MS = 120_000;
const SILENCE_MS = 60_000;

const FOLDER = 'sessionspec-canary';
const makeCanaries = () => {
  const value = () => randomBytes(16).toString('hex');
  return { 'the environment': value(), 'a .env file': value(), 'a literal in a source file': value() };
};

/** The image with one throw-away layer on top, in which there is something to find. */
const buildOnTop = async (
  docker: Docker,
  { image, tag, labels }: { image: string; tag: string; labels: Readonly<Record<string, string>> },
  canaries: ReturnType<typeof makeCanaries>,
): Promise<void> => {
  const context = pack();
  const dockerfile = [
    `FROM ${image}`,
    // Ahead of all else, so that a build which is broken off leaves nothing without an owner.
    `LABEL ${Object.entries(labels)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(' ')}`,
    `ENV CANARY_SECRET=${canaries['the environment']}`,
    `COPY canary.env /${FOLDER}/.env`,
    `COPY canary.js /${FOLDER}/canary.js`,
  ].join('\n');
  context.entry({ name: 'Dockerfile' }, dockerfile);
  context.entry({ name: 'canary.env' }, `SESSION_SECRET=${canaries['a .env file']}\n`);
  context.entry({ name: 'canary.js' }, `session({ secret: '${canaries['a literal in a source file']}' });\n`);
  context.finalize();
  const options = { t: tag, rm: true, forcerm: true, version: '1' as const };
  await follow(docker, await docker.buildImage(new Readable().wrap(context), options), SILENCE_MS);
};

const ASSIGNED = /([\w.-]+)=("[^"]*"|'[^']*'|\S+)/g;

/** Names and values in the image's own description: environment, command, labels, and the steps that made it. */
const described = async (docker: Docker, tag: string, variable: string): Promise<readonly Finding[]> => {
  const image = docker.getImage(tag);
  const [{ Config }, steps] = await Promise.all([
    image.inspect(),
    image.history() as Promise<readonly { readonly CreatedBy?: string }[]>,
  ]);
  const pairs = (text: string, where: string) =>
    [...text.matchAll(ASSIGNED)].map(([, name = '', value = '']) => ({ name, value, where }));
  const env = (Config.Env ?? []).map((line) => {
    const at = line.indexOf('=');
    return { name: line.slice(0, at), value: line.slice(at + 1), where: "the image's environment" };
  });
  const command = [Config.Entrypoint ?? [], Config.Cmd ?? []].flat().join(' ');
  const labels = Object.entries(Config.Labels ?? {}).map(([name, value]) => ({ name, value, where: 'its labels' }));
  const history = steps.flatMap(({ CreatedBy = '' }) => pairs(CreatedBy, 'its history'));
  return [...env, ...pairs(command, 'its command'), ...labels, ...history]
    .filter(({ name, value }) => (name === variable || isSecretName(name)) && value.length >= 4 && !value.includes('$'))
    .map(({ name, value, where }) => ({
      value: value.replace(/^(["'])(.*)\1$/, '$2'),
      where: `${name} in ${where}`,
      suspicious: true,
    }));
};

/** One finding for each value, with every place where it stands. */
const byValue = (findings: readonly Finding[]): readonly Finding[] =>
  [...Map.groupBy(findings, ({ value }) => value)].map(([value, same]) => ({
    value,
    where: [...new Set(same.map(({ where }) => where))].slice(0, 4).join(', '),
    suspicious: same.some(({ suspicious }) => suspicious),
  }));

/**
 * Searches an image for secrets. Canaries are planted in a layer on top, and that image is searched, so that what shows
 * the search to work is in the very search that it vouches for. The layer is removed after.
 */
export const searchImage = async (
  docker: Docker,
  ledger: Ledger,
  { image, variable }: { readonly image: string; readonly variable: string },
): Promise<ImageSearch> => {
  const tag = `sessionspec/canary:${randomBytes(6).toString('hex')}`;
  const canaries = makeCanaries();
  const entry = { kind: 'image', id: tag } as const;
  const searched: Searched = { findings: [], envFiles: [], files: 0 };
  ledger.add(entry);
  try {
    await buildOnTop(docker, { image, tag, labels: ledger.labels }, canaries);
    const archive = await docker.getImage(tag).get();
    const layers = await searchArchive(archive as Readable, searched, AbortSignal.timeout(LIMIT_MS));
    const all = byValue([...(await described(docker, tag, variable)), ...searched.findings]);
    const found = Object.entries(canaries).filter(([, planted]) => all.some(({ value }) => value === planted));
    return {
      findings: all.filter(({ value }) => !Object.values(canaries).includes(value)),
      envFiles: searched.envFiles.filter((path) => !path.startsWith(`/${FOLDER}/`)),
      layers,
      files: searched.files,
      planted: Object.keys(canaries),
      found: found.map(([place]) => place),
    };
  } finally {
    await docker.getImage(tag).remove({ force: true }).catch(ignoreGone);
    ledger.remove(entry);
  }
};

const ignoreGone = (thrown: unknown): void => {
  if (!/no such image/i.test(messageOf(thrown))) throw thrown;
};
