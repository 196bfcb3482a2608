import { analysis } from './define.ts';

export default analysis({
  store: 'mongodb',
  about: 'sessions in MongoDB, the secret from a file',
  url: 'mongodb://mongodb:27017/app',
  services: { mongodb: 'mongo:8.0-noble' },
  secret: { file: 'SESSION_SECRET_FILE' },
});
