import type { Remedies } from './example.ts';

export const leak: Remedies = {
  'LEAK-01': {
    express: [
      "console.log('listening', { port, secret: secret ? 'set' : 'missing' }); // never the settings as a whole",
    ],
    fastify: ["Fastify({ logger: { redact: ['*.secret', '*.password'] } });"],
    node: ["console.error('SESSION_SECRET is too short'); // its name, never its value or its length"],
    django: ['DEBUG = False  # its error page lists the settings'],
    rails: ['config.filter_parameters += [:secret_key_base, /secret/]'],
    laravel: ['APP_DEBUG=false'],
    spring: ['management.endpoint.env.show-values=never'],
  },
  'LEAK-02': {
    express: ["morgan(':method :url :status') // not :req[cookie], and no token in :url"],
    fastify: ["Fastify({ logger: { redact: ['req.headers.cookie', 'req.headers.authorization'] } });"],
    node: ["pino({ redact: ['req.headers.cookie', 'res.headers[\"set-cookie\"]'] });"],
    django: ["logger.info('user %s', request.user.pk)  # not request.META, and not session_key"],
    laravel: ["Log::info('export', ['user' => $user->id]); // not session()->getId()"],
    spring: ['logging.level.org.springframework.security=INFO # at DEBUG and TRACE it logs identifiers'],
  },
  'LEAK-03': {
    express: ['res.render("account", { user }); // not req.sessionID, and no address with it'],
    fastify: ['return reply.view("account", { user }); // not request.session.sessionId'],
    django: ["render(request, 'account.html', {'user': request.user})  # not request.session.session_key"],
    laravel: ["return view('account'); // not session()->getId()"],
    php: ['session.use_only_cookies = 1', 'session.use_trans_sid = 0'],
    spring: ['server.servlet.session.tracking-modes=cookie # no ;jsessionid='],
  },
  'LEAK-04': {
    express: [
      'app.use((error, req, res, next) => {',
      '  log.error(error);',
      "  res.status(error.status ?? 500).send('Something went wrong.');",
      '});',
      "app.disable('x-powered-by'); // and NODE_ENV=production",
    ],
    fastify: ["app.setErrorHandler((error, request, reply) => reply.code(500).send('Something went wrong.'));"],
    django: ['DEBUG = False'],
    laravel: ['APP_DEBUG=false'],
    php: ['display_errors = Off', 'expose_php = Off'],
    spring: ['server.error.include-stacktrace=never', 'management.endpoints.web.exposure.include=health'],
  },
};
