import type { DefineTarget } from '../../harness/index.ts';
import { couple } from '../people.ts';

const define: DefineTarget = ({ target }) =>
  target({
    name: 'django-admin',
    about: "Debian's Django 3.2 with its own admin, and no code of ours but the settings",
    launch: {
      container: { build: './', port: 8000 },
      readyPath: '/admin/',
    },
    production: { env: {}, required: ['DJANGO_SECRET_KEY'] },
    secret: { env: 'DJANGO_SECRET_KEY' },
    front: 'tls',
    people: couple,
  });

export default define;
