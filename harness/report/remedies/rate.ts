import type { Remedies } from './example.ts';

export const rate: Remedies = {
  'RATE-01': {
    express: [
      "import { RateLimiterRedis } from 'rate-limiter-flexible';",
      "const tries = new RateLimiterRedis({ storeClient: redis, keyPrefix: 'tries', points: 5, duration: 900 });",
      '',
      'const key = `${user.id} ${req.ip}`;',
      'const seen = await tries.get(key); // before the password is looked at',
      "if ((seen?.consumedPoints ?? 0) >= 5) return res.status(429).send('Too many tries.');",
      'if (await isRight(user, password)) await tries.delete(key);',
      'else await tries.consume(key).catch(() => {}); // wrong ones alone',
    ],
    fastify: [
      "const triesOf = app.createRateLimit({ max: 5, timeWindow: '15 minutes', keyGenerator: (request) => request.body.username });",
      "// in the route of sign-in: const { isExceeded } = await triesOf(request); if (isExceeded) return reply.code(429).send('Too many tries.');",
    ],
    node: [
      'const count = await redis.incr(`tries:${user.id}`); // before the password is looked at',
      'if (count === 1) await redis.expire(`tries:${user.id}`, 900);',
      'if (count > 5) return tooMany();',
      'if (await isRight(user, password)) await redis.del(`tries:${user.id}`);',
    ],
    django: [
      "INSTALLED_APPS = [..., 'axes']  # django-axes",
      "AUTHENTICATION_BACKENDS = ['axes.backends.AxesStandaloneBackend', 'django.contrib.auth.backends.ModelBackend']",
      "MIDDLEWARE = [..., 'axes.middleware.AxesMiddleware']",
      'AXES_FAILURE_LIMIT = 5',
      "AXES_LOCKOUT_PARAMETERS = [['username', 'ip_address']]",
      'AXES_COOLOFF_TIME = timedelta(minutes=15)',
      'AXES_RESET_ON_SUCCESS = True',
    ],
    rails: [
      'rate_limit to: 5, within: 15.minutes, only: :create, by: -> { "#{params[:email].to_s.downcase.strip} #{request.remote_ip}" }',
    ],
    laravel: [
      "$key = Str::lower($request->input('email')) . '|' . $request->ip();",
      'if (RateLimiter::tooManyAttempts($key, 5)) abort(429);',
      'if (Auth::attempt($credentials)) RateLimiter::clear($key);',
      'else RateLimiter::hit($key, 900);',
    ],
    php: [
      "$key = 'tries:' . $userId;",
      'if ((int) $redis->get($key) >= 5) { http_response_code(429); exit; }',
      'if (password_verify($password, $hash)) { $redis->del($key); }',
      'else { $redis->incr($key); $redis->expire($key, 900); }',
    ],
    spring: [
      '@EventListener void wrong(AuthenticationFailureBadCredentialsEvent event) { tries.add(event.getAuthentication().getName()); }',
      '// and in the UserDetailsService: .accountLocked(tries.of(name) >= 5)',
    ],
  },
  'RATE-03': {
    express: [
      "app.set('trust proxy', 1); // as many as really stand before it; never true, which believes whoever asks",
      'const key = `${user.id} ${req.ip}`; // the account as it is stored, not the name as it was typed, and no req.sessionID',
    ],
    fastify: ['const app = fastify({ trustProxy: 1 }); // not true'],
    node: [
      "const address = (req.headers['x-forwarded-for'] ?? '').split(',').at(-1).trim(); // what the own proxy wrote, at the end",
    ],
    django: [
      'AXES_IPWARE_PROXY_COUNT = 1',
      "AXES_IPWARE_META_PRECEDENCE_ORDER = ['HTTP_X_FORWARDED_FOR']",
      '# a session is no place to count in: whoever tries drops the cookie',
    ],
    rails: ["config.action_dispatch.trusted_proxies = [IPAddr.new('10.0.0.0/8')] # the proxies of your own, no others"],
    laravel: ["$middleware->trustProxies(at: ['10.0.0.0/8']); // not '*'"],
    php: [
      "$sent = explode(',', $_SERVER['HTTP_X_FORWARDED_FOR'] ?? '');",
      '$address = trim(end($sent)); // what the own proxy wrote; the rest is from whoever asks',
    ],
    spring: [
      'server.forward-headers-strategy=native',
      'server.tomcat.remoteip.internal-proxies=10\\\\.\\\\d{1,3}\\\\.\\\\d{1,3}\\\\.\\\\d{1,3}',
    ],
  },
};
