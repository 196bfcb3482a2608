import { analysis } from './define.ts';
import { flawsOfPostgres } from './flaws.ts';

export default analysis({
  store: 'postgres',
  about: 'sessions in PostgreSQL, the secret from a file',
  url: 'postgres://postgres:postgres@postgres/postgres',
  services: { postgres: 'postgres:15-bookworm' },
  secret: { file: 'SESSION_SECRET_FILE' },
  flaws: flawsOfPostgres,
});
