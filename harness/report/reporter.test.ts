import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { FullResult, TestCase, TestResult } from '@playwright/test/reporter';
import SessionspecReporter from './reporter.ts';
import { handedBy } from './test-kit.ts';

const passed = { status: 'passed', duration: 1 } as FullResult;

/** A reporter to which one check with this attachment has come, and its folder. Nothing of it is printed. */
const reporting = async (context: TestContext, attachment: string | null) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sessionspec-reporter-'));
  process.env['RESULTS'] = folder;
  const printed = context.mock.method(process.stdout, 'write', () => true);
  context.after(async () => {
    delete process.env['RESULTS'];
    await rm(folder, { recursive: true, force: true });
  });
  const reporter = new SessionspecReporter();
  const one = {
    title: 'FIX-07 a sign-in that is announced lasts',
    id: 'one',
    location: { file: '/nowhere/fixation/sign-in-lasts.spec.ts' },
    parent: { project: () => ({ name: 'shop' }) },
  } as unknown as TestCase;
  const attachments = attachment === null ? [] : [{ name: 'sessionspec', body: Buffer.from(attachment) }];
  try {
    reporter.onTestEnd(one, { attachments, errors: [], status: 'passed', duration: 1 } as unknown as TestResult);
  } catch {
    // Playwright prints what a reporter throws here, and goes on.
  }
  const { status } = await reporter.onEnd(passed);
  const said = printed.mock.calls.map(({ arguments: [text] }) => String(text)).join('');
  printed.mock.restore();
  return { status, folder, printed: said };
};

test('a report that breaks while it is made makes a green run red, and says so', async (context) => {
  const { cost: _left, ...broken } = handedBy('FIX-07');
  const { status, printed } = await reporting(context, JSON.stringify(broken));
  assert.equal(status, 'failed');
  assert.match(printed, /error: the report broke: /);
});

test('a run of which every record came back stays as green as it was', async (context) => {
  const { status, folder } = await reporting(context, JSON.stringify(handedBy('FIX-07')));
  assert.equal(status, undefined);
  assert.match(await readFile(path.join(folder, 'results.json'), 'utf8'), /"exit": "green"/);
});

for (const [what, attachment] of [
  ['no record', null],
  ['a record that is cut short', '{"check":'],
  ['a record that is something else', '{"check":null}'],
] as const) {
  test(`${what} of a check that passed makes the run red`, async (context) => {
    assert.equal((await reporting(context, attachment)).status, 'failed');
  });
}
