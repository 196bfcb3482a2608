import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliveredServices } from './delivered-file.ts';

const services = (text: string, variables: Readonly<Record<string, string>> = {}) =>
  deliveredServices(text, 'app', variables);
const one = (lines: string, variables: Readonly<Record<string, string>> = {}) => {
  const [service] = services(`services:\n  app: { image: shop }\n  store:\n    image: redis:7\n${lines}`, variables);
  assert.ok(service);
  return service;
};

test('all services but the app, by their image', () => {
  const found = services(
    'services: { app: { build: . }, db: { image: "registry.example/postgres:15" }, own: { build: ./own } }',
  );
  assert.deepEqual(
    found.map(({ name, kind, image }) => [name, kind, image]),
    [
      ['db', 'postgres', 'registry.example/postgres:15'],
      ['own', '', null],
    ],
  );
  assert.deepEqual(services('version: "3"'), []);
});

test('a port is open to all unless it names an address', () => {
  const published = (port: string) => one(`    ports: [${port}]`).published;
  assert.deepEqual(published("'6379:6379'"), ['6379:6379']);
  assert.deepEqual(published("'6379'"), ['6379']);
  assert.deepEqual(published('6379'), ['6379']);
  assert.deepEqual(published("'0.0.0.0:6379:6379'"), ['0.0.0.0:6379:6379']);
  assert.deepEqual(published("'[::]:6379:6379'"), ['[::]:6379:6379']);
  assert.deepEqual(published('{ target: 6379, published: 6380 }'), ['6380:6379']);
  assert.deepEqual(published("'127.0.0.1:6379:6379'"), []);
  assert.deepEqual(published("'[::1]:6379:6379'"), []);
  assert.deepEqual(published('{ target: 6379, published: 6379, host_ip: 127.0.0.1 }'), []);
  assert.deepEqual(one('    network_mode: host').published, ['all, by network_mode: host']);
  assert.deepEqual(one('    expose: [6379]').published, []);
});

test('variables are filled in as compose does', () => {
  const filled = (text: string) => one(`    environment: { A: '${text}' }`, { PASS: 'p', EMPTY: '' }).env['A'];
  assert.equal(filled('${PASS}/$PASS/${PASS:?is required}'), 'p/p/p');
  assert.equal(filled('${EMPTY:-d}${EMPTY-d}${NONE:-d}${NONE}'), 'dd');
  assert.equal(filled('${PASS:+set}${NONE:+set}'), 'set');
  assert.equal(filled('$$PASS'), '$PASS');
});

test('a variable of which nothing is known is told, unless only the app asks for it', () => {
  const text = 'services: { app: { image: "a:${TAG}" }, store: { image: redis:7, command: "x ${PASS:?why} ${D:-d}" } }';
  assert.deepEqual(services(text)[0]?.wanting, ['PASS']);
  assert.deepEqual(services(text, { PASS: 'p' })[0]?.wanting, []);
});

test('files with variables are one or a list', () => {
  assert.deepEqual(one('    env_file: .env.store').envFiles, ['.env.store']);
  assert.deepEqual(one('    env_file: [a.env, { path: b.env, required: false }]').envFiles, ['a.env', 'b.env']);
  assert.deepEqual(one('').envFiles, []);
});

test('commands are lists, or split as a shell would', () => {
  assert.deepEqual(one('    command: [redis-server, --port, 6380]').command, ['redis-server', '--port', '6380']);
  assert.deepEqual(one('    command: redis-server --requirepass "a b" \'\'').command, [
    'redis-server',
    '--requirepass',
    'a b',
    '',
  ]);
  assert.equal(one('').command, null);
});

test('environments are lists or maps; files and secrets are brought along, volumes are not', () => {
  assert.deepEqual(one('    environment: [A=1=2, B]').env, { A: '1=2', B: '' });
  const text = `services:
  store:
    image: redis:7
    volumes: ['./redis.conf:/etc/redis.conf:ro', 'data:/data', { type: bind, source: ./tls, target: /tls }]
    secrets: [password]
secrets: { password: { file: ./password.txt } }`;
  assert.deepEqual(services(text)[0]?.files, [
    ['./redis.conf', '/etc/redis.conf'],
    ['./tls', '/tls'],
    ['./password.txt', '/run/secrets/password'],
  ]);
});
