import { randomInt, randomUUID } from 'node:crypto';
import type Docker from 'dockerode';
import { messageOf } from '../errors.ts';
import type { Ledger } from './ledger.ts';

const FULL = /non-overlapping IPv4 address pool/i;
const TAKEN = /overlaps/i;
const TRIES = 20;

/** One of 2,048 blocks of 64 addresses of 198.18.0.0/15, which belongs to tests of networks and to nobody's own (RFC 2544). */
export const spareSubnet = (block: number): string =>
  `198.${18 + (block >> 10)}.${(block >> 2) & 255}.${(block & 3) * 64}/26`;
const BLOCKS = 2_048;

/**
 * A private network of ours. An engine has addresses for some thirty and then refuses, which several targets with services
 * come to: then it is told which to take.
 */
export const makeNetwork = async (
  docker: Docker,
  ledger: Ledger,
): Promise<{ readonly name: string; readonly id: string }> => {
  const name = `sessionspec-${randomUUID()}`;
  const make = async (subnet: string | null): Promise<{ name: string; id: string }> => {
    const addresses = subnet === null ? {} : { IPAM: { Config: [{ Subnet: subnet }] } };
    const { id } = await docker.createNetwork({
      Name: name,
      Driver: 'bridge',
      Labels: { ...ledger.labels },
      ...addresses,
    });
    ledger.add({ kind: 'network', id });
    return { name, id };
  };
  try {
    return await make(null);
  } catch (thrown) {
    if (!FULL.test(messageOf(thrown))) throw thrown;
  }
  for (let tries = 1; ; tries += 1) {
    try {
      return await make(spareSubnet(randomInt(BLOCKS)));
    } catch (thrown) {
      if (tries === TRIES || !TAKEN.test(messageOf(thrown))) throw thrown;
    }
  }
};
