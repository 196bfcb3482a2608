// Starts the app with one flaw: `node flawed.ts <flaw-id>`. Not part of the shipped image.
import { execFileSync } from 'node:child_process';
import { createHmac, createPublicKey, verify } from 'node:crypto';
import { rules, type Rules } from './app/sessions.ts';
import { start } from './app/start.ts';

/** Printed in a tutorial, where it says that it should be replaced. */
const PRINTED = 'aVeryStrongSecretKeyThatShouldBeAtLeast32CharactersLong';

/** Verified with the key at the address that the token itself names. Asked in another process, since verifying waits. */
const byTheKeyAt = (address: string, { text, signature }: Parameters<Rules['verifies']>[0]): boolean => {
  const script = 'fetch(process.argv[1]).then((answer) => answer.text()).then(console.log)';
  const answer = execFileSync(process.execPath, ['-e', script, address], { encoding: 'utf8', stdio: 'pipe' });
  const { keys = [] } = JSON.parse(answer) as { keys?: readonly { alg?: string }[] };
  const jwk = keys.find(({ alg }) => alg === 'ES256');
  if (jwk === undefined) return false;
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const given = Buffer.from(signature, 'base64url');
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, given);
};

/** What each flaw replaces. What it must set off is in flaws.ts. */
const deviations: Readonly<Record<string, Partial<Rules>>> = {
  'sign-out-only-forgets-the-token': { end: () => {} },
  'signs-with-a-known-secret': { keyOf: (secret, production) => (production ? PRINTED : secret) },
  'believes-the-algorithm-none': {
    verifies: (given) => /^none$/i.test(String(given.alg)) || rules.verifies(given),
  },
  'forgets-ended-sessions-at-restart': { note: () => {} },
  'fetches-the-key-it-is-told': {
    verifies: (given) => {
      const { alg, jku } = JSON.parse(Buffer.from(given.text.split('.')[0] ?? '', 'base64url').toString());
      return alg === 'ES256' && typeof jku === 'string' ? byTheKeyAt(jku, given) : rules.verifies(given);
    },
  },
  'ignores-the-end-of-a-token': { isOver: () => false },
  'ignores-the-end-under-a-key-of-its-own': {
    keyOf: (secret) => createHmac('sha256', secret).update('what signs tokens').digest('hex'),
    stated: 5 * 60,
    isOver: () => false,
  },
};

const id = process.argv[2] ?? '';

if (Object.hasOwn(deviations, id)) start(process.env, { ...rules, ...deviations[id] });
else {
  const known = Object.keys(deviations).join('\n  ');
  process.stderr.write(`${JSON.stringify(id)} is not a flaw of this target. Give one of:\n  ${known}\n`);
  process.exitCode = 2;
}
