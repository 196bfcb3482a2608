import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHeaders, withoutCredentials } from './target-headers.ts';

test('one header a line; comments and empty lines say nothing', () => {
  const text = '# for the gate\r\nX-Staging-Key: s3cret: with a colon \r\n\r\nCF-Access-Client-Id: abc\n';
  assert.deepEqual(parseHeaders(text, 'h'), {
    'x-staging-key': 's3cret: with a colon',
    'cf-access-client-id': 'abc',
  });
});

test('what is no header is told by its line, and never quoted', () => {
  for (const [text, says] of [
    ['X-Key s3cret', /line 1 is no header/],
    ['X-Key:', /line 1 is no header/],
    ['\n: s3cret', /line 2 is no header/],
    ['X Key: s3cret', /line 1 is no header/],
    ['X-Key: s3cret\u0007', /line 1 is no header/],
    ['Cookie: s3cret', /line 1 sets "cookie", which is the suite's own/],
    ['X-Key: s3cret\nx-key: s3cret', /gives "x-key" twice/],
  ] as const) {
    assert.throws(
      () => parseHeaders(text, 'h'),
      (error: Error) => {
        assert.match(error.message, says);
        assert.doesNotMatch(error.message, /s3cret/);
        return true;
      },
    );
  }
});

test('the user name and password of a URL become a header', () => {
  const { href, headers } = withoutCredentials(new URL('https://ann:p%40ss@staging.test/app?x=1'));
  assert.equal(href, 'https://staging.test/app?x=1');
  assert.equal(headers['authorization'], `Basic ${Buffer.from('ann:p@ss').toString('base64')}`);
  assert.deepEqual(withoutCredentials(new URL('https://staging.test/')).headers, {});
});
