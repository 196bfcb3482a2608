import type { DefineTarget } from '../../harness/index.ts';
import { forgetful, opaque, outcome, undeclared, withoutSecret, nothingToForge } from '../expected.ts';
import { couple } from '../people.ts';

const define: DefineTarget = ({ target }) =>
  target({
    name: 'php-native',
    about: "PHP 8.2 with its native sessions in files, pages in French, three cookies of which one is the session's",
    launch: { container: { build: './', port: 8080 } },
    production: { env: {} },
    front: 'tls',
    people: couple,
    expected: {
      ...undeclared,
      ...nothingToForge,
      ...withoutSecret,
      ...opaque,
      ...forgetful('files of sessions are in the container, which has no volume'),
      ...outcome('warn', 'X-Powered-By names PHP and its version', 'LEAK-04'),
      ...outcome('fail', 'the cookie is called PHPSESSID, as PHP calls it', 'COOK-04'),
      ...outcome('fail', 'the cookies langue and visite have no prefix', 'COOK-10'),
      ...outcome('warn', 'session_start() on every page issues a session to every visitor', 'COOK-11'),
      ...outcome('fail', 'sign-out is a link', 'OUT-04'),
      ...outcome(
        'fail',
        "Debian's PHP leaves the ending of old sessions to a cron job, which is not in the image",
        'EXP-01',
        'EXP-03',
      ),
      ...outcome('not-applicable', 'neither the cookie nor the page states an end', 'EXP-04'),
      ...outcome('not-tested', 'no session ends by itself', 'EXP-05'),
    },
  });

export default define;
