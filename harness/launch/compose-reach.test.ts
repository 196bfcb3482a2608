import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { isSpokenThrough, settingsAmong } from './binds.ts';
import { reachOf } from './compose-reach.ts';
import { engineSockets } from './engine.ts';
import { scratchFolder } from './test-kit.ts';

test('entries that reach beyond the stack are found, and their harmless forms are not', () => {
  const reaching = [
    { privileged: true },
    { pid: 'host' },
    { ipc: 'container:other' },
    { uts: 'host' },
    { userns_mode: 'host' },
    { cgroup: 'host' },
    { cgroup_parent: 'm-executor' },
    { devices: ['/dev/kmsg'] },
    { device_cgroup_rules: ['c 1:3 mr'] },
    { external_links: ['redis_1'] },
    { volumes_from: ['container:other:ro'] },
    { cap_add: ['NET_ADMIN', 'cap_sys_time'] },
  ];
  for (const entries of reaching) assert.equal(reachOf(entries), `\`${Object.keys(entries)[0] ?? ''}\``);
  const harmless = [
    { privileged: false },
    { pid: 'service:app' },
    { ipc: 'private' },
    { devices: [], external_links: null },
    { volumes_from: ['app:ro'] },
    { cap_add: ['NET_ADMIN'], cap_drop: ['ALL'] },
    { volumes: ['data:/data', '/cache', { type: 'volume', source: 'docker.sock', target: '/s' }] },
  ];
  for (const entries of harmless) assert.equal(reachOf(entries), null);
});

test('a socket is found by its name, by what it is, and in the folder that shows it', async (t) => {
  const folder = await scratchFolder(t, { 'a.conf': '' });
  const path = join(folder, 'engine');
  const server = createServer().listen(path);
  t.after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  assert.equal(isSpokenThrough('/nowhere/docker.sock'), true);
  assert.equal(isSpokenThrough(path, []), true);
  assert.equal(isSpokenThrough(folder, [path]), true);
  assert.equal(isSpokenThrough('/', [path]), true);
  assert.equal(isSpokenThrough(folder, []), false);
  assert.equal(isSpokenThrough(join(folder, 'a.conf'), [path]), false);
  const bind = { type: 'bind', source: path, target: '/engine' };
  assert.equal(reachOf({ volumes: [bind] }), `the socket behind "${path}"`);
});

test('of what a store reads, what is not there, live data and sockets are left out', async (t) => {
  const folder = await scratchFolder(t, { 'redis.conf': '' });
  const conf = { source: join(folder, 'redis.conf'), target: '/etc/redis.conf' };
  const inData = { ...conf, target: '/data/redis.conf' };
  const left = [
    { source: join(folder, 'gone.conf'), target: '/etc/gone.conf' },
    { source: folder, target: '/data/' },
    { source: folder, target: '/' },
    { source: '/', target: '/machine' },
  ];
  const engine = engineSockets().some((path) => existsSync(path));
  assert.deepEqual(settingsAmong([conf, inData, ...(engine ? left : left.slice(0, -1))], ['/data']), [conf, inData]);
});
