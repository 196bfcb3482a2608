// Writes the account files of our targets anew: `node targets/make-accounts.ts`. Salts are fresh each time.
import { randomBytes, scryptSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Account } from '../harness/index.ts';
import { couple, everybody, withAddresses } from './people.ts';

const account = ({ username, password }: Account): [string, { salt: string; hash: string }] => {
  const salt = randomBytes(16);
  const hash = scryptSync(password, salt, 32, { N: 16_384 }).toString('base64');
  return [username, { salt: salt.toString('base64'), hash }];
};

const write = (file: string, people: readonly Account[]): void => {
  const accounts = Object.fromEntries(people.map(account));
  writeFileSync(new URL(file, import.meta.url), `${JSON.stringify(accounts, null, 2)}\n`);
};

for (const name of ['analysis', 'reference']) write(`${name}/app/accounts.json`, everybody);
for (const name of ['fastify-spa', 'koa']) write(`${name}/app/accounts.json`, [couple.alice, couple.bob]);
for (const name of ['jwt-spa', 'two-step']) {
  write(`${name}/app/accounts.json`, [withAddresses.alice, withAddresses.bob]);
}
