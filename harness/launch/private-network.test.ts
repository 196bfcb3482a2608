import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TEST_SUBNETS, testSubnet } from './private-network.ts';

test('every subnet lies within what is set aside for tests, and is another', () => {
  assert.deepEqual([0, 1, 4, 1_024, TEST_SUBNETS - 1].map(testSubnet), [
    '198.18.0.0/26',
    '198.18.0.64/26',
    '198.18.1.0/26',
    '198.19.0.0/26',
    '198.19.255.192/26',
  ]);
  assert.equal(new Set(Array.from({ length: TEST_SUBNETS }, (_, at) => testSubnet(at))).size, TEST_SUBNETS);
});
