import type { Remedies } from './example.ts';

export const forgery: Remedies = {
  'CSRF-01': {
    express: [
      "app.use(session({ cookie: { sameSite: 'lax', secure: true }, … }));",
      "app.post('/notes', fromHere, keepNote); // as of CSRF-03; no app.get or app.all for what changes something",
    ],
    fastify: [
      "await app.register(session, { secret, cookie: { sameSite: 'lax', secure: true } });",
      "await app.register(import('@fastify/csrf-protection'), {}); // and onRequest: app.csrfProtection on each route that changes something",
    ],
    django: [
      "SESSION_COOKIE_SAMESITE = 'Lax'",
      "MIDDLEWARE = [..., 'django.middleware.csrf.CsrfViewMiddleware', ...]  # the default",
      '@require_POST  # on each view that changes something',
    ],
    rails: ['class ApplicationController < ActionController::Base', '  protect_from_forgery with: :exception', 'end'],
    laravel: [
      "// config/session.php: 'same_site' => 'lax'; in each form @csrf; no Route::get for what changes something",
    ],
    php: ['; php.ini', 'session.cookie_samesite = Lax'],
    spring: ['server.servlet.session.cookie.same-site=lax', '// and no http.csrf(csrf -> csrf.disable())'],
  },
  'CSRF-03': {
    express: [
      'const fromHere = (req, res, next) => {',
      "  const site = req.get('sec-fetch-site');",
      "  const origin = req.get('origin');",
      "  const own = site === undefined ? origin === undefined || origin === 'https://shop.example.org' : site === 'same-origin';",
      '  if (own) next();',
      '  else res.sendStatus(403);',
      '};',
    ],
    node: [
      "const own = req.headers['sec-fetch-site'] ?? (req.headers.origin === 'https://shop.example.org' ? 'same-origin' : 'unknown');",
      "if (own !== 'same-origin') return res.writeHead(403).end();",
    ],
    django: ['# CsrfViewMiddleware, which asks for a token; no host but your own in CSRF_TRUSTED_ORIGINS'],
    rails: ['config.action_controller.forgery_protection_origin_check = true'],
    laravel: ['// a token in each form (@csrf), and nothing in validateCsrfTokens(except: [])'],
    spring: ['// Spring Security asks for a token by itself: leave it on, and list no sister host in CORS'],
  },
  'CSRF-04': {
    express: [
      "const known = (req.session.csrf ??= randomBytes(32).toString('base64url')); // made with the session, ended with it",
      "const given = Buffer.from(String(req.body._csrf ?? ''));",
      'const right = given.length === known.length && timingSafeEqual(given, Buffer.from(known));',
      'if (!right) return res.sendStatus(403);',
    ],
    fastify: [
      '// @fastify/csrf-protection: a token is signed together with whose it is',
      "await app.register(csrfProtection, { sessionPlugin: '@fastify/session' });",
      "app.post('/notes', { onRequest: app.csrfProtection }, keepNote);",
    ],
    django: ['CSRF_USE_SESSIONS = True  # the token belongs to the session, and to no cookie of its own'],
    rails: ['config.action_controller.per_form_csrf_tokens = true'],
    spring: ['http.csrf(csrf -> csrf.csrfTokenRepository(new HttpSessionCsrfTokenRepository()));'],
  },
};
