import type { Remedies } from './example.ts';

const NODE = [
  "const secret = (process.env.SESSION_SECRET ?? '').trim();",
  "if (process.env.NODE_ENV === 'production' && secret.length < 32) {",
  "  console.error('SESSION_SECRET is missing or shorter than 32 characters: set it to what `openssl rand -hex 32` prints.');",
  '  process.exit(1);',
  '}',
];
const DJANGO = [
  '# settings.py',
  'from django.core.exceptions import ImproperlyConfigured',
  '',
  "SECRET_KEY = os.environ.get('DJANGO_SECRET_KEY', '').strip()",
  'if not DEBUG and len(SECRET_KEY) < 50:',
  "    raise ImproperlyConfigured('DJANGO_SECRET_KEY is missing or too short: set a long random value.')",
];
const RAILS = [
  '# config/environments/production.rb',
  'config.secret_key_base = ENV.fetch("SECRET_KEY_BASE").strip.tap do |key|',
  '  abort "SECRET_KEY_BASE is shorter than 32 characters: set what `bin/rails secret` prints." if key.length < 32',
  'end',
];
const LARAVEL = [
  '# the entrypoint of the container, before it serves',
  'if [ "$APP_ENV" = production ] && [ "${#APP_KEY}" -lt 32 ]; then',
  '  echo "APP_KEY is missing or too short: set what \'php artisan key:generate --show\' prints." >&2',
  '  exit 1',
  'fi',
];
const SPRING = [
  '@Validated',
  '@ConfigurationProperties("app")  // app.session-secret=${SESSION_SECRET}, without a default',
  'public record AppSettings(@NotBlank @Size(min = 32) String sessionSecret) {}',
];

export const startUp: Remedies = {
  'BOOT-01': { express: NODE, fastify: NODE, django: DJANGO, rails: RAILS, laravel: LARAVEL, spring: SPRING },
  'BOOT-02': { node: NODE, django: DJANGO, rails: RAILS, laravel: LARAVEL },
  'BOOT-03': { express: NODE, fastify: NODE, django: DJANGO, rails: RAILS, laravel: LARAVEL, spring: SPRING },
  'BOOT-04': {
    node: [
      'const wellKnown = /keyboard cat|change[ -_]?me|your[ -_]?secret|secret|password/i;',
      'const repeats = new Set(secret).size < 10;',
      'if (production && (wellKnown.test(secret) || repeats)) {',
      "  console.error('SESSION_SECRET is a sample: set it to what `openssl rand -hex 32` prints.');",
      '  process.exit(1);',
      '}',
    ],
    django: [
      '# in CI and before a deployment: warns of weak and generated sample keys',
      'python manage.py check --deploy --fail-level WARNING',
    ],
  },
  'BOOT-06': {
    express: [
      '// one place validates it, and all others are given that value',
      "import { settings } from './settings.js';",
      'app.use(session({ secret: settings.sessionSecret, resave: false, saveUninitialized: false, store }));',
    ],
    fastify: [
      "import { settings } from './settings.js';",
      'await app.register(session, { secret: settings.sessionSecret, store });',
    ],
    django: ["SECRET_KEY = os.environ['DJANGO_SECRET_KEY']  # never get_random_secret_key() in settings.py"],
    rails: ['config.secret_key_base = ENV.fetch("SECRET_KEY_BASE")  # never SecureRandom here'],
    laravel: [
      '// config/app.php; and no `php artisan key:generate` where the container starts',
      "'key' => env('APP_KEY'),",
    ],
    spring: [
      '@Bean JwtDecoder decoder(AppSettings settings) {  // the configured key, never one made at start-up',
      '  var key = new SecretKeySpec(settings.sessionSecret().getBytes(UTF_8), "HmacSHA256");',
      '  return NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();',
      '}',
    ],
  },
  'BOOT-07': {
    express: [
      '// the first signs, all verify; drop the old one when its sessions are over',
      "const secrets = process.env.SESSION_SECRET.split(',').filter((one) => one.length >= 32); // '' would be a key, too",
      'app.use(session({ secret: secrets, resave: false, saveUninitialized: false, store }));',
    ],
    fastify: [
      '// the first signs, all verify; drop the old one when its sessions are over',
      "const secrets = process.env.SESSION_SECRET.split(',').filter((one) => one.length >= 32);",
      'await app.register(session, { secret: secrets, store });',
    ],
    django: [
      "SECRET_KEY = os.environ['SECRET_KEY']",
      "SECRET_KEY_FALLBACKS = [key for key in os.environ.get('OLD_SECRET_KEYS', '').split(',') if key]  # '' would be a key, too",
    ],
    rails: [
      '# config/initializers/cookie_rotator.rb',
      '# https://guides.rubyonrails.org/configuring.html#config-action-dispatch-cookies-rotations',
    ],
    laravel: ['# .env', 'APP_KEY=base64:the-new-one', 'APP_PREVIOUS_KEYS=base64:the-old-one'],
  },
  'BOOT-08': {
    docker: [
      '# .dockerignore',
      '.env*',
      '*.pem',
      '',
      '# Dockerfile: no ENV or ARG for a secret; what a build needs is mounted and leaves nothing behind',
      'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci',
      '',
      '# the secret comes when the container starts',
      'docker run --env SESSION_SECRET shop',
    ],
    django: [
      '# a build step that wants a key is given one that is worth nothing',
      'RUN SECRET_KEY=only-for-the-build python manage.py collectstatic --noinput',
    ],
    rails: [
      '# .dockerignore',
      '/config/*.key',
      '',
      '# Dockerfile',
      'RUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile',
    ],
    laravel: [
      '# .dockerignore',
      '.env*',
      '',
      '# and no `php artisan key:generate` or `config:cache` while the image is built',
    ],
    spring: [
      '# .dockerignore: no application-production.properties with a value in it',
      '# application.properties names the variable, and gives it no default',
      'app.session-secret=${SESSION_SECRET}',
    ],
  },
};
