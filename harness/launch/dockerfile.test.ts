import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { contentHash } from './content-hash.ts';
import { basesOf, buildContextOf } from './dockerfile.ts';
import { scratchFolder, someDefinition } from './test-kit.ts';

test('the bases of a Dockerfile are what it starts from, not its own stages', async (t) => {
  const text = `ARG V=1
FROM --platform=linux/amd64 node:24-bookworm-slim AS build
from build as second
FROM base:\${V}
FROM scratch
COPY --from=build / /
FROM redis:7`;
  const folder = await scratchFolder(t, { Dockerfile: text });
  assert.deepEqual(basesOf({ folder, dockerfile: 'Dockerfile' }), ['node:24-bookworm-slim', 'redis:7']);
});

test('the hash follows content and Dockerfile, not what is ignored', async (t) => {
  const files = {
    Dockerfile: 'FROM scratch',
    'Dockerfile.flawed': '',
    'a.ts': '1',
    ignored: '1',
    '.dockerignore': 'ignored',
  };
  const folder = await scratchFolder(t, files);
  const context = { folder, dockerfile: 'Dockerfile' };
  const before = contentHash(context);
  assert.equal(contentHash(context), before);
  assert.notEqual(contentHash({ folder, dockerfile: 'Dockerfile.flawed' }), before);
  await writeFile(join(folder, 'ignored'), '2');
  assert.equal(contentHash(context), before);
  await writeFile(join(folder, 'a.ts'), '2');
  assert.notEqual(contentHash(context), before);
});

test('a flaw may have a Dockerfile of its own, and a missing one is named', async (t) => {
  const folder = await scratchFolder(t, { Dockerfile: '', 'Dockerfile.flawed': '' });
  const launch = { container: { build: './', port: 1 } };
  const definition = someDefinition(launch, { flawed: { process: ['x'], build: 'Dockerfile.flawed' } });
  assert.equal(buildContextOf({ definition, folder, flaw: null })?.dockerfile, 'Dockerfile');
  assert.equal(buildContextOf({ definition, folder, flaw: 'f' })?.dockerfile, 'Dockerfile.flawed');
  assert.throws(() => buildContextOf({ definition, folder: join(folder, 'no'), flaw: null }), {
    code: 'LAUNCH',
    message: /no such file/,
  });
});
