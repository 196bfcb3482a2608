import { outcome } from '../expected.ts';
import { analysis } from './define.ts';

export default analysis({
  store: 'mongodb',
  about: 'sessions in MongoDB, the secret from a file',
  url: 'mongodb://mongodb:27017/app',
  services: { mongodb: 'mongo:8.0-noble' },
  secret: { file: 'SESSION_SECRET_FILE' },
  expected: outcome('not-tested', 'nothing that we know makes MongoDB refuse writes', 'STORE-05'),
});
