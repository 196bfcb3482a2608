import { shown, unseen, type SeedDocument } from './statement.ts';

export const card: SeedDocument = {
  id: '000',
  title: 'the audit card: production needs its SESSION_SECRET',
  statements: [
    shown('Production without the secret makes one up at each start.', 'BOOT-01 audit-card+before'),
    unseen(
      'It makes one up twice in one start.',
      'of the two only the one that signs leaves the app; the other is thrown away unseen',
    ),
    shown(
      'A secret made up at each start signs everybody out at each restart.',
      'BOOT-01 audit-card+before',
      'BOOT-06 reference+random-key-despite-secret',
    ),
    shown(
      'Criterion 1: a production start without the secret fails.',
      'BOOT-01 audit-card',
      'BOOT-01 audit-card+before',
    ),
    shown('Criterion 1: its error is clear.', 'BOOT-02 audit-card', 'BOOT-02 reference+refuses-without-a-word'),
    shown('Criterion 2: the error says what to do.', 'BOOT-02 audit-card'),
    shown('All problems are told at once.', 'BOOT-02 audit-card', 'BOOT-02 reference+names-only-the-first-problem'),
    shown(
      'Criterion 3: development makes up a secret of its own.',
      'BOOT-05 audit-card',
      'BOOT-05 reference+constant-development-secret',
    ),
    shown(
      'Criterion 4: production asks for 32 characters.',
      'BOOT-03 audit-card',
      'BOOT-03 audit-card+before',
      'BOOT-03 reference+accepts-short-secret',
    ),
    shown(
      'The lines that the card proposes count characters, and nothing else.',
      'BOOT-03 audit-card+as-the-card-mends-it',
      'BOOT-04 audit-card+as-the-card-mends-it',
    ),
    shown(
      'Criterion 5: `npm start` works in development with nothing set.',
      'BOOT-05 audit-card',
      'BOOT-05 reference+development-needs-a-secret',
    ),
    unseen(
      'The hash of the administrator’s password is to be asked for in the same way.',
      'it is no matter of sessions; what a target declares as required, BOOT-02 takes away with the rest',
    ),
    unseen('The priority is low, since it mainly annoys people.', 'a judgement of what matters, and no behaviour'),
  ],
};
