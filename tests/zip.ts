import { inflateRawSync } from 'node:zlib';

/** The files in an archive, by its central directory. */
export const unzipped = (archive: Buffer): readonly { file: string; content: Buffer }[] => {
  const end = archive.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (end < 0) throw new Error('no archive: it has no end of a central directory');
  const files: { file: string; content: Buffer }[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, local] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 20),
      archive.readUInt32LE(at + 42),
    ];
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const begins = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const data = archive.subarray(begins, begins + size);
    files.push({
      file: archive.toString('utf8', at + 46, at + 46 + name),
      content: method === 0 ? data : inflateRawSync(data),
    });
    at += 46 + name + extra + comment;
  }
  return files;
};
