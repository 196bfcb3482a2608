import type { Remedies } from './example.ts';

export const storage: Remedies = {
  'STORE-01': {
    express: ['app.use(session({ ...options, store: new RedisStore({ client: redis }) })); // not its MemoryStore'],
    fastify: ['app.register(fastifySession, { ...options, store: new RedisStore({ client: redis }) });'],
    node: [
      '// what remembers ended tokens outlives the process as well',
      'await redis.set(`ended:${id}`, 1, { EX: left });',
    ],
    django: ["SESSION_ENGINE = 'django.contrib.sessions.backends.db'"],
    laravel: ['SESSION_DRIVER=redis'],
    spring: ['@EnableRedisHttpSession'],
    docker: ['volumes:', '  - sessions:/var/lib/app  # where files of sessions, or of ended ones, are kept'],
  },
  'STORE-03': {
    express: [
      '// express-session goes on without a session while its store is disconnected',
      'app.use((req, res, next) => (req.session === undefined ? res.status(503).end() : next()));',
    ],
    fastify: ["app.setErrorHandler((error, request, reply) => reply.code(503).send('Please try again later.'));"],
    node: [
      'const session = await store.get(id); // let it throw: no answer of the last time, and no default, in its place',
    ],
    django: ['DJANGO_REDIS_IGNORE_EXCEPTIONS = False  # True reads an outage as "there is no such session"'],
    laravel: [
      '->withExceptions(fn ($exceptions) => $exceptions->render(',
      "    fn (RedisException $e) => response('Please try again later.', 503)))",
    ],
    php: ['if (!session_start()) {', '    http_response_code(503);', '    exit;', '}'],
  },
  'STORE-04': {
    express: [
      "redis.on('error', report); // without a listener the error ends the process",
      'createClient({ url, disableOfflineQueue: true, socket: { reconnectStrategy: (n) => Math.min(50 * 2 ** n, 1000) } });',
    ],
    node: ["pool.on('error', report); // pg: an idle connection that breaks ends the process otherwise"],
  },
  'STORE-05': {
    express: [
      'req.session.save((error) => (error ? next(error) : res.redirect(303, "/account"))); // sign-in',
      'req.session.destroy((error) => {',
      '  if (error) return next(error); // and the cookie stays',
      "  res.clearCookie('__Host-sid', { path: '/', secure: true }).redirect(303, '/');",
      '});',
    ],
    fastify: ['await request.session.save(); // throws where the store failed', "return reply.redirect('/account');"],
    node: ['await redis.del(key); // and only then answer'],
    django: ['login(request, user)', 'request.session.save()  # raises here, before the answer'],
    php: ['if (!session_destroy()) {', '    http_response_code(503);', '    exit;', '}'],
    spring: ['session.invalidate(); // no catch around it: an error of the store must reach the person'],
  },
  'STORE-06': {
    express: [
      '// connect-redis writes SET with EX by itself, by the end of the cookie: leave disableTTL alone, set cookie.maxAge',
      'session({ ...options, saveUninitialized: false, cookie: { maxAge: 30 * 60_000 } });',
    ],
    node: [
      'await redis.set(`session:${id}`, data, { EX: 1800 });',
      'await sql`DELETE FROM sessions WHERE ends_at < now()`; // by a timer, each hour',
    ],
    django: ['python manage.py clearsessions  # by cron: the database does not end them by itself'],
    php: ['session.gc_probability = 1  ; Debian sets 0, and clears files by cron, but no database'],
  },
  'STORE-07': {
    express: ['session({ ...options, resave: false }); // and a store that has touch()'],
    django: ['SESSION_SAVE_EVERY_REQUEST = False'],
  },
  'STORE-08': {
    express: ["createClient({ url: 'rediss://:…@redis:6379' }); // rediss: TLS; after the colon, its password"],
    node: ["new Pool({ ssl: { ca }, user: 'sessions', password }); // an account of its own"],
    django: ["CACHES = {'default': {'LOCATION': 'rediss://:…@redis:6379', …}}"],
    laravel: ['REDIS_URL=tls://:…@redis:6379'],
    spring: ['spring.data.redis.password=…', 'spring.data.redis.ssl.enabled=true'],
    docker: [
      'redis:  # no "ports:": the app finds it by its name',
      "  command: ['redis-server', '--requirepass', '${REDIS_PASSWORD:?is required}',",
      "    '--port', '0', '--tls-port', '6379', '--tls-auth-clients', 'no',  # port 0: nothing without TLS",
      "    '--tls-cert-file', '/tls/cert.pem', '--tls-key-file', '/tls/key.pem', '--tls-ca-cert-file', '/tls/ca.pem']",
    ],
  },
  'RACE-01': {
    express: [
      '// session({ resave: false, … }), and a mark where a session was, which a late write leaves alone, in one step:',
      "const write = `if redis.call('GET', KEYS[1]) == '' then return 0 end",
      "return redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])`;",
      "await redis.set(key, '', { EX: 600 }); // at sign-out, instead of DEL",
    ],
    fastify: [
      '// in the store that you hand it: `set` runs the script above, `destroy` leaves the mark',
      "store.destroy = (id, done) => redis.set(prefix + id, '', { EX: 600 }).then(() => done(), done);",
    ],
    node: [
      "await sql`UPDATE sessions SET data = ${data} WHERE id = ${id}`; // at a request's end never INSERT … ON CONFLICT",
    ],
    django: ["SESSION_ENGINE = 'django.contrib.sessions.backends.db'  # a late save is an UPDATE that finds nothing"],
    laravel: ["Route::post('/export', Export::class)->block(10, 10); // sign-out waits for it, block it too"],
    php: ['redis.session.locking_enabled = 1  ; as files are by themselves: sign-out waits for requests under way'],
    spring: ['@EnableRedisHttpSession // its repository refuses to save a session that is gone'],
  },
  'RACE-03': {
    express: [
      'const user = await check(username, password); // a variable of this request',
      'req.session.regenerate((error) => {',
      '  if (error) return next(error);',
      '  req.session.user = user.id; // nothing of the session before',
      '});',
    ],
    fastify: ['await request.session.regenerate();', 'request.session.user = user.id;'],
    node: ['const session = await sessions.start(user.id); // a record of its own, before anything is written'],
    django: ['login(request, user)  # cycles the key, and flushes what was of somebody else'],
    laravel: ['Auth::login($user);', '$request->session()->regenerate();'],
    php: ['session_regenerate_id(true);', "$_SESSION = ['user' => $user->id];"],
  },
  'RACE-04': {
    express: ['res.locals.user = user; // or req.user: never a variable of the module'],
    fastify: ["app.decorateRequest('user', null); // set in a hook, one for each request"],
    node: ['const people = new AsyncLocalStorage(); // people.run(user, handle)'],
    django: ['request.user  # no module-level variable, and a cache only with Vary: Cookie'],
    laravel: ['$this->app->scoped(CurrentUser::class); // not singleton: Octane keeps those'],
    spring: ['@RequestScope // a @Service is one for all requests: no field of it may hold a person'],
  },
};
