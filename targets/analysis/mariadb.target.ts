import { outcome } from '../expected.ts';
import { analysis } from './define.ts';

export default analysis({
  store: 'mariadb',
  about: 'sessions in MariaDB, the secret from the environment',
  url: 'mariadb://app:app@mariadb/app',
  services: { mariadb: 'mariadb:10.11' },
  secret: { env: 'SESSION_SECRET' },
  expected: outcome('not-tested', 'nothing makes MariaDB refuse the writes of every account', 'STORE-05'),
});
