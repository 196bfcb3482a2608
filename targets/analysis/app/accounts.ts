import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

interface Account {
  readonly salt: string;
  readonly hash: string;
}

const derive = promisify<string, Buffer, number, { N: number }, Buffer>(scrypt);
const LONGEST = 1_000;
const accounts: Readonly<Record<string, Account>> = JSON.parse(
  readFileSync(new URL('accounts.json', import.meta.url), 'utf8'),
);
/** Nobody's, so that a name that nobody has takes as long. */
const nobody: Account = { salt: randomBytes(16).toString('base64'), hash: randomBytes(32).toString('base64') };

export const isRight = async (username: string, password: string): Promise<boolean> => {
  const account = Object.hasOwn(accounts, username) ? accounts[username] : undefined;
  const { salt, hash } = account ?? nobody;
  const known = Buffer.from(hash, 'base64');
  const given = await derive(password.slice(0, LONGEST), Buffer.from(salt, 'base64'), known.length, { N: 16_384 });
  return timingSafeEqual(given, known) && account !== undefined;
};
