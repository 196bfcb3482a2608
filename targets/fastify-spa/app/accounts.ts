import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

interface Account {
  readonly salt: string;
  readonly hash: string;
}

const derive = promisify<string, Buffer, number, { N: number }, Buffer>(scrypt);
const COST = { N: 16_384 };
const LONGEST_PASSWORD = 1_024;

const accounts = new Map<string, Account>(
  Object.entries(JSON.parse(readFileSync(new URL('accounts.json', import.meta.url), 'utf8'))),
);

/** Nobody's. Derived all the same, so that an unknown name takes as long as a wrong password. */
const nobody: Account = { salt: randomBytes(16).toString('base64'), hash: randomBytes(32).toString('base64') };

export const passwordIsRight = async (username: string, password: string): Promise<boolean> => {
  const account = accounts.get(username);
  const { salt, hash } = account ?? nobody;
  const expected = Buffer.from(hash, 'base64');
  const given = await derive(password.slice(0, LONGEST_PASSWORD), Buffer.from(salt, 'base64'), expected.length, COST);
  return timingSafeEqual(given, expected) && account !== undefined;
};
