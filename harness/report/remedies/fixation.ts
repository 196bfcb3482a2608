import type { Remedies } from './example.ts';

const EXPRESS = [
  "app.post('/login', async (req, res, next) => {",
  '  const user = await authenticate(req.body);',
  "  if (user === null) return res.redirect('/login');",
  '  req.session.regenerate((error) => { // also where somebody is signed in already',
  '    if (error) return next(error);',
  '    req.session.userId = user.id;',
  "    req.session.save((failed) => (failed ? next(failed) : res.redirect('/')));",
  '  });',
  '});',
];
const FASTIFY = [
  'await request.session.regenerate(); // the old record is gone',
  'request.session.userId = user.id;',
  'await request.session.save();',
];
const PHP = [
  '$_SESSION = [];',
  'session_regenerate_id(true); // true: the old record is deleted',
  "$_SESSION['user_id'] = $user->id;",
];
const RAILS = ['reset_session', 'session[:user_id] = user.id'];
const DJANGO = [
  'from django.contrib.auth import login',
  '',
  'login(request, user)  # rotates the key; not request.session["user"] = …',
];

export const fixation: Remedies = {
  'FIX-01': {
    express: EXPRESS,
    fastify: FASTIFY,
    django: DJANGO,
    rails: RAILS,
    laravel: [
      'if (Auth::attempt($credentials)) {',
      '    $request->session()->regenerate();',
      "    return redirect()->intended('/');",
      '}',
    ],
    php: PHP,
    spring: [
      '// the default of form login; a sign-in of your own has to do it itself',
      'http.sessionManagement(session -> session.sessionFixation(fixation -> fixation.changeSessionId()));',
      'request.changeSessionId(); // in a controller that signs people in',
    ],
  },
  'FIX-02': {
    express: [
      '// express-session takes signed identifiers of its own alone: give it no genid that reads the request',
      'app.use(session({ saveUninitialized: false, … }));',
    ],
    fastify: [
      '// idGenerator must not read the request',
      'await app.register(session, { secret, saveUninitialized: false });',
    ],
    django: [
      '# never SessionStore(session_key=<something from the request>) and save(must_create=True)',
      'request.session.cycle_key()',
    ],
    rails: ['# never session.id or a key from params; an unknown identifier gets a fresh one', 'reset_session'],
    laravel: [
      "// never $request->session()->setId($request->input('sid')), and keep the session's cookie encrypted",
      '$request->session()->regenerate(true);',
    ],
    php: [
      '; php.ini: an identifier that this server did not make is replaced',
      'session.use_strict_mode = 1',
      'session.use_only_cookies = 1',
      'session.use_trans_sid = 0',
    ],
    spring: ['server.servlet.session.tracking-modes=cookie'],
  },
  'FIX-03': {
    express: EXPRESS,
    fastify: FASTIFY,
    django: [...DJANGO, '# with a server-side SESSION_ENGINE: the old record is deleted'],
    rails: [
      ...RAILS,
      '# with a server-side store: a cookie store cannot end an old cookie',
      'Rails.application.config.session_store :cache_store, key: "__Host-session"',
    ],
    laravel: ['$request->session()->regenerate(true); // true: the old record is destroyed'],
    php: PHP,
    spring: ['http.sessionManagement(session -> session.sessionFixation(fixation -> fixation.changeSessionId()));'],
  },
  'FIX-05': {
    express: EXPRESS,
    fastify: FASTIFY,
    django: ['request.session.flush()  # nothing of who was here before', ...DJANGO.slice(2)],
    rails: RAILS,
    laravel: [
      'Auth::logout();',
      '$request->session()->invalidate(); // nothing of who was here before',
      'Auth::login($user);',
    ],
    php: PHP,
    spring: [
      '// newSession: no attribute of the old one is taken along',
      'http.sessionManagement(session -> session.sessionFixation(fixation -> fixation.newSession()));',
    ],
  },
  'FIX-06': {
    express: [
      'req.session.pending = { userId: user.id, for: "second-factor" }; // not req.session.userId',
      '',
      '// and only when every proof was given',
      'req.session.regenerate(() => { req.session.userId = user.id; … });',
    ],
    fastify: [
      "request.session.set('pending', { userId: user.id, for: 'second-factor' }); // not userId",
      '',
      'await request.session.regenerate(); // when every proof was given',
      'request.session.userId = user.id;',
    ],
    django: [
      "request.session['pending_user'] = user.pk  # not login(request, user)",
      '',
      'login(request, user)  # when every proof was given',
    ],
    rails: [
      'session[:pending_user_id] = user.id # not session[:user_id]',
      '',
      'reset_session # when every proof was given',
      'session[:user_id] = user.id',
    ],
    laravel: [
      "$request->session()->put('pending.user', $user->id); // not Auth::login",
      '',
      'Auth::login($user); // when every proof was given',
    ],
    php: [
      "$_SESSION['pending_user'] = $user->id; // not $_SESSION['user_id']",
      '',
      'session_regenerate_id(true); // when every proof was given',
      "$_SESSION['user_id'] = $user->id;",
    ],
    spring: [
      'session.setAttribute("pendingUser", user.getId()); // no Authentication in the SecurityContext until every proof was given',
    ],
  },
  'FIX-07': {
    express: EXPRESS,
    fastify: FASTIFY,
    php: [...PHP, 'session_write_close(); // before the redirect', "header('Location: /');"],
  },
};
