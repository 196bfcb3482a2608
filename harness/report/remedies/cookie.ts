import type { Remedies } from './example.ts';

export const cookie: Remedies = {
  'COOK-01': {
    express: [
      "app.set('trust proxy', 1); // the TLS proxy in front says X-Forwarded-Proto",
      "app.use(session({ name: '__Host-sid', cookie: { secure: true, httpOnly: true, sameSite: 'lax' }, … }));",
    ],
    fastify: [
      'const app = Fastify({ trustProxy: true });',
      "await app.register(session, { secret, cookieName: '__Host-sid', cookie: { secure: true, sameSite: 'lax' } });",
    ],
    django: [
      'SESSION_COOKIE_SECURE = True',
      'CSRF_COOKIE_SECURE = True',
      "SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')",
    ],
    rails: [
      '# config/environments/production.rb',
      'config.assume_ssl = true # behind a TLS proxy',
      'config.force_ssl = true',
    ],
    laravel: [
      '# .env',
      'SESSION_SECURE_COOKIE=true',
      '',
      '// bootstrap/app.php',
      "->withMiddleware(fn (Middleware $middleware) => $middleware->trustProxies(at: ['10.0.0.0/8']))",
    ],
    php: ['; php.ini', 'session.cookie_secure = 1'],
    spring: ['server.servlet.session.cookie.secure=true', 'server.forward-headers-strategy=framework'],
  },
  'COOK-02': {
    express: ['app.use(session({ cookie: { httpOnly: true }, … })); // the default: take httpOnly: false away'],
    fastify: ['await app.register(session, { secret, cookie: { httpOnly: true } }); // the default'],
    django: ['SESSION_COOKIE_HTTPONLY = True  # the default'],
    rails: [
      '# config/initializers/session_store.rb',
      'Rails.application.config.session_store :cache_store, key: "__Host-session", httponly: true',
    ],
    laravel: ['// config/session.php', "'http_only' => true,"],
    php: ['; php.ini', 'session.cookie_httponly = 1'],
    spring: ['server.servlet.session.cookie.http-only=true'],
  },
  'COOK-03': {
    express: ["app.use(session({ cookie: { sameSite: 'lax' }, … }));"],
    fastify: ["await app.register(session, { secret, cookie: { sameSite: 'lax' } });"],
    django: ["SESSION_COOKIE_SAMESITE = 'Lax'", "CSRF_COOKIE_SAMESITE = 'Lax'"],
    rails: ['config.action_dispatch.cookies_same_site_protection = :lax'],
    laravel: ['// config/session.php', "'same_site' => 'lax',"],
    php: ['; php.ini', 'session.cookie_samesite = Lax'],
    spring: ['server.servlet.session.cookie.same-site=lax'],
  },
  'COOK-04': {
    express: [
      "app.use(session({ name: '__Host-sid', cookie: { secure: true, path: '/' }, … })); // and no cookie.domain",
    ],
    fastify: [
      "await app.register(session, { secret, cookieName: '__Host-sid', cookie: { secure: true, path: '/' } });",
    ],
    django: [
      "SESSION_COOKIE_NAME = '__Host-sessionid'",
      'SESSION_COOKIE_SECURE = True',
      "SESSION_COOKIE_PATH = '/'",
      'SESSION_COOKIE_DOMAIN = None',
    ],
    rails: ['Rails.application.config.session_store :cache_store, key: "__Host-session", secure: true, path: "/"'],
    laravel: [
      '# .env',
      'SESSION_COOKIE=__Host-session',
      'SESSION_SECURE_COOKIE=true',
      'SESSION_PATH=/',
      'SESSION_DOMAIN=null',
    ],
    php: [
      '; php.ini',
      'session.name = __Host-session',
      'session.cookie_secure = 1',
      'session.cookie_path = /',
      'session.cookie_domain =',
    ],
    spring: [
      'server.servlet.session.cookie.name=__Host-SESSION',
      'server.servlet.session.cookie.secure=true',
      'server.servlet.session.cookie.path=/',
    ],
  },
  'COOK-05': {
    express: ['app.use(session({ cookie: { secure: true } })); // no cookie.domain'],
    fastify: ['await app.register(session, { secret, cookie: { secure: true } }); // no cookie.domain'],
    django: ['SESSION_COOKIE_DOMAIN = None  # the default'],
    rails: [
      '# session_store without domain:',
      'Rails.application.config.session_store :cache_store, key: "__Host-session"',
    ],
    laravel: ['# .env', 'SESSION_DOMAIN=null'],
    php: ['; php.ini', 'session.cookie_domain ='],
    spring: ['# leave server.servlet.session.cookie.domain out'],
  },
  'COOK-06': {
    express: [
      'app.use(session({ rolling: true, cookie: { maxAge: 30 * 60_000 }, … })); // or no maxAge: it ends with the browser',
    ],
    fastify: ['await app.register(session, { secret, rolling: true, cookie: { maxAge: 30 * 60_000 } });'],
    django: ['SESSION_COOKIE_AGE = 30 * 60', '# or: SESSION_EXPIRE_AT_BROWSER_CLOSE = True'],
    rails: ['Rails.application.config.session_store :cache_store, key: "__Host-session", expire_after: 30.minutes'],
    laravel: ['# .env', 'SESSION_LIFETIME=30', 'SESSION_EXPIRE_ON_CLOSE=true'],
    php: ['; php.ini: it ends with the browser', 'session.cookie_lifetime = 0'],
    spring: ['# leave it out, or no longer than the session', 'server.servlet.session.cookie.max-age=30m'],
  },
  'COOK-08': {
    express: [
      '// one set of options; nothing but the session middleware writes this name',
      "export const sessionCookie = Object.freeze({ secure: true, httpOnly: true, sameSite: 'lax', path: '/' });",
      "app.use(session({ name: '__Host-sid', cookie: { ...sessionCookie }, rolling: true, … }));",
      "res.clearCookie('__Host-sid', sessionCookie);",
    ],
    fastify: [
      'await app.register(session, { secret, cookie: sessionCookie });',
      '// not reply.setCookie() of the same name: request.session.touch() renews it',
    ],
    django: [
      '# not response.set_cookie(settings.SESSION_COOKIE_NAME, …): let the middleware send it again',
      'request.session.modified = True',
    ],
    rails: [
      '# not cookies[:_session] = …: one set of options, in config/initializers/session_store.rb',
      'request.session_options[:renew] = true',
    ],
    laravel: [
      "// not Cookie::queue(config('session.cookie'), …): StartSession sends it, with config/session.php",
      '$request->session()->regenerate();',
    ],
    php: [
      "session_set_cookie_params(['secure' => true, 'httponly' => true, 'samesite' => 'Lax', 'path' => '/']);",
      'session_start(); // and no setcookie(session_name(), …) anywhere else',
    ],
    spring: [
      '@Bean CookieSerializer cookieSerializer() {  // Spring Session: the one place that writes it',
      '  var serializer = new DefaultCookieSerializer();',
      '  serializer.setUseSecureCookie(true);',
      '  serializer.setUseHttpOnlyCookie(true);',
      '  serializer.setSameSite("Lax");',
      '  return serializer;',
      '}',
    ],
  },
  'COOK-11': {
    express: ['app.use(session({ saveUninitialized: false, resave: false, … }));'],
    fastify: ['await app.register(session, { secret, saveUninitialized: false });'],
    spring: ['http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.IF_REQUIRED));'],
  },
};
