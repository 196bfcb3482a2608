import { shown, unseen, type SeedDocument } from './statement.ts';

export const answer: SeedDocument = {
  id: '001',
  title: 'the answer on why a session secret matters',
  statements: [
    shown(
      'Where identifiers are long and random, they cannot be guessed, signed or not.',
      'SID-01 reference',
      'SID-01 reference+short-identifiers',
    ),
    shown(
      'Identifiers that count up can be guessed.',
      'SID-02 secrets-answer+counted-and-signed',
      'SID-02 secrets-answer+counted-and-unsigned',
    ),
    shown(
      'A signature protects even identifiers that count up: a number alone opens nothing.',
      'SIG-01 secrets-answer+counted-and-signed',
      'SIG-02 secrets-answer+counted-and-signed',
      'SIG-02 secrets-answer+counted-and-unsigned',
    ),
    shown('The signature shows that a cookie is no fake.', 'SIG-01 secrets-answer', 'SIG-02 secrets-answer'),
    shown('The secret encrypts the cookie. (It does not: a signed session can be read.)', 'SID-03 secrets-answer'),
    shown(
      'The secret does not belong into the source.',
      'SIG-03 secrets-answer+secret-in-the-source',
      'BOOT-01 secrets-answer+secret-in-the-source',
    ),
    shown(
      'The secret comes from the environment.',
      'BOOT-06 secrets-answer',
      'BOOT-06 secrets-answer+secret-in-the-source',
    ),
    shown(
      'A file with the secret stays out of what is shipped.',
      'BOOT-08 secrets-answer',
      'BOOT-08 reference+secret-in-image',
    ),
    unseen(
      'That file stays out of the repository.',
      'nobody outside sees the repository; the image is searched instead',
    ),
    unseen(
      'The secret does not change while the app runs.',
      'an app may read it anew in ways that leave no trace; what changes at a restart is BOOT-07',
    ),
    shown(
      'A long, funny sentence is a good secret. (Not one that was printed.)',
      'BOOT-04 reference+accepts-well-known-secret',
      'SIG-03 secrets-answer+secret-in-the-source',
    ),
    shown('Seeing the cookie tells nothing of the secret.', 'SIG-03 secrets-answer'),
    shown(
      'A session that is held in the cookie needs no store. (And cannot be ended by the server.)',
      'OUT-01 secrets-answer',
    ),
    shown('The cookie lives for 31 days.', 'COOK-06 secrets-answer', 'EXP-03 secrets-answer', 'EXP-04 secrets-answer'),
    shown(
      'Tokens make sure that a request comes from the site’s own pages.',
      'CSRF-03 secrets-answer',
      'CSRF-04 secrets-answer',
      'CSRF-04 reference+tokens-of-anybody',
    ),
    unseen(
      'Node keeps running between requests, and PHP does not.',
      'how a server is built is no behaviour of its sessions',
    ),
    unseen('Answers are compressed.', 'it does not concern sessions by itself'),
  ],
};
