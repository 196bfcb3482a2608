import type { Flaw } from '../../harness/index.ts';
import { outcome } from '../expected.ts';

/** The app before the card was done, and as its own lines do it: everything that must not do as after. */
export const flaws: readonly Flaw[] = [
  {
    id: 'before',
    about: 'Production without SESSION_SECRET makes one up at every start, and twice.',
    row: {
      'BOOT-01': [
        'fail',
        'it serves, and each start signs everybody out',
        'it starts, with a key that is random per boot',
      ],
      'BOOT-03': ['fail', 'blank or short, whatever is given will do'],
      'BOOT-04': ['warn', 'nothing is asked of a secret'],
      ...outcome('blocked', 'there is no refusal that could say anything', 'BOOT-02', 'BOOT-05'),
    },
  },
  {
    id: 'as-the-card-mends-it',
    about: 'The length is all that is looked at, as in the lines that the card proposes.',
    row: {
      'BOOT-03': ['fail', 'forty spaces are long enough'],
      'BOOT-04': ['warn', 'a secret printed in a tutorial is long enough'],
    },
  },
];
