import type { Remedies } from './example.ts';

const RANDOM: Remedies[string] = {
  express: [
    '// take a genid of your own away: the default asks a cryptographic generator. If there must be one:',
    "import { randomBytes } from 'node:crypto';",
    "app.use(session({ genid: () => randomBytes(32).toString('base64url'), … }));",
  ],
  fastify: [
    "import { randomBytes } from 'node:crypto';",
    "await app.register(session, { secret, idGenerator: () => randomBytes(32).toString('base64url') });",
  ],
  django: [
    'import secrets',
    '',
    'token = secrets.token_urlsafe(32)  # never random.random(), uuid1() or a hash of the user',
  ],
  rails: ['token = SecureRandom.urlsafe_base64(32) # never rand, Time.now or a digest of the user'],
  laravel: ['$token = Str::random(40); // or bin2hex(random_bytes(32)); never uniqid(), md5(time()) or mt_rand()'],
  php: [
    '$token = bin2hex(random_bytes(32)); // never uniqid(), mt_rand() or md5 of the user; leave session_create_id() alone',
  ],
  spring: [
    'private static final SecureRandom RANDOM = new SecureRandom(); // never java.util.Random or a name-based UUID',
    '',
    'byte[] bytes = new byte[32];',
    'RANDOM.nextBytes(bytes);',
    'String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);',
  ],
};

export const identifier: Remedies = {
  'SID-01': RANDOM,
  'SID-02': RANDOM,
  'SID-03': {
    express: [
      '// the record stays on the server, the cookie is a reference (not cookie-session, not a token with claims)',
      'app.use(session({ store: new RedisStore({ client }), … }));',
    ],
    fastify: [
      '// @fastify/session with a store; where the client must hold it, @fastify/secure-session encrypts',
      'await app.register(session, { secret, store });',
    ],
    django: [
      "SESSION_ENGINE = 'django.contrib.sessions.backends.cached_db'  # not signed_cookies: signing hides nothing",
    ],
    rails: [
      '# the cookie store encrypts; a server-side store holds it back altogether',
      'Rails.application.config.session_store :cache_store, key: "__Host-session"',
    ],
    laravel: ['# .env; and no cookie of a person in encryptCookies(except: …)', 'SESSION_DRIVER=redis'],
    php: ["// not setcookie('user', $user->email): into the session", "$_SESSION['user_id'] = $user->id;"],
    spring: [
      '# Spring Session: the record in Redis, a reference in the cookie (not a JWT with claims)',
      'spring.session.timeout=30m',
      'spring.data.redis.url=${REDIS_URL}',
    ],
  },
  'SID-04': {
    php: ['; php.ini', 'session.use_only_cookies = 1', 'session.use_trans_sid = 0'],
    spring: ['server.servlet.session.tracking-modes=cookie'],
  },
};
