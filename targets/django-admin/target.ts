import { randomBytes } from 'node:crypto';
import type { DefineTarget } from '../../harness/index.ts';
import { couple } from '../people.ts';

const define: DefineTarget = ({ target }) =>
  target({
    name: 'django-admin',
    about: "Debian's Django 3.2 with its own admin, and no code of ours but the settings",
    launch: {
      // Its key signs no session, which are rows of its database: what signs nothing is not declared as a secret.
      container: { build: './', port: 8000, env: { DJANGO_SECRET_KEY: randomBytes(32).toString('hex') } },
      readyPath: '/admin/',
    },
    production: { env: {} },
    front: 'tls',
    people: couple,
  });

export default define;
