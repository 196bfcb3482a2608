import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Docker from 'dockerode';
import type { Ledger } from './ledger.ts';
import { makeNetwork, spareSubnet } from './make-network.ts';

const ledger = { labels: {}, add: () => undefined } as unknown as Ledger;

/** An engine that answers the first requests with these errors. */
const engine = (...errors: readonly string[]) => {
  const asked: unknown[] = [];
  const createNetwork = (options: object): Promise<{ id: string }> => {
    const error = errors[asked.length];
    asked.push('IPAM' in options);
    return error === undefined ? Promise.resolve({ id: 'n' }) : Promise.reject(new Error(error));
  };
  return { docker: { createNetwork } as unknown as Docker, asked };
};
const FULL = 'could not find an available, non-overlapping IPv4 address pool among the defaults';

test('a network has the addresses that the engine gives it, and others where it has none left', async () => {
  const usual = engine();
  await makeNetwork(usual.docker, ledger);
  assert.deepEqual(usual.asked, [false]);
  const full = engine(FULL, 'Pool overlaps with other one on this address space');
  assert.equal((await makeNetwork(full.docker, ledger)).id, 'n');
  assert.deepEqual(full.asked, [false, true, true]);
});

test('any other error is told', async () => {
  await assert.rejects(makeNetwork(engine('no space left').docker, ledger), /no space left/);
  await assert.rejects(makeNetwork(engine(FULL, 'no space left').docker, ledger), /no space left/);
});

test('the blocks are apart and within the range', () => {
  const all = Array.from({ length: 2_048 }, (_, block) => spareSubnet(block));
  assert.equal(new Set(all).size, 2_048);
  assert.deepEqual(
    [all[0], all[5], all[1_024], all.at(-1)],
    ['198.18.0.0/26', '198.18.1.64/26', '198.19.0.0/26', '198.19.255.192/26'],
  );
});
