import { analysis } from './define.ts';

export default analysis({
  store: 'redis',
  about: 'sessions in Redis, the secret from the environment',
  url: 'redis://redis:6379',
  services: { redis: 'redis:7-bookworm' },
  secret: { env: 'SESSION_SECRET' },
});
