import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HarnessError } from '../errors.ts';
import { openBrowser } from './specimen.ts';
import { places, skip, sound, step, useChromium } from './specimen-test-kit.ts';

const CANARY = 'canary-4711';

describe('origins and errors of the specimen', { skip, timeout: 120_000 }, () => {
  const { observe } = useChromium();

  test("the site above a deeper host is the browser's own knowledge", async () => {
    const lines = ['site=1; Path=/; Domain=example.co.uk', 'own=1; Path=/; Domain=a.b.example.co.uk'];
    const seen = sound(await observe([step('m', lines)], 'https://a.b.example.co.uk'), 'm');
    assert.deepEqual(seen.sentToSibling.names, ['site']);
    assert.deepEqual(seen.sentSameSite.names, ['site', 'own']);
  });

  test('a loopback target is replayed under a stand-in, over https', async () => {
    const lines = ['sid=1; Path=/; Secure; HttpOnly', 'wide=1; Path=/; Domain=localhost'];
    const observation = await observe([step('m', lines)], 'http://localhost:3000');
    assert.equal(observation.origin, 'https://target.test:3000');
    assert.equal(places(sound(observation, 'm'), 'sid'), 'KS--PG-');
    assert.equal(places(sound(observation, 'm'), 'wide'), 'KSHJPGW');
  });

  test('a plain-http target keeps no Secure cookie', async () => {
    const seen = sound(await observe([step('m', ['sid=1; Secure', 'id=1; Path=/'])], 'http://10.1.2.3:3000'), 'm');
    assert.deepEqual(seen.kept, ['id']);
    assert.equal(places(seen, 'id'), 'KSHJPG-');
  });

  test('a host that is https only makes plain http unknown, not safe', async () => {
    const { m } = (await observe([step('m', ['sid=1; Path=/'])], 'https://app.example.dev')).moments;
    assert.equal(m?.sentPlainHttp.control, 'unknown');
    assert.equal(m.sentSameSite.control, 'yes');
    await assert.rejects(observe([step('m', [])], 'http://app.example.dev'), HarnessError);
  });

  test('no value leaves, neither in what was seen nor in an error', async () => {
    const observation = await observe([step('m', [`sid=${CANARY}; Path=/`, CANARY])]);
    assert.deepEqual(sound(observation, 'm').kept, ['', 'sid']);
    assert.ok(!JSON.stringify(observation).includes(CANARY));
    await assert.rejects(observe([step('m', [`sid=${CANARY}\n`])]), (error: unknown) => {
      assert.ok(error instanceof HarnessError && error.code === 'BROWSER');
      assert.ok(!`${error.stack}`.includes(CANARY));
      return true;
    });
  });

  test('steps that cannot be replayed are refused in words', async () => {
    await assert.rejects(observe([step('m', [], { path: 'login' })]), /"login"/);
    await assert.rejects(observe([], 'ftp://reference.test'), /ftp:\/\/reference\.test/);
    await assert.rejects(observe([step('a', []), step('b', []), step('a', [])]), /"a"/);
  });

  test('a program that is no Chromium is named', { timeout: 60_000 }, async () => {
    await assert.rejects(openBrowser(process.execPath), (error: unknown) => {
      assert.ok(error instanceof HarnessError && error.code === 'BROWSER');
      assert.ok(error.message.includes(process.execPath));
      return true;
    });
  });
});
