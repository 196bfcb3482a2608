import { randomInt, randomUUID } from 'node:crypto';
import type Docker from 'dockerode';
import { messageOf } from '../errors.ts';
import type { Ledger } from './ledger.ts';

// An engine hands out some thirty networks by itself, of sizes that nobody needs, and several runs may share it.
const EXHAUSTED = /non-overlapping IPv4 address pool|address pools have been fully subnetted/i;
const TAKEN = /overlaps/i;
const TRIES = 8;

/** Sixty-four addresses of those that are set aside for tests of networks (RFC 2544): nobody's own network lies there. */
export const testSubnet = (at: number): string => {
  const address = at * 64;
  return `198.${String(18 + (address >> 16))}.${String((address >> 8) & 255)}.${String(address & 255)}/26`;
};
export const TEST_SUBNETS = 2_048;

export interface PrivateNetwork {
  readonly name: string;
  readonly id: string;
}

/** A network of a start's own, which goes with the ledger. */
export const makeNetwork = async ({
  docker,
  ledger,
}: {
  readonly docker: Docker;
  readonly ledger: Ledger;
}): Promise<PrivateNetwork> => {
  const name = `sessionspec-${randomUUID()}`;
  const create = async (subnet: string | null): Promise<PrivateNetwork> => {
    const { id } = await docker.createNetwork({
      Name: name,
      Driver: 'bridge',
      Labels: { ...ledger.labels },
      ...(subnet === null ? {} : { IPAM: { Config: [{ Subnet: subnet }] } }),
    });
    ledger.add({ kind: 'network', id });
    return { name, id };
  };
  try {
    return await create(null);
  } catch (thrown) {
    if (!EXHAUSTED.test(messageOf(thrown))) throw thrown;
  }
  for (let tries = 1; ; tries += 1) {
    try {
      return await create(testSubnet(randomInt(TEST_SUBNETS)));
    } catch (thrown) {
      if (tries === TRIES || !TAKEN.test(messageOf(thrown))) throw thrown;
    }
  }
};
