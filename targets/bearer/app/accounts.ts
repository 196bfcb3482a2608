import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

interface Account {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const derive = promisify<string, Buffer, number, { N: number }, Buffer>(scrypt);
const COST = { N: 16_384 };
const HASH_BYTES = 32;
const LONGEST_PASSWORD = 1_024;

const accounts = new Map<string, Account>();
const hashOf = (password: string, salt: Buffer): Promise<Buffer> =>
  derive(password.slice(0, LONGEST_PASSWORD), salt, HASH_BYTES, COST);

/** Nobody's. Derived all the same, so that an unknown name takes as long as a wrong password. */
const nobody: Account = { salt: randomBytes(16), hash: randomBytes(HASH_BYTES) };

/** False when the name is taken. */
export const openAccount = async (username: string, password: string): Promise<boolean> => {
  const salt = randomBytes(16);
  const hash = await hashOf(password, salt);
  if (accounts.has(username)) return false;
  accounts.set(username, { salt, hash });
  return true;
};

export const passwordIsRight = async (username: string, password: string): Promise<boolean> => {
  const account = accounts.get(username);
  const { salt, hash } = account ?? nobody;
  return timingSafeEqual(await hashOf(password, salt), hash) && account !== undefined;
};
