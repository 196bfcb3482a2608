// Started by on-exit.ts when a run ends with containers left: waits until that run is gone, then sweeps as any start does.
import { setTimeout as delay } from 'node:timers/promises';
import { openLedger } from './ledger.ts';
import { identify, isAlive } from './process-identity.ts';

const owner = identify(Number(process.argv[2]));
const deadline = performance.now() + 10_000;
while (owner !== null && isAlive(owner) && performance.now() < deadline) await delay(20);
await openLedger();
