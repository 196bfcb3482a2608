import { createHmac, randomBytes } from 'node:crypto';
import { findSecret } from '../harness/signature/find-secret.ts';
import { recognise } from '../harness/signature/recognise.ts';
import { Signed } from '../harness/signature/signed.ts';
import { Secret } from '../harness/model/secret.ts';
import type { Part } from '../harness/model/identifier.ts';

// How fast known secrets are tried, on one thread: for each format and way to make its key, against `createHmac` of
// node:crypto over the same message under keys of the same kind. Signatures are random, so that nothing fits.

const cookie = (name: string, value: string): Part => ({ carrier: 'cookie', name, value: new Secret(value) });
const id = randomBytes(24).toString('base64url');
const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const mac = (bytes: number, coding: 'base64' | 'base64url' | 'hex' = 'base64url'): string =>
  randomBytes(bytes).toString(coding).replace(/=+$/, '');
const payload = json({ user: 'alice', seen: 12, cart: [1, 2, 3] });
const jwt = (alg: string, bytes: number): Part =>
  cookie('a', `${json({ alg, typ: 'JWT' })}.${json({ sub: 'alice', sid: id, iat: 1, exp: 2 })}.${mac(bytes)}`);

const samples: readonly (readonly Part[])[] = [
  [cookie('a', `s:${id}.${mac(32, 'base64')}`)],
  [cookie('a', `${id}.${mac(32, 'base64')}`)],
  [cookie('a', payload), cookie('a.sig', mac(20))],
  [cookie('a', `${payload}.aR9xYg.${mac(20)}`)],
  [cookie('a', `${payload}:1uXyZ2:${mac(32)}`)],
  [cookie('a', `${payload}--${mac(20, 'hex')}`)],
  [
    cookie(
      'a',
      Buffer.from(JSON.stringify({ iv: 'AAECAwQFBgcICQoLDA0ODw==', value: payload, mac: mac(32, 'hex') })).toString(
        'base64',
      ),
    ),
  ],
  [cookie('a', `Fe26.2**${mac(32, 'hex')}*${mac(16)}*${payload}**${mac(32, 'hex')}*${mac(32)}`)],
  [jwt('HS256', 32)],
  [jwt('HS384', 48)],
  [jwt('HS512', 64)],
];

const RAW = 100_000;

export const benchSignatures = (): void => {
  console.log(
    `${'format'.padEnd(50)} ${'key'.padEnd(62)} ${'tried'.padStart(8)} ${'seconds'.padStart(8)} ${'a second'.padStart(10)} ${'createHmac'.padStart(11)}  ratio`,
  );
  for (const [part, ...beside] of samples) {
    const [signed] = part === undefined ? [] : recognise(part, beside);
    for (const scheme of signed?.schemes ?? []) {
      if (signed === undefined) continue;
      const only = new Signed({ ...signed.layout, schemes: [scheme] });
      const message = Buffer.from(signed.message, 'latin1');
      const raw = timed(() => {
        for (let key = 0; key < RAW; key += 1)
          createHmac(scheme.hash, `your-secret-key-${key}`).update(message).digest();
        return RAW;
      });
      const ours = timed(() => findSecret([[only]]).tried);
      console.log(
        `${signed.format.padEnd(50)} ${scheme.about.padEnd(62)} ${String(ours.count).padStart(8)} ${ours.seconds.toFixed(2).padStart(8)} ` +
          `${Math.round(ours.count / ours.seconds)
            .toLocaleString('en')
            .padStart(10)} ${Math.round(raw.count / raw.seconds)
            .toLocaleString('en')
            .padStart(11)}  ` +
          `${(ours.count / ours.seconds / (raw.count / raw.seconds)).toFixed(2)}${scheme.slow ? '  (key-stretching: the short list only)' : ''}`,
      );
    }
  }
};

/** The best of three: what else the machine does only makes it slower. */
const timed = (work: () => number): { readonly count: number; readonly seconds: number } => {
  const runs = Array.from({ length: 3 }, () => {
    const started = performance.now();
    const count = work();
    return { count, seconds: (performance.now() - started) / 1000 };
  });
  return runs.toSorted((a, b) => a.seconds - b.seconds)[0] ?? { count: 0, seconds: 1 };
};
