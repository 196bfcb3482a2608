import assert from 'node:assert/strict';
import { test } from 'node:test';
import { companionsOf, dependents, type ComposeFile } from './compose-file.ts';
import { planCompose, type PlanParts } from './compose-plan.ts';

/** Something of this machine that is there. */
const conf = import.meta.dirname;

const file: ComposeFile = {
  version: '3.9',
  services: {
    app: {
      build: { context: '/srv/shop' },
      depends_on: { redis: { condition: 'service_healthy' }, migrate: { condition: 'service_completed_successfully' } },
      environment: { NODE_ENV: 'production' },
      ports: ['3000:3000'],
      volumes: ['data:/data:rw', `${conf}:/conf:rw`, `${conf}/not-made-yet:/uploads`, '/cache'],
    },
    redis: { image: 'redis:7', container_name: 'cache', networks: { back: { aliases: ['store'] } }, restart: 'always' },
    migrate: {
      image: 'shop-tools',
      depends_on: ['redis'],
      labels: ['a=b=c'],
      // As it calls them; the last is another service's name.
      links: ['redis', 'redis:kv', 'redis:proxy'],
    },
    proxy: { image: 'nginx', depends_on: ['app'], ports: ['443:443'] },
    mailer: { image: 'mail', depends_on: ['proxy'] },
    adminer: { image: 'adminer', profiles: ['debug'] },
  },
  networks: { back: { name: 'shared-with-production' } },
  volumes: { data: { name: 'shop-data' } },
};
const parts: PlanParts = {
  app: 'app',
  network: 'private',
  labels: { 'sessionspec.run': '1' },
  tags: { app: 'sessionspec/shop-app:1' },
  dockerfile: null,
  relayed: new Set(),
  clock: null,
};

test('what depends on the app, or is of a profile, is not started with it', () => {
  assert.deepEqual([...dependents(file.services, 'app')], ['proxy', 'mailer']);
  assert.deepEqual(companionsOf(file, 'app'), ['redis', 'migrate']);
});

test('a file is started on a private network, with volumes of its own, nothing published and no fixed name', () => {
  const { services, volumes, networks } = planCompose(file, parts);
  const labels = { 'sessionspec.run': '1' };
  assert.deepEqual(services['redis'], {
    image: 'redis:7',
    depends_on: {},
    environment: {},
    labels,
    volumes: [],
    networks: { default: { aliases: ['store', 'cache', 'kv'] } },
    restart: 'no',
  });
  assert.deepEqual(services['app'], {
    image: 'sessionspec/shop-app:1',
    build: { context: '/srv/shop' },
    depends_on: { redis: { condition: 'service_healthy' }, migrate: { condition: 'service_completed_successfully' } },
    environment: { NODE_ENV: 'production' },
    labels,
    // What is this machine's is read only, and nothing is made there.
    volumes: ['data:/data:rw', `${conf}:/conf:ro`, '/cache'],
    networks: { default: { aliases: [] } },
    restart: 'no',
  });
  assert.deepEqual(services['migrate']?.['labels'], { a: 'b=c', ...labels });
  assert.deepEqual([volumes, networks], [{ data: { labels } }, { default: { external: true, name: 'private' } }]);
});

test('a relay takes the name of its service, and the others wait for the service itself', () => {
  const { services } = planCompose(file, { ...parts, relayed: new Set(['redis']), dockerfile: 'Dockerfile.flawed' });
  assert.deepEqual(Object.keys(services), ['redis-itself', 'migrate', 'app']);
  // Whatever it is called, the way goes by the relay.
  assert.deepEqual(services['redis-itself']?.networks, { default: { aliases: [] } });
  assert.deepEqual(services['migrate']?.depends_on, { 'redis-itself': { condition: 'service_started' } });
  assert.deepEqual(services['app']?.build, { context: '/srv/shop', dockerfile: 'Dockerfile.flawed' });
});

test('services run under the clock, the app is put under it at each start', () => {
  const clock = { bind: '/tmp/clock:/clock', env: (name: string) => ({ LD_PRELOAD: `/clock/${name}` }) };
  const { services } = planCompose(file, { ...parts, clock });
  assert.deepEqual(services['redis']?.volumes, ['/tmp/clock:/clock:ro']);
  assert.deepEqual(services['redis']?.environment, { LD_PRELOAD: '/clock/redis' });
  assert.deepEqual(services['app']?.environment, { NODE_ENV: 'production' });
});

test('long forms of a mount are made read only too', () => {
  const mounts = [
    { type: 'bind', source: conf, target: '/conf' },
    { type: 'volume', source: 'data', target: '/data' },
  ];
  const absent = { type: 'bind', source: `${conf}/not-made-yet`, target: '/uploads' };
  const { services } = planCompose(
    { services: { app: { image: 'a', volumes: [...mounts, absent] } } },
    { ...parts, tags: {} },
  );
  assert.deepEqual(services['app']?.volumes, [{ ...mounts[0], read_only: true }, mounts[1]]);
});
