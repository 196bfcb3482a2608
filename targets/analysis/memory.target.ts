import { outcome } from '../expected.ts';
import { analysis } from './define.ts';
import { flawsOfMemory } from './flaws.ts';

export default analysis({
  store: 'memory',
  about: 'sessions in the memory of the process, the secret from a file',
  url: 'memory:',
  process: true,
  secret: { file: 'SESSION_SECRET_FILE' },
  flaws: flawsOfMemory,
  promises: {},
  expected: {
    ...outcome(
      'warn',
      'true: sessions are lost with the process, and no other instance knows them',
      'STORE-01',
      'STORE-02',
    ),
    ...outcome('not-applicable', 'its sessions are not promised to outlive a restart', 'BOOT-06', 'BOOT-07'),
  },
});
