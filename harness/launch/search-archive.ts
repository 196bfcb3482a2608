import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { kindOfFile, literalsIn } from './secret-literals.ts';

/** A text that may be a secret. */
export interface Finding {
  readonly value: string;
  /** The file and the name beside it. */
  readonly where: string;
  /** Whether it is worth a word although nothing shows that it is in use. */
  readonly suspicious: boolean;
}

export interface Searched {
  readonly findings: Finding[];
  /** Files that hold settings of a deployment. */
  readonly envFiles: string[];
  files: number;
}

/** A bigger one is data or a bundle of somebody else's. */
const FILE_BYTES = 512 * 1024;
const SYSTEM =
  /^(?:usr\/(?:s?bin|lib\w*|include|share(?!\/nginx)|local\/(?:s?bin|lib|include|share|man))|lib\w*|s?bin|var\/(?:lib|cache)|proc|sys|dev|etc\/(?:ssl|ca-certificates|alternatives))\//;
const DEPENDENCY = /(?:^|\/)(?:node_modules|site-packages|gems|vendor|bower_components)\//;
const EXAMPLE = /\/(?:tests?|__tests__|specs?|docs?|examples?|benchmarks?|fixtures)\//;

const isWanted = (path: string, size: number): boolean => {
  const kind = kindOfFile(path);
  if (kind === null || size === 0 || size > FILE_BYTES) return false;
  if (kind === 'env' || kind === 'template') return !DEPENDENCY.test(path);
  if (SYSTEM.test(path)) return false;
  return !(DEPENDENCY.test(path) && (EXAMPLE.test(path) || /\.(?:md|html?|json|d\.[cm]?ts)$/.test(path)));
};

/** Reads one file for secrets. */
export const searchFile = (path: string, content: Buffer, into: Searched): void => {
  const kind = kindOfFile(path);
  if (kind === null) return;
  into.files += 1;
  const ours = !DEPENDENCY.test(path);
  if (kind === 'env' && ours) into.envFiles.push(`/${path}`);
  if (!/secret|key|salt|pass/i.test(content.toString('latin1'))) return;
  for (const { name, value, suspicious } of literalsIn(kind, content.toString('utf8'))) {
    const worth = suspicious && ours && kind !== 'template' && !path.endsWith('.md');
    into.findings.push({ value, where: `${name} in /${path}`, suspicious: worth });
  }
};

const contentOf = async (stream: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

type Visit = (path: string, size: number, stream: Readable) => Promise<void>;

/** Goes through an archive, one entry after the other; what a visit leaves unread is read away. */
const walk = async (archive: Readable, visit: Visit, signal: AbortSignal): Promise<void> => {
  const entries = extract();
  entries.on('entry', (header, stream, next) => {
    const content = stream as unknown as Readable;
    const path = header.name.replace(/^\.?\//, '');
    const over = new Promise((resolve) => void content.once('end', resolve));
    const goOn = async (): Promise<void> => {
      try {
        if (header.type === 'file') await visit(path, header.size ?? 0, content);
        content.resume();
        await over;
        next();
      } catch (thrown) {
        next(thrown);
      }
    };
    void goOn();
  });
  await pipeline(archive, entries, { signal });
};

const BLOCK = 512;
const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b;
const isTar = (head: Buffer): boolean => head.subarray(257, 262).toString('latin1') === 'ustar';

/** The first block of a stream, and the whole of it again. */
const peeked = async (stream: Readable): Promise<{ head: Buffer; whole: Readable }> => {
  const whole = new Transform({ transform: (chunk: Buffer, _encoding, done) => done(null, chunk) });
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    const look = (chunk: Buffer): void => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= BLOCK) done();
    };
    const done = (): void => {
      stream.off('data', look).off('end', done).off('error', reject);
      stream.pause();
      const head = Buffer.concat(chunks);
      whole.write(head);
      if (stream.readableEnded) whole.end();
      else stream.pipe(whole);
      resolve({ head, whole });
    };
    stream.on('data', look).once('end', done).once('error', reject);
  });
};

/**
 * Searches what `docker save` writes: every layer, what a later one deletes included. Layers are found by their form,
 * since engines name and pack them differently.
 */
export const searchArchive = async (archive: Readable, into: Searched, signal: AbortSignal): Promise<number> => {
  let layers = 0;
  const file: Visit = async (path, size, stream) => {
    if (isWanted(path, size)) searchFile(path, await contentOf(stream), into);
  };
  const blob: Visit = async (_path, size, stream) => {
    if (size < 32) return;
    const { head, whole } = await peeked(stream);
    if (!isGzip(head) && !isTar(head)) {
      whole.resume();
      return;
    }
    layers += 1;
    const tar = isGzip(head) ? whole.pipe(createGunzip()) : whole;
    await walk(tar, file, signal);
  };
  await walk(archive, blob, signal);
  return layers;
};
