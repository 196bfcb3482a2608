import assert from 'node:assert/strict';
import { test } from 'node:test';
import { credentialsOf } from './compose-credentials.ts';

const of = (Env: string[], Cmd: string[] = []): Record<string, string> => credentialsOf({ Env, Cmd });

test('what Redis asks for is read of its command or its environment', () => {
  assert.deepEqual(of([], ['redis-server', '--requirepass', 'letmein']), { REDISCLI_AUTH: 'letmein' });
  const shell = ['sh', '-c', 'exec redis-server --requirepass "$STORE_PASSWORD"'];
  assert.deepEqual(of(['STORE_PASSWORD=a=b'], shell), { REDISCLI_AUTH: 'a=b' });
  assert.deepEqual(of(['REDIS_PASSWORD=letmein']), { REDISCLI_AUTH: 'letmein' });
  assert.deepEqual(of(['PATH=/bin']), {});
});

test('what PostgreSQL was set up with lets its programs in', () => {
  assert.deepEqual(of(['POSTGRES_PASSWORD=p', 'POSTGRES_USER=shop']), {
    PGUSER: 'shop',
    PGPASSWORD: 'p',
    PGDATABASE: 'shop',
  });
  assert.deepEqual(of(['POSTGRES_PASSWORD=p']), { PGUSER: 'postgres', PGPASSWORD: 'p', PGDATABASE: 'postgres' });
});
