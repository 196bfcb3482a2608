import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from './redis-place.ts';

const at = (place: string, ...keys: readonly string[]): void => {
  for (const key of keys) assert.equal(placeOf(key), place, key);
};

test('records of one kind stand in one place, whatever names them', () => {
  at('session:', 'session:abc', 'session:8f2c41d0:data', 'session:QmFzZXNpeHR5Zm91cg:data', 'session:17:');
  at('sess:', 'sess:p0Zk/8Qx1+w==', 'sess:p0Zk8Qx1+w==', 'sess:aB/cD/eF012', 'sess:/p0Zk');
  at('app/sess/', 'app/sess/abc', 'app/sess/QmFzZXNpeHR5Zm91cg/data');
  at('', 'abc', '8f2c41d0:data', '');
});

test('those of another stand in another', () => {
  at('spring:session:sessions:', 'spring:session:sessions:8f2c41d0-aa');
  at('spring:session:expirations:', 'spring:session:expirations:1893456000000');
  at('connect-session-store:', 'connect-session-store:abc');
  at('*:session:', 'v1:session:abc');
  at('*:log:', 'v1:log:abc');
  at('shop:log/', 'shop:log/abc');
});
