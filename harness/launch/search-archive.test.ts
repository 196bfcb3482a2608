import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { searchArchive, type Searched } from './search-archive.ts';

const SECRET = 'q7Rk2mPz9wLx4TbN';

const tar = async (files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> => {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) archive.entry({ name }, content);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of new Readable().wrap(archive)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const search = async (files: Readonly<Record<string, string | Buffer>>) => {
  const into: Searched = { findings: [], envFiles: [], files: 0 };
  const layers = await searchArchive(Readable.from([await tar(files)]), into, AbortSignal.timeout(10_000));
  return { layers, ...into };
};

test('layers are found by their form, whatever an engine calls them and whether they are packed', async () => {
  const layer = await tar({ 'srv/app/config.js': `module.exports = { secret: '${SECRET}' };` });
  const seen = await search({
    'manifest.json': '[{}]'.padEnd(2_000),
    'abc/layer.tar': layer,
    'blobs/sha256/def': gzipSync(layer),
  });
  assert.equal(seen.layers, 2);
  assert.deepEqual(
    seen.findings,
    [1, 2].map(() => ({ value: SECRET, where: 'secret in /srv/app/config.js', suspicious: true })),
  );
});

test('big entries before and behind are read away', async () => {
  const bulk = Buffer.alloc(3_000_000, 'x');
  const layer = await tar({ 'srv/bulk.js': bulk, 'srv/.env': `SESSION_SECRET=${SECRET}`, 'srv/more.bin': bulk });
  const seen = await search({ 'one/layer.tar': await tar({ bulk }), 'two/layer.tar': layer, 'three.bin': bulk });
  assert.equal(seen.layers, 2);
  assert.deepEqual(seen.envFiles, ['/srv/.env']);
  assert.equal(seen.findings[0]?.value, SECRET);
});

test('what belongs to the system or to a dependency alarms nobody', async () => {
  const source = `const secret = '${SECRET}';`;
  const layer = await tar({
    'usr/lib/python3/conf.py': source,
    'srv/node_modules/lib/test/a.js': source,
    'srv/node_modules/lib/.env': `SECRET=${SECRET}`,
    'srv/node_modules/lib/index.js': source,
    'srv/.env.example': `SESSION_SECRET=${SECRET}`,
  });
  const { findings, envFiles } = await search({ 'a/layer.tar': layer });
  assert.deepEqual(
    findings.map(({ where, suspicious }) => [where, suspicious]),
    [
      ['secret in /srv/node_modules/lib/index.js', false],
      ['SESSION_SECRET in /srv/.env.example', false],
    ],
  );
  assert.deepEqual(envFiles, []);
});
