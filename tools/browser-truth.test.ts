import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runTruth } from '../harness/browser/cookie-truth-run.ts';
import { TRUTH } from '../harness/browser/cookie-truth.ts';
import { findChromium } from '../harness/browser/find-chromium.ts';
import { readCase } from './browser-truth.ts';

const found = await findChromium();
const skip = found === null ? 'no Chromium was found; `npm run setup` says how to get one' : false;
const cases = Object.values(TRUTH).flat();

test('there are at least 60 lines, each once', () => {
  assert.ok(cases.length >= 60);
  const written = cases.map(({ line, from, before }) => JSON.stringify([line, from, before]));
  assert.equal(new Set(written).size, written.length);
});

test(
  'a real Chromium keeps and sends what we read, but for what is explained',
  { skip, timeout: 180_000 },
  async (t) => {
    const started = performance.now();
    const seen = await runTruth(cases, found?.path ?? '');
    t.diagnostic(`${cases.length} lines took ${Math.round(performance.now() - started)} ms`);
    const text = ({ kept, sent }: { kept: readonly string[] | string; sent: string }): string =>
      `keeps ${[kept].flat().join(' + ') || 'nothing'}, sends ${sent || 'nothing'}`;
    const problems = cases.flatMap((one, index) => {
      const read = text(readCase(one));
      const real = text(seen[index] ?? { kept: 'no answer', sent: '' });
      if (one.differs === undefined) return read === real ? [] : [`${one.line}: Chromium ${real}; we read: ${read}`];
      if (read === real) return [`${one.line}: Chromium no longer differs`];
      return text(one.differs) === real ? [] : [`${one.line}: Chromium ${real}; explained was: ${text(one.differs)}`];
    });
    assert.deepEqual(problems, []);
  },
);
