import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { chromium } from 'playwright';
import { HarnessError } from '../errors.ts';
import { findChromium } from './find-chromium.ts';

describe('where Chromium is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sessionspec-'));
  after(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'google-chrome');
  writeFileSync(program, '#!/bin/sh\n');
  chmodSync(program, 0o755);

  test('BROWSER decides alone', async () => {
    assert.equal(await findChromium({ BROWSER: 'none', PATH: folder }), null);
    assert.deepEqual(await findChromium({ BROWSER: program }), { path: program, source: 'BROWSER' });
    const missing = join(folder, 'missing');
    await assert.rejects(findChromium({ BROWSER: missing, PATH: folder }), (error: unknown) => {
      assert.ok(error instanceof HarnessError && error.code === 'BROWSER');
      assert.ok(error.message.includes(missing));
      return true;
    });
  });

  test("else Playwright's own, else one on PATH", async () => {
    const found = await findChromium({ BROWSER: '', PATH: `/nowhere:${folder}` });
    assert.ok(found);
    assert.ok(found.path === chromium.executablePath() || found.path === program);
  });
});
