import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { places, skip, sound, step, useChromium } from './specimen-test-kit.ts';

describe('the specimen in a real Chromium', { skip, timeout: 120_000 }, () => {
  const { observe } = useChromium();

  test('attributes have the effect that browsers give them', async (t) => {
    const table: readonly (readonly [line: string, seen: string])[] = [
      ['best=1; Path=/; Secure; HttpOnly; SameSite=Strict', 'KS-----'],
      ['good=1; Path=/; Secure; HttpOnly; SameSite=Lax', 'KS---G-'],
      ['scriptable=1; Path=/; Secure; SameSite=Lax', 'KS-J-G-'],
      ['plain=1; Path=/; HttpOnly; SameSite=Lax', 'KSH--G-'],
      // Chromium lets a young cookie without SameSite travel on a cross-site POST (Lax+POST).
      ['silent=1; Path=/; Secure; HttpOnly', 'KS--PG-'],
      ['everywhere=1; Path=/; Secure; HttpOnly; SameSite=None', 'KS--PG-'],
      ['misspelt=1; Path=/; Secure; HttpOnly; SameSite=Laxx', 'KS--PG-'],
      ['last=1; Path=/; Secure; HttpOnly; SameSite=Lax; SameSite=Strict', 'KS-----'],
      ['none-without-secure=1; Path=/; SameSite=None', '-------'],
      ['wide=1; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=reference.test', 'KS---GW'],
      ['dotted=1; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=.reference.test', 'KS---GW'],
      ['suffix=1; Path=/; Secure; Domain=test', '-------'],
      ['foreign=1; Path=/; Secure; Domain=evil.test', '-------'],
      ['__Host-good=1; Path=/; Secure; HttpOnly; SameSite=Lax', 'KS---G-'],
      ['__Host-path=1; Path=/me; Secure', '-------'],
      ['__Host-no-path=1; Secure', '-------'],
      ['__Host-domain=1; Path=/; Secure; Domain=reference.test', '-------'],
      ['__Secure-bare=1; Path=/', '-------'],
      ['elsewhere=1; Secure; HttpOnly', 'K------'],
      ['expired=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', '-------'],
    ];
    const lines = table.map(([line]) => line);
    const started = performance.now();
    const observation = await observe([step('signed-in', lines)]);
    const seen = sound(observation, 'signed-in');
    t.diagnostic(
      `${observation.browser}: one observation of one moment took ${Math.round(performance.now() - started)} ms`,
    );
    const actual = table.map(([line]) => `${places(seen, line.slice(0, line.indexOf('=')))} ${line}`);
    assert.deepEqual(
      actual,
      table.map(([line, expected]) => `${expected} ${line}`),
    );
  });

  test("a deletion works only where its path is the cookie's", async (t) => {
    const started = performance.now();
    const observation = await observe([
      step('visited', ['sid=anonymous; Path=/; Secure; HttpOnly', 'id=anonymous; Path=/; Secure']),
      step('signed-in', ['sid=alice; Path=/; Secure; HttpOnly', 'id=alice; Path=/; Secure', 'to=x; Path=/; Secure']),
      step('signed-out', ['sid=; Path=/app; Max-Age=0', 'id=; Path=/; Max-Age=0', 'to=y; Path=/; Secure']),
    ]);
    t.diagnostic(`one observation of three moments took ${Math.round(performance.now() - started)} ms`);
    assert.deepEqual(sound(observation, 'signed-in').sentSameSite.cookies, [
      { name: 'sid', empty: false, since: 'signed-in', newest: true },
      { name: 'id', empty: false, since: 'signed-in', newest: true },
      { name: 'to', empty: false, since: 'signed-in', newest: true },
    ]);
    assert.deepEqual(sound(observation, 'signed-out').sentSameSite.cookies, [
      { name: 'sid', empty: false, since: 'signed-in', newest: false },
      { name: 'to', empty: false, since: 'signed-out', newest: true },
    ]);
    assert.deepEqual(sound(observation, 'signed-out').kept, ['sid', 'to']);
  });

  test('Clear-Site-Data takes the cookies, and the controls come back', async () => {
    const observation = await observe([
      step('signed-in', ['sid=1; Path=/; Secure; HttpOnly', 'wide=1; Path=/; Domain=reference.test']),
      step('signed-out', [], { clearSiteData: '"cookies"' }),
    ]);
    assert.deepEqual(sound(observation, 'signed-in').kept, ['sid', 'wide']);
    assert.deepEqual(sound(observation, 'signed-out').kept, []);
    assert.deepEqual(sound(observation, 'signed-out').sentSameSite.names, []);
  });

  test('a script changes what is not HttpOnly, and nothing else', async () => {
    const observation = await observe([
      step('visited', ['sid=0; Path=/; Secure']),
      step('signed-in', [
        'sid=1; Path=/; Secure; HttpOnly',
        '__Host-id=1; Path=/; Secure; HttpOnly',
        'open=1; Path=/me',
      ]),
    ]);
    assert.equal(sound(observation, 'visited').changedByScript, null);
    assert.deepEqual(sound(observation, 'signed-in').changedByScript?.names, ['open']);
  });

  test('two cookies of one name are two, and observations may run side by side', async () => {
    const both = [step('m', ['sid=old; Path=/; Secure', 'sid=new; Path=/me; Secure'])];
    const none = [step('m', ['other=1; Path=/'])];
    const [one, two] = await Promise.all([observe(both), observe(none)]);
    const sent = sound(one, 'm').sentSameSite;
    assert.deepEqual(sent.names, ['sid']);
    assert.deepEqual(
      sent.cookies.map(({ newest }) => newest),
      [true, false],
    );
    assert.deepEqual(sound(two, 'm').kept, ['other']);
  });
});
