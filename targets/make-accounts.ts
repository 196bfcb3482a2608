// Writes the account file of the reference target anew: `node targets/make-accounts.ts`. Salts are fresh each time.
import { randomBytes, scryptSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { everybody } from './people.ts';

const account = (password: string): { salt: string; hash: string } => {
  const salt = randomBytes(16);
  return { salt: salt.toString('base64'), hash: scryptSync(password, salt, 32, { N: 16_384 }).toString('base64') };
};

const accounts = Object.fromEntries(everybody.map(({ username, password }) => [username, account(password)]));
writeFileSync(new URL('reference/app/accounts.json', import.meta.url), `${JSON.stringify(accounts, null, 2)}\n`);
