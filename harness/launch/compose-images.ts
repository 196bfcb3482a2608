import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { contentHash } from './content-hash.ts';
import { companionsOf, type ComposeFile, type ComposeService } from './compose-file.ts';
import { ensureImage, findImage, type LocalImage } from './image.ts';
import { basesOf } from './dockerfile.ts';

export interface ServiceImage extends LocalImage {
  readonly name: string;
}
export interface ImagesAsked {
  readonly target: string;
  readonly file: ComposeFile;
  readonly app: string;
  /** The Dockerfile of a flaw. */
  readonly dockerfile: string | null;
}

// Changes with what it is built from, so that an older build is not mistaken for it.
const tagOf = (target: string, name: string, build: NonNullable<ComposeService['build']>): string => {
  const hash = createHash('sha256').update(JSON.stringify(build));
  const context = contextOf(build);
  if (context !== null) hash.update(contentHash(context));
  return `sessionspec/${target}-${name}:${hash.digest('hex').slice(0, 16)}`.toLowerCase();
};

/** Null: it is no folder of this machine with its Dockerfile in it. */
const contextOf = ({ context: folder, dockerfile = 'Dockerfile' }: NonNullable<ComposeService['build']>) =>
  folder !== undefined && existsSync(join(folder, dockerfile)) ? { folder, dockerfile } : null;

const buildOf = ({ file, app, dockerfile }: ImagesAsked, name: string): ComposeService['build'] => {
  const build = file.services[name]?.build;
  return build === undefined || name !== app || dockerfile === null ? build : { ...build, dockerfile };
};

/** Service → the tag under which its `build` stands here. Those with an image alone have none. */
export const tagsOf = (asked: ImagesAsked): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...companionsOf(asked.file, asked.app), asked.app].flatMap((name) => {
      const build = buildOf(asked, name);
      return build === undefined ? [] : [[name, tagOf(asked.target, name, build)]];
    }),
  );

/** Sees to it that every image is here: pulled, or built by the compose program. */
export const imagesFor = async (
  docker: Docker,
  asked: ImagesAsked,
  tags: Readonly<Record<string, string>>,
  build: (services: readonly string[]) => Promise<unknown>,
): Promise<ReadonlyMap<string, ServiceImage>> => {
  const wanted: string[] = [];
  for (const [name, tag] of Object.entries(tags)) {
    const section = buildOf(asked, name) ?? {};
    const context = contextOf(section);
    // Where nothing tells whether it has changed, it is built anew; what has not changed is kept by the engine.
    if (context !== null && (await findImage(docker, tag)) !== null) continue;
    if (context !== null) await Promise.all(basesOf(context).map((base) => ensureImage(docker, base)));
    wanted.push(name);
  }
  if (wanted.length > 0) await build(wanted);
  const names = [...companionsOf(asked.file, asked.app), asked.app].map(
    (name) => [name, tags[name] ?? asked.file.services[name]?.image ?? ''] as const,
  );
  return new Map(
    await Promise.all(
      names.map(async ([name, image]) => [name, { name: image, ...(await ensureImage(docker, image)) }] as const),
    ),
  );
};
