import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { congruential, controlSeries, series } from './controls.ts';
import { figuresOf, judgedRightly, type Figures } from './figures.ts';
import { fraction, seeded } from './test-kit.ts';

const COUNT = 210;
const bytes = seeded('figures');
const hex = (count: number) => bytes(count).toString('hex');
const digest = (name: string, input: string) => createHash(name).update(input).digest();
const uuid = (version: number, first = bytes(8)) => {
  const all = Buffer.concat([first, bytes(8)]);
  all[6] = ((all[6] ?? 0) & 0x0f) | (version << 4);
  all[8] = ((all[8] ?? 0) & 0x3f) | 0x80;
  return all.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};
const sixBytes = (ms: number) => {
  const time = Buffer.alloc(8);
  time.writeUIntBE(ms, 0, 6);
  time.set(bytes(2), 6);
  return time;
};
const of = (make: Parameters<typeof series>[1], count = COUNT) => figuresOf(series(count, make));
const blameless = ({ failedTwice, sequence, derived, collisions, sharedByUser, generator }: Figures) =>
  assert.deepEqual([failedTwice, sequence, derived, collisions, sharedByUser, generator], [[], null, null, 0, 0, null]);

const sound: readonly [string, Parameters<typeof series>[1], number, string][] = [
  ['16 bytes in hexadecimal', () => hex(16), 128, 'hexadecimal'],
  ['16 bytes in base64url', () => bytes(16).toString('base64url'), 128, 'base64'],
  ['24 bytes in base64url, as express-session makes them', () => bytes(24).toString('base64url'), 192, 'base64'],
  ['32 bytes in base64, percent-encoded', () => encodeURIComponent(bytes(32).toString('base64')), 256, 'base64'],
  ['a tag and 16 bytes', () => `sess_v1.${hex(16)}`, 128, 'hexadecimal'],
  ['UUID of version 4', () => uuid(4), 122, 'UUID of version 4'],
  ['UUID of version 4 without dashes', () => uuid(4).replaceAll('-', ''), 122, 'UUID of version 4'],
  ['UUID of version 4 in base64', () => Buffer.from(uuid(4)).toString('base64'), 122, 'UUID of version 4 in base64'],
  ['16 bytes in hexadecimal in base64', () => Buffer.from(hex(16)).toString('base64'), 128, 'hexadecimal in base64'],
  [
    '26 digits of base 32',
    () => Array.from(bytes(26), (byte) => '0123456789abcdefghijklmnopqrstuv'[byte & 31]).join(''),
    130,
    'symbols',
  ],
  [
    '21 characters of 64',
    () =>
      Array.from(
        bytes(21),
        (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'[byte & 63],
      ).join(''),
    126,
    'symbols',
  ],
];
for (const [name, make, bits, form] of sound) {
  test(`${name}: nothing against it, room for ${bits} bits`, () => {
    const seen = of(make);
    blameless(seen);
    assert.equal(seen.capacityBits, bits);
    assert.equal(seen.form, form);
    assert.equal(seen.count, COUNT);
    assert.equal(seen.sampleTooSmall, false);
  });
}

test('the lower bounds claim no more than the sample shows', () => {
  const good = of(() => hex(16));
  assert.equal(good.atLeastBySight, 11);
  assert.ok((good.atLeastIfIndependent ?? 0) > 120 && (good.atLeastIfIndependent ?? 0) <= 128);
  // Eight in ten bits are ones: log2(1 / 0.8) of each.
  const biased = of(() =>
    Array.from(bytes(128), (byte) => (byte < 205 ? '1' : '0'))
      .join('')
      .replaceAll(/.{4}/g, (four) => Number.parseInt(four, 2).toString(16)),
  );
  assert.ok((biased.atLeastIfIndependent ?? 99) < 45, `${biased.atLeastIfIndependent}`);
  assert.notDeepEqual(biased.failedTwice, []);
});

test('48 random bits and a constant have room for 48', () => {
  const seen = of(() => `00c0ffee00c0ffee00c0ffee${hex(6)}`);
  assert.equal(seen.capacityBits, 48);
  assert.equal(seen.constantPositions, 24);
});
test('bits that are sums of other bits add nothing', () => {
  const seen = of(() => {
    const half = bytes(8);
    return Buffer.concat([half, half.map((byte) => byte ^ 0xa5)]).toString('hex');
  });
  assert.equal(seen.capacityBits, 64);
});
test('a value that came twice is counted', () => {
  assert.equal(of((at) => (at === 7 ? 'ab'.repeat(16) : at === 90 ? 'ab'.repeat(16) : hex(16))).collisions, 1);
});
test('a linear congruential generator of 32 bits fails a test in both halves, or leaves less room', () => {
  const next = congruential(4711);
  const seen = of(() => next() + next() + next() + next());
  assert.ok(seen.failedTwice.length > 0 || seen.capacityBits < 122, JSON.stringify(seen));
});

for (const [name, make] of [
  ['decimal', (at: number) => String(1000 + at)],
  ['decimal with leading zeros', (at: number) => String(9_990 + 3 * at).padStart(8, '0')],
  ['hexadecimal before random bytes', (at: number) => (0xfff0 + at).toString(16).padStart(8, '0') + hex(4)],
  ['least significant byte first', (at: number) => Buffer.from([at & 255, at >> 8, 0, 0]).toString('hex') + hex(12)],
  ['in a part of its own', (at: number) => `${hex(8)}.${at + 17}`],
] as const) {
  test(`a counter is found: ${name}`, () => assert.equal(of(make).sequence?.kind, 'counter'));
}
const MS = (at: number, ms: number) => String(ms);
for (const [name, make, words] of [
  ['milliseconds', MS, /milliseconds/],
  ['milliseconds in base 36', (_: number, ms: number) => ms.toString(36) + '-' + hex(4), /milliseconds/],
  [
    'seconds in hexadecimal before random bytes',
    (_: number, ms: number) => Math.floor(ms / 1000).toString(16) + hex(12),
    /seconds/,
  ],
  ['microseconds amid others', (at: number, ms: number) => `${hex(4)}${ms * 1000 + (at % 7)}`, /microseconds/],
  ['UUID of version 7', (_: number, ms: number) => uuid(7, sixBytes(ms)), /version 7/],
  ['UUID of version 1', () => uuid(1), /version 1/],
  [
    'ObjectId',
    (at: number, ms: number) => Math.floor(ms / 1000).toString(16) + 'c0ffee1234' + (0xabc000 + at).toString(16),
    /seconds.*counter/,
  ],
  [
    'snowflake',
    (at: number, ms: number) => String((BigInt(ms) - 1_288_834_974_657n) * 4_194_304n + BigInt(at)),
    /snowflake/,
  ],
  [
    'ULID',
    (_: number, ms: number) =>
      Array.from(
        { length: 10 },
        (_none, at) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Math.floor(ms / 32 ** (9 - at)) % 32],
      ).join('') + Array.from(bytes(16), (byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte & 31]).join(''),
    /ULID/,
  ],
] as const) {
  test(`a time is found: ${name}`, () => {
    const { sequence } = of(make);
    assert.equal(sequence?.kind, 'time', JSON.stringify(sequence));
    assert.match(sequence.words, words);
  });
}
test('what stands beside a time is measured by itself', () => {
  assert.equal(of((_, ms) => ms.toString(16).padStart(12, '0') + hex(16)).sequence?.otherBits, 128);
  assert.equal(of((_, ms) => uuid(7, sixBytes(ms))).sequence?.otherBits, 74);
  assert.equal(of((_, ms) => `${ms}-${hex(4)}`).sequence?.otherBits, 32);
});
test('a number that only rises is found too', () => {
  let value = 0;
  const seen = of(() => {
    value += 1 + (bytes(2).readUInt16BE() % 50_000);
    return value.toString(16).padStart(8, '0') + hex(12);
  });
  assert.equal(seen.sequence?.kind, 'ascending');
});

for (const [name, make, words] of [
  ['the name itself', (_: number, __: number, who: string) => `${who}.${hex(8)}`, /holds the user name/],
  [
    'the name in base64',
    (_: number, __: number, who: string) => Buffer.from(`${who}:${hex(8)}`).toString('base64url'),
    /holds the user name/,
  ],
  [
    'md5 of it',
    (_: number, __: number, who: string) => digest('md5', who).toString('hex'),
    /md5 of the user name \(hex\)/,
  ],
  [
    'sha256 of it, cut',
    (_: number, __: number, who: string) => digest('sha256', who).toString('base64url').slice(0, 16),
    /sha256 of the user name/,
  ],
  [
    'md5 of name and seconds',
    (_: number, ms: number, who: string) => digest('md5', `${who}:${Math.floor(ms / 1000)}`).toString('hex'),
    /md5 of the user name:the time in seconds/,
  ],
  [
    'sha1 of name and milliseconds',
    (_: number, ms: number, who: string) => digest('sha1', `${who}${ms}`).toString('hex').slice(0, 32),
    /sha1 of the user name and the time in milliseconds/,
  ],
  [
    'md5 of address and seconds',
    (_: number, ms: number) => digest('md5', `127.0.0.1${Math.floor(ms / 1000)}`).toString('hex'),
    /md5 of the client's address and the time in seconds/,
  ],
  [
    'md5 of name and a counter',
    (at: number, __: number, who: string) => digest('md5', `${who}-${at}`).toString('hex'),
    /md5 of the user name-a counter/,
  ],
] as const) {
  test(`an origin in user data is found: ${name}`, () => {
    const seen = of((at, ms, who) => (who === '' ? hex(16) : make(at, ms, who)));
    assert.match(seen.derived ?? 'none', words);
  });
}
test('an origin in name and time is found where most answers took longer than times are tried', () => {
  const late = (at: number) => (at % 4 === 0 ? 0 : 5_000);
  const sample = series(COUNT, (at, ms, who) =>
    who === '' ? hex(16) : digest('md5', `${who}:${ms + late(at)}`).toString('hex'),
  );
  const seen = figuresOf(sample.map((one, at) => ({ ...one, receivedAt: one.receivedAt + late(at) })));
  assert.match(seen.derived ?? 'none', /md5 of the user name:the time in milliseconds/);
});
test('md5 of a counter alone is found among visitors', () => {
  assert.match(of((at) => digest('md5', String(at)).toString('hex')).derived ?? 'none', /md5 of a counter/);
});
test('a part that is the same for all values of one user is counted', () => {
  const seen = of(
    (_, __, who) =>
      digest('sha512', `pepper ${who === '' ? hex(4) : who}`)
        .toString('hex')
        .slice(0, 8) + hex(16),
  );
  assert.equal(seen.sharedByUser, 8);
});

test('Math.random() in base 36 is known by its shape: 52 bits, twice 104', () => {
  const one = () => fraction(bytes).toString(36).slice(2);
  assert.equal(of(one).capacityBits, 52);
  assert.equal(of(() => one() + one()).capacityBits, 104);
  assert.match(of(() => one() + one()).generator ?? '', /2 times Math\.random/);
});
for (const base of [10, 36]) {
  test(`a random number of 128 bits in base ${base} is none of those, and has room for all of them`, () => {
    const seen = of(() => BigInt(`0x${hex(16)}`).toString(base));
    assert.equal(seen.generator, null);
    assert.ok(seen.capacityBits >= 128, `${seen.capacityBits}`);
    assert.deepEqual([seen.failedTwice, seen.sequence], [[], null]);
  });
}

test('a sample that can say nothing says so', () => {
  assert.equal(of(() => hex(16), 39).sampleTooSmall, true);
  assert.equal(of(() => hex(16), 40).sampleTooSmall, false);
  assert.equal(of(() => hex(16), 0).sampleTooSmall, true);
});
test('fifty values are enough to tell the good from the bad', () => {
  blameless(of(() => hex(16), 50));
  assert.equal(of(() => hex(16), 50).capacityBits, 128);
  assert.equal(of(() => `00c0ffee00c0ffee00c0ffee${hex(6)}`, 50).capacityBits, 48);
  assert.equal(of((at) => String(at + 99), 50).sequence?.kind, 'counter');
});
test('no figure holds a value or a piece of one', () => {
  const values: string[] = [];
  const seen = of((_, __, who) => {
    values.push(`${who}${hex(16)}`);
    return values.at(-1) ?? '';
  });
  const text = JSON.stringify(seen);
  assert.ok(!values.some((value) => text.includes(value.slice(-12))));
});
for (const count of [40, 50, 210]) {
  test(`the controls are judged rightly with ${count} values`, () =>
    assert.deepEqual(
      controlSeries(count).flatMap((one) => (judgedRightly(one) ? [] : [one.words])),
      [],
    ));
}
