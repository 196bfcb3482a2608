import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseWaivers, waiversOf } from './waivers-file.ts';

const known = { checks: ['OUT-01', 'FIX-01'], targets: ['shop'] };
const read = (text: string) => parseWaivers(text, 'w.yaml', known);
const entry = (over: Readonly<Record<string, string>> = {}) => {
  const fields = { check: 'OUT-01', target: 'shop', because: 'later', owner: 'ann', until: '2001-05-20', ...over };
  return Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([key, value], at) => `${at === 0 ? '  - ' : '    '}${key}: ${value}\n`)
    .join('');
};

test('a waiver is read with where it stands', () => {
  assert.deepEqual(read(`# ours\nwaivers:\n${entry({ ticket: 'SHOP-7' })}`), [
    {
      check: 'OUT-01',
      target: 'shop',
      because: 'later',
      owner: 'ann',
      until: '2001-05-20',
      ticket: 'SHOP-7',
      at: 'w.yaml:3',
    },
  ]);
});

test('JSON is YAML too, and an empty file waives nothing', () => {
  const json =
    '{"waivers": [{"check": "OUT-01", "target": "shop", "because": "b", "owner": "o", "until": "2001-05-20"}]}';
  assert.equal(read(json)[0]?.at, 'w.yaml:1');
  for (const empty of ['', '# nothing\n', 'waivers:\n', 'waivers: []\n']) assert.deepEqual(read(empty), []);
});

// Each mistake, with the line that it is told with.
const mistakes: readonly [string, string, RegExp][] = [
  ['a broken file', 'waivers:\n  - check: [OUT-01\n', /"w\.yaml" line \d cannot be read: /],
  ['two of a key', `waivers:\n${entry()}    owner: bob\n`, /line 7 cannot be read: Map keys must be unique/],
  [
    'words that begin with a star',
    `waivers:\n${entry({ because: '*soon' })}`,
    /line 4 cannot be read: "\*soon" refers to something that the file does not name: put the words in quotes/,
  ],
  ['another shape', '- check: OUT-01\n', /"w\.yaml" line 1 cannot be used: it is a list/],
  ['an unknown entry', `waivers:\n${entry({ reason: 'x' })}`, /line 7: "waivers\.0\.reason" is not a known entry/],
  [
    'nobody who answers for it',
    `waivers:\n${entry()}${entry({ check: 'FIX-01', owner: '' })}`,
    /line 7: "waivers\.1\.owner" is missing/,
  ],
  ['an empty reason', `waivers:\n${entry({ because: '" "' })}`, /line 4: "waivers\.0\.because" is empty/],
  [
    'no day',
    `waivers:\n${entry({ until: 'June' })}`,
    /line 6: "waivers\.0\.until" is not a day: write it as YYYY-MM-DD \(seen: "June"\)/,
  ],
  ['a day that there is not', `waivers:\n${entry({ until: '2001-02-30' })}`, /line 6: .*is not a day.*2001-02-30/],
  ['a moment', `waivers:\n${entry({ until: '2001-02-20T10:00:00Z' })}`, /line 6: .*is not a day/],
  [
    'no code',
    `waivers:\n${entry({ check: 'sign-out' })}`,
    /line 2: "waivers\.0\.check" is not the code of a check: write it as OUT-01/,
  ],
  ['an unknown check', `waivers:\n${entry({ check: 'OUT-99' })}`, /line 2: there is no check "OUT-99"/],
  [
    'an unknown target',
    `waivers:\n${entry({ target: 'shp' })}`,
    /line 3: there is no target "shp" in this run \(known: "shop"\); name those of other runs/,
  ],
  [
    'the same twice',
    `waivers:\n${entry()}${entry()}`,
    /OUT-01 is waived for "shop" twice, at w\.yaml:2 and w\.yaml:7: keep one/,
  ],
];
for (const [what, text, says] of mistakes) {
  test(`${what} is told with its line`, () => {
    assert.throws(() => read(text), says);
  });
}

test('one file may serve several runs, where it names their targets', () => {
  assert.equal(read(`targets: [blog]\nwaivers:\n${entry({ target: 'blog' })}`)[0]?.target, 'blog');
});

test("a target has its definition's waivers and those of the file that name it", () => {
  const inFile = read(`targets: [blog]\nwaivers:\n${entry()}${entry({ target: 'blog' })}`);
  const own = { check: 'FIX-01', because: 'b', owner: 'o', until: '2001-05-20' };
  const of = (waivers: Parameters<typeof waiversOf>[1]) => waiversOf('shop', waivers, inFile, 'definition "shop"');
  assert.deepEqual(
    of([own]).map(({ check, target, at }) => [check, target, at]),
    [
      ['FIX-01', 'shop', 'definition "shop" waivers.0'],
      ['OUT-01', 'shop', 'w.yaml:3'],
    ],
  );
  assert.throws(() => of([{ ...own, check: 'OUT-01' }]), /OUT-01 is waived for "shop" twice, at definition/);
  assert.throws(() => of([{ ...own, check: 'FIX-99' }]), /waivers\.0: there is no check "FIX-99"/);
  assert.throws(() => of([{ ...own, target: 'blog' }]), /it names "blog", and this target is "shop"/);
});
