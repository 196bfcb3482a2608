import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askEngine, hasEngine } from '../harness/launch/engine.ts';
import { ROOT } from '../harness/settings.ts';
import type { RunRecord } from '../harness/report/run-record.ts';
import { benchSignatures } from './bench-signatures.ts';

// What a run costs: wall time, time spent booting, boots, requests, sign-ins. A benchmark, not a test: it prints figures,
// and the two bounds that they are to keep, and never fails. `--signatures`: only how fast known secrets are tried.

interface Figures {
  readonly name: string;
  readonly wallMs: number;
  readonly record: RunRecord;
}

const measure = async (name: string, env: Readonly<Record<string, string>>): Promise<Figures> => {
  const results = await mkdtemp(path.join(tmpdir(), 'sessionspec-bench-'));
  const started = performance.now();
  const child = spawn(
    path.join(ROOT, 'node_modules/.bin/playwright'),
    ['test', `--output=${path.join(results, 'output')}`],
    {
      cwd: ROOT,
      stdio: 'ignore',
      env: { ...process.env, RESULTS: results, ...env },
    },
  );
  await new Promise((resolve) => child.on('close', resolve));
  const wallMs = performance.now() - started;
  const record = JSON.parse(await readFile(path.join(results, 'results.json'), 'utf8')) as RunRecord;
  await rm(results, { recursive: true, force: true });
  return { name, wallMs, record };
};

const line = ({ name, wallMs, record }: Figures): string => {
  const [target] = record.targets;
  if (target === undefined) return `${name.padEnd(34)} no target`;
  const { boots, bootMs, requests, signIns } = target.cost;
  const counts = `${target.counts.pass} pass, ${target.counts.fail} fail, ${target.counts.warn} warn, ${target.counts.inconclusive} inconclusive`;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return (
    `${name.padEnd(34)} ${seconds(wallMs).padStart(7)} wall ${seconds(bootMs).padStart(7)} booting ` +
    `${String(boots).padStart(3)} boots ${String(requests).padStart(4)} requests ${String(signIns).padStart(3)} sign-ins   ${counts}`
  );
};

benchSignatures();
if (process.argv.includes('--signatures')) process.exit();

const healthy = await measure('reference, process', { TARGET: 'reference', LAUNCH: 'process' });
console.log(line(healthy));
const careless = await measure('reference+careless, process', { TARGET: 'reference+careless', LAUNCH: 'process' });
console.log(line(careless));
console.log(line(await measure('bearer, process', { TARGET: 'bearer', LAUNCH: 'process' })));
const engine = await askEngine();
if (hasEngine(engine)) {
  // The first builds the image.
  await measure('reference, container', { TARGET: 'reference', LAUNCH: 'container' });
  console.log(line(await measure('reference, container, image built', { TARGET: 'reference', LAUNCH: 'container' })));
} else {
  console.log(`containers were not measured: ${engine.missing}`);
}
const [good, bad] = [healthy, careless].map(({ record }) => record.targets[0]?.cost);
if (good !== undefined && bad !== undefined) {
  console.log(
    `a target that fails ${careless.record.targets[0]?.counts.fail} checks: ${bad.boots} boots against ${good.boots}, ` +
      `sign-ins ${(bad.signIns / good.signIns).toFixed(2)} times`,
  );
}
