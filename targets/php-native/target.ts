import type { DefineTarget } from '../../harness/index.ts';
import { couple } from '../people.ts';

const define: DefineTarget = ({ target }) =>
  target({
    name: 'php-native',
    about: "PHP 8.2 with its native sessions in files, pages in French, three cookies of which one is the session's",
    launch: { container: { build: './', port: 8080 } },
    production: { env: {} },
    front: 'tls',
    people: couple,
  });

export default define;
