import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { connect } from 'node:net';
import { once } from 'node:events';
import { test } from 'node:test';
import { forgersFor } from '../signature/index.ts';
import { hostKeys } from './hosted-keys.ts';

const text = createHash('sha256').update('a token').digest('hex');

test('keys lie where a token says, verify what they signed, and who asks is seen', async () => {
  await using hosted = await hostKeys(forgersFor('HS256'));
  assert.ok(await hosted.works());
  assert.deepEqual(hosted.asked, [], 'the client of our own does not count');
  const { keys } = (await (await fetch(hosted.keysUrl)).json()) as { keys: readonly JsonWebKey[] };
  assert.equal(JSON.stringify(keys).includes('"d":'), false, 'the private half stays here');
  for (const [at, forger] of hosted.forgers.entries()) {
    const key = createPublicKey({ key: keys[at] as never, format: 'jwk' });
    const signature = Buffer.from(forger.sign(text), 'base64url');
    assert.ok(verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature), forger.alg);
  }
  const { publicKey } = new X509Certificate(await (await fetch(hosted.certificateUrl)).text());
  const signature = Buffer.from(hosted.certified.sign(text), 'base64url');
  assert.ok(verify('sha256', Buffer.from(text), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature));
  const socket = connect(Number(new URL(hosted.encryptedUrl).port), '127.0.0.1').resume();
  await once(socket, 'close');
  assert.deepEqual(hosted.asked, ['/keys.json', '/certificate.pem', 'an address with https']);
});

test('a token is forged in its own algorithm where a key pair signs it', () => {
  for (const alg of ['RS384', 'PS256', 'ES384', 'EdDSA']) {
    const [forger, ...more] = forgersFor(alg);
    assert.deepEqual([forger?.alg, more.length], [alg, 0]);
    assert.ok((forger?.sign(text).length ?? 0) > 80);
  }
});
