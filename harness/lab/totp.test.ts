import assert from 'node:assert/strict';
import { test } from 'node:test';
import { totp } from './totp.ts';

const at = (seconds: number) => ({ now: () => seconds * 1000 });
const base32 = (text: string) => {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
};

// RFC 6238, appendix B.
test('codes are those of the standard, at the time of the target', () => {
  const sha1 = totp(base32('12345678901234567890'), { digits: 8 });
  assert.deepEqual(
    [59, 1111111109, 20000000000].map((time) => sha1(at(time))),
    ['94287082', '07081804', '65353130'],
  );
  const sha256 = totp(base32('12345678901234567890123456789012'), { digits: 8, algorithm: 'SHA256' });
  assert.equal(sha256(at(1234567890)), '91819424');
  const sha512 = totp(base32('1234567890'.repeat(6) + '1234'), { digits: 8, algorithm: 'SHA512' });
  assert.equal(sha512(at(2000000000)), '38618901');
});

test('six digits each half a minute, unless said otherwise; a secret may be written in groups', () => {
  const code = totp('gezd gnbv gy3t qojq-gezd gnbv gy3t qojq');
  assert.equal(code(at(59)), '287082');
  assert.equal(code(at(31)), code(at(59)));
  assert.notEqual(code(at(29)), code(at(31)));
  assert.equal(totp('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', { period: 60 })(at(59)), code(at(0)));
});

test('a secret that is none is told, and not quoted', () => {
  assert.throws(
    () => totp('0189!'),
    (error: Error) => /no base32/.test(error.message) && !error.message.includes('0189'),
  );
});
