import assert from 'node:assert/strict';
import { test } from 'node:test';
import { policyNamed } from '../../harness/model/policy.ts';
import { askedOfOthers, keptBesides } from './others.ts';

const of = (policy: string) => askedOfOthers(policyNamed(policy).cookie);

test('another cookie has to be Secure and prefixed, and should be hidden and keep to its site', () => {
  assert.deepEqual(of('asvs-l2'), { secure: 'must', prefix: 'must', sameSite: 'should', httpOnly: 'should' });
  assert.deepEqual(of('pci-dss'), { secure: 'should', prefix: 'info', sameSite: 'should', httpOnly: 'should' });
});

test('what a browser keeps and no answer set was made by a script', () => {
  const kept = { path: '/', secure: false, httpOnly: false, sameSite: 'Lax', bytes: 3 } as const;
  const cookies = [
    { ...kept, name: 'sid' },
    { ...kept, name: 'seen' },
  ];
  const lines = keptBesides({ browser: 'Chromium', cookies }, [{ name: 'sid' }]);
  assert.deepEqual(
    lines.map(({ name, at, attributes }) => [name, at, attributes]),
    [
      [
        'seen',
        'a page in Chromium',
        [
          ['Path', '/'],
          ['SameSite', 'Lax'],
        ],
      ],
    ],
  );
});
