import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Docker from 'dockerode';
import { anotherOf } from './another-of.ts';

const like = {
  Id: '0123456789abcdef',
  Config: {
    Hostname: '0123456789ab',
    Image: 'shop:1',
    User: '10001',
    Cmd: ['node', 'server.js'],
    Entrypoint: ['/entry'],
    Env: ['NODE_ENV=production', 'SECRET=placeholder', 'PATH=/bin'],
    Labels: { 'com.docker.compose.project': 'p', team: 'sessions' },
    Tty: true,
  },
  HostConfig: {
    Binds: ['p_data:/data:rw'],
    NetworkMode: 'p',
    RestartPolicy: { Name: 'always', MaximumRetryCount: 0 },
    PortBindings: { '3000/tcp': [{ HostIp: '', HostPort: '3000' }] },
  },
} as unknown as Docker.ContainerInspectInfo;
const start = {
  command: null,
  env: { SECRET: undefined, EXTRA: 'a=b' },
  containerPort: 3000,
  port: 40_001,
  network: 'p',
  file: null,
  binds: ['/tmp/clock:/clock:ro'],
  labels: { 'sessionspec.run': '1' },
};

test('another container has its own settings, port and labels, and the rest of the first', () => {
  const made = anotherOf(like, start);
  assert.deepEqual(made.Env, ['NODE_ENV=production', 'PATH=/bin', 'SECRET', 'EXTRA=a=b']);
  assert.deepEqual(
    [made.Image, made.User, made.Cmd, made.Entrypoint],
    ['shop:1', '10001', ['node', 'server.js'], ['/entry']],
  );
  assert.deepEqual(made.Labels, { team: 'sessions', 'sessionspec.run': '1' });
  assert.deepEqual(made.HostConfig?.Binds, ['p_data:/data:rw', '/tmp/clock:/clock:ro']);
  assert.deepEqual(made.HostConfig?.PortBindings, { '3000/tcp': [{ HostIp: '127.0.0.1', HostPort: '40001' }] });
  assert.deepEqual([made.HostConfig?.NetworkMode, made.HostConfig?.RestartPolicy], ['p', { Name: 'no' }]);
  assert.deepEqual([made.Tty, made.Hostname], [false, undefined]); // that of the first is its id
  assert.deepEqual(anotherOf(like, { ...start, command: ['node', 'flawed.js'] }).Cmd, ['node', 'flawed.js']);
});
