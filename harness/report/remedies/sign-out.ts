import type { Remedies } from './example.ts';

export const signOut: Remedies = {
  'OUT-01': {
    express: [
      "app.post('/logout', (req, res, next) => {",
      '  req.session.destroy((error) => {',
      '    if (error) return next(error);',
      "    res.clearCookie('__Host-sid', { path: '/', secure: true, httpOnly: true, sameSite: 'lax' });",
      "    res.redirect('/');",
      '  });',
      '});',
    ],
    fastify: [
      'await request.session.destroy();',
      "return reply.clearCookie('__Host-sid', { path: '/', secure: true }).redirect('/');",
    ],
    node: [
      '// self-contained tokens: a list of ended ones, asked at every request, each kept until its own exp',
      'await redis.set(`ended:${claims.jti}`, 1, { EX: claims.exp - Math.floor(Date.now() / 1000) });',
      'if (await redis.exists(`ended:${claims.jti}`)) return null;',
    ],
    django: [
      'from django.contrib.auth import logout',
      '',
      'logout(request)  # deletes the record; SESSION_ENGINE must not be signed_cookies',
    ],
    rails: [
      'reset_session',
      "# with a server-side store: a copy of a cookie store's cookie stays good",
      'Rails.application.config.session_store :cache_store, key: "__Host-session"',
    ],
    laravel: ['Auth::logout();', '$request->session()->invalidate();', '$request->session()->regenerateToken();'],
    php: [
      '$_SESSION = [];',
      'session_destroy();',
      "setcookie(session_name(), '', ['expires' => 1, 'path' => '/', 'secure' => true, 'httponly' => true]);",
    ],
    spring: [
      'http.logout(logout -> logout.invalidateHttpSession(true).clearAuthentication(true).deleteCookies("JSESSIONID"));',
    ],
  },
  'OUT-02': {
    express: [
      "res.clearCookie('__Host-sid', { path: '/', secure: true, httpOnly: true, sameSite: 'lax' }); // as it was set",
    ],
    fastify: ["reply.clearCookie('__Host-sid', { path: '/', secure: true });"],
    django: ['logout(request)  # the middleware deletes the cookie of an empty session'],
    php: [
      "setcookie(session_name(), '', ['expires' => 1] + array_diff_key(session_get_cookie_params(), ['lifetime' => 0]));",
    ],
    spring: [
      'http.logout(logout -> logout.addLogoutHandler(',
      '    new HeaderWriterLogoutHandler(new ClearSiteDataHeaderWriter(Directive.COOKIES))));',
    ],
  },
  'OUT-03': {
    express: [
      '// one function that pages, the API and sockets all ask; no copy of its answer',
      'export const whoIs = async (sessionId) => (await store.get(sessionId))?.userId ?? null;',
      '',
      '// at sign-out, on open sockets',
      'for (const socket of socketsOf(sessionId)) socket.close(4401);',
    ],
    fastify: [
      "app.addHook('onRequest', async (request) => {",
      '  request.user = await whoIs(request.session.sessionId); // for every route and plugin',
      '});',
    ],
    django: [
      '# what was issued besides the session ends with it (Django REST framework)',
      'Token.objects.filter(user=request.user).delete()',
      'logout(request)',
    ],
    rails: [
      '# API tokens that were issued to this session end with it',
      'current_user.api_tokens.where(session_id: session.id.to_s).destroy_all',
      'reset_session',
    ],
    laravel: [
      '$request->user()->tokens()->delete(); // Sanctum; the current token of a session is none that could be deleted',
      'Auth::logout();',
      '$request->session()->invalidate();',
    ],
    spring: [
      '// all surfaces in one filter chain with one repository; drop what was cached of the session',
      'http.securityMatcher("/**").logout(logout -> logout.addLogoutHandler(',
      '    (request, response, who) -> cache.evict(request.getSession().getId())));',
    ],
  },
  'OUT-04': {
    express: ["app.post('/logout', csrfProtection, signOut); // no app.get or app.all"],
    django: ['# Django 5 takes POST alone: <form method="post" action="{% url \'logout\' %}">{% csrf_token %}'],
    rails: ['delete "logout", to: "sessions#destroy" # config/routes.rb, with button_to'],
    laravel: ["Route::post('/logout', [SessionController::class, 'destroy'])->middleware('auth');"],
    spring: ['// with CSRF protection on, /logout takes POST alone: leave it on'],
  },
  'OUT-06': {
    express: [
      '// a row for each remembered sign-in: a hash of its token, whose it is, and an end that never moves',
      "const remembered = await db.take('delete from remembered where hash = $1 and ends_at > now() returning *', [hash]);",
      'if (remembered) await issueAnew(remembered.userId, remembered.endsAt); // a new token, the same end',
      "await db.run('delete from remembered where session_id = $1', [req.sessionID]); // at sign-out",
    ],
    fastify: [
      '// as a row on the server, replaced at each use, deleted where /logout destroys the session',
      "await db.query('delete from remembered where session_id = $1', [request.session.sessionId]);",
    ],
    django: [
      '# no second cookie: the session itself lives longer, and logout() deletes it',
      'request.session.set_expiry(30 * 86400 if form.cleaned_data["remember"] else 0)',
    ],
    rails: [
      '# config/initializers/devise.rb',
      'config.remember_for = 30.days',
      'config.extend_remember_period = false',
      'config.expire_all_remember_me_on_sign_out = true',
    ],
    laravel: [
      'Auth::logout(); // cycles remember_token: remembered clients are out',
      '',
      '// config/auth.php, guard web: minutes',
      "'remember' => 43200,",
    ],
    php: [
      "$db->prepare('delete from remembered where user_id = ?')->execute([$userId]); // beside session_destroy()",
      "setcookie('remember', '', ['expires' => 1, 'path' => '/']);",
    ],
    spring: [
      'http.rememberMe(remember -> remember',
      '    .tokenRepository(new JdbcTokenRepositoryImpl()) // with a DataSource; replaced at each use, deleted at sign-out',
      '    .tokenValiditySeconds(30 * 86400));',
    ],
  },
};
