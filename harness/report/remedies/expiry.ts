import type { Remedies } from './example.ts';

export const expiry: Remedies = {
  'EXP-01': {
    express: [
      'app.use(session({',
      '  rolling: true, cookie: { maxAge: 30 * 60_000 }, // the store takes its TTL from it',
      '  store: new RedisStore({ client }), resave: false, saveUninitialized: false, secret,',
      '}));',
    ],
    fastify: ['await app.register(session, { secret, store, rolling: true, cookie: { maxAge: 30 * 60_000 } });'],
    django: ['SESSION_COOKIE_AGE = 30 * 60', 'SESSION_SAVE_EVERY_REQUEST = True'],
    rails: ['Rails.application.config.session_store :cache_store, key: "__Host-session", expire_after: 30.minutes'],
    laravel: ['# .env, in minutes', 'SESSION_LIFETIME=30'],
    php: [
      '// session.gc_maxlifetime alone is no limit: records go when the collector happens to run',
      "if (time() - ($_SESSION['used_at'] ?? time()) > 1800) { $_SESSION = []; session_destroy(); session_start(); }",
      "$_SESSION['used_at'] = time();",
    ],
    spring: ['server.servlet.session.timeout=30m', '# Spring Session', 'spring.session.timeout=30m'],
  },
  'EXP-02': {
    express: [
      'app.use(session({ rolling: true, cookie: { maxAge: 30 * 60_000 }, store, … })); // store.touch() renews the record',
    ],
    fastify: ['await app.register(session, { secret, store, rolling: true, cookie: { maxAge: 30 * 60_000 } });'],
    django: ['SESSION_SAVE_EVERY_REQUEST = True'],
  },
  'EXP-03': {
    express: [
      'req.session.signedInAt = Date.now(); // at sign-in',
      '',
      'app.use((req, res, next) => {',
      '  const { signedInAt } = req.session;',
      '  if (signedInAt === undefined || Date.now() - signedInAt < 12 * 3_600_000) return next();',
      "  req.session.destroy((error) => (error ? next(error) : res.redirect('/login')));",
      '});',
    ],
    fastify: [
      "app.addHook('onRequest', async (request, reply) => {",
      '  const { signedInAt } = request.session;',
      '  if (signedInAt === undefined || Date.now() - signedInAt < 12 * 3_600_000) return;',
      '  await request.session.destroy();',
      "  return reply.redirect('/login');",
      '});',
    ],
    django: [
      "request.session['signed_in_at'] = time.time()  # after login()",
      '',
      'class Lifetime:  # in MIDDLEWARE, after AuthenticationMiddleware',
      '    def __init__(self, get_response):',
      '        self.get_response = get_response',
      '    def __call__(self, request):',
      "        if time.time() - request.session.get('signed_in_at', time.time()) > 12 * 3600:",
      '            logout(request)',
      '        return self.get_response(request)',
    ],
    rails: [
      'session[:signed_in_at] = Time.current.to_i # after reset_session, at sign-in',
      '',
      'before_action do # ApplicationController',
      '  reset_session if session[:signed_in_at] && Time.current.to_i - session[:signed_in_at] > 12.hours',
      'end',
    ],
    laravel: [
      "$request->session()->put('signed_in_at', now()->timestamp); // at sign-in",
      '',
      '// a middleware of the web group',
      "if (now()->timestamp - $request->session()->get('signed_in_at', now()->timestamp) > 12 * 3600) {",
      '    Auth::logout();',
      '    $request->session()->invalidate();',
      '}',
    ],
    php: ["if (time() - ($_SESSION['signed_in_at'] ?? time()) > 12 * 3600) { $_SESSION = []; session_destroy(); }"],
    spring: [
      '// in a OncePerRequestFilter before the security filters',
      'HttpSession session = request.getSession(false);',
      'if (session != null && System.currentTimeMillis() - session.getCreationTime() > Duration.ofHours(12).toMillis()) session.invalidate();',
      'chain.doFilter(request, response);',
    ],
  },
  'EXP-04': {
    express: [
      '// the record has the end: a store with a TTL, not the maxAge of the cookie alone',
      'app.use(session({ store: new RedisStore({ client, ttl: 30 * 60 }), cookie: { maxAge: 30 * 60_000 }, … }));',
    ],
    fastify: [
      'await app.register(session, { secret, store: redisStore, cookie: { maxAge: 30 * 60_000 } }); // the store expires it',
    ],
    node: [
      '// self-contained: the end is inside the signature, and is checked',
      "jwt.sign({ sub: user.id }, key, { algorithm: 'HS256', expiresIn: '30m' });",
      "jwt.verify(token, key, { algorithms: ['HS256'] });",
    ],
    django: [
      "SESSION_ENGINE = 'django.contrib.sessions.backends.cached_db'  # expire_date stands in the record",
      'SESSION_COOKIE_AGE = 30 * 60',
    ],
    rails: [
      '# expire_after is kept inside the encrypted cookie, and as the TTL of a cache store',
      'Rails.application.config.session_store :cache_store, key: "__Host-session", expire_after: 30.minutes',
    ],
    laravel: [
      '# .env: the driver checks last activity on the server',
      'SESSION_DRIVER=database',
      'SESSION_LIFETIME=30',
    ],
    php: [
      "// not session.cookie_lifetime: the browser's owner decides on that",
      "if (time() - ($_SESSION['used_at'] ?? time()) > 1800) { $_SESSION = []; session_destroy(); }",
    ],
    spring: ['server.servlet.session.timeout=30m', '# not server.servlet.session.cookie.max-age alone'],
  },
  'EXP-06': {
    express: [
      "app.use('/api', (req, res, next) => (req.session.userId ? next() : res.status(401).json({ error: 'signed out' })));",
    ],
    spring: [
      'http.exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(',
      '    new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), PathPatternRequestMatcher.withDefaults().matcher("/api/**")));',
    ],
  },
};
