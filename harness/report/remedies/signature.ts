import type { Remedies } from './example.ts';

export const signature: Remedies = {
  'SIG-01': {
    express: [
      '// express-session and cookie-parser verify by themselves; never compare signatures with ===',
      'const id = req.signedCookies.sid; // false when it was altered',
    ],
    fastify: [
      'const { valid, value } = request.unsignCookie(request.cookies.sid);',
      'if (!valid) return reply.code(401).send();',
    ],
    node: [
      "import { createHmac, timingSafeEqual } from 'node:crypto';",
      "const expected = createHmac('sha256', key).update(value).digest();",
      "const given = Buffer.from(signature, 'base64url');",
      'if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;',
    ],
    django: [
      'from django.core import signing',
      '',
      "value = signing.loads(text, salt='shop.session', max_age=1800)  # raises BadSignature",
    ],
    rails: ['value = Rails.application.message_verifier(:shop).verified(text) # nil when it was altered'],
    laravel: [
      "$expected = hash_hmac('sha256', $value, $key);",
      'if (! hash_equals($expected, $signature)) abort(401);',
    ],
    spring: ['MessageDigest.isEqual(expected, given) // over the decoded bytes; or let NimbusJwtDecoder verify tokens'],
  },
  'SIG-02': {
    express: [
      'const id = req.signedCookies.sid; // never req.cookies.sid',
      "if (typeof id !== 'string') return next(); // nobody",
    ],
    fastify: [
      'const { valid, value } = request.unsignCookie(request.cookies.sid);',
      'const id = valid ? value : null; // without a signature it is no value at all',
    ],
    django: ["value = request.get_signed_cookie('remember', default=None)  # never request.COOKIES['remember']"],
    rails: ['id = cookies.signed[:remember] # never cookies[:remember]; or cookies.encrypted'],
    laravel: [
      '// bootstrap/app.php: no cookie that says who somebody is',
      "->withMiddleware(fn (Middleware $middleware) => $middleware->encryptCookies(except: ['theme']))",
    ],
    spring: [
      '// a decoder with a key refuses unsigned tokens; never JWTParser.parse(token) and its claims',
      'Jwt jwt = jwtDecoder.decode(token);',
    ],
  },
  'SIG-03': {
    express: [
      '// once, into the secret store of the deployment: openssl rand -hex 32',
      'app.use(session({ secret: process.env.SESSION_SECRET, … })); // never a word in the source',
    ],
    fastify: [
      '// once, into the secret store of the deployment: openssl rand -hex 32',
      'await app.register(session, { secret: process.env.SESSION_SECRET });',
    ],
    django: [
      '# once: python -c "from django.core.management.utils import get_random_secret_key as k; print(k())"',
      "SECRET_KEY = os.environ['DJANGO_SECRET_KEY']  # never one that begins with django-insecure-",
    ],
    rails: [
      'bin/rails secret',
      '',
      '# config/environments/production.rb',
      'config.secret_key_base = ENV.fetch("SECRET_KEY_BASE")',
    ],
    laravel: ['php artisan key:generate --show', '', '# into the environment as APP_KEY, not into the repository'],
    spring: ['openssl rand -base64 32', '', 'app.session-secret=${SESSION_SECRET}'],
  },
  'SIG-04': {
    node: [
      '// jsonwebtoken',
      "const claims = jwt.verify(token, key, { algorithms: ['HS256'] });",
      '',
      '// jose',
      "const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'] });",
    ],
    fastify: ["await app.register(jwt, { secret, verify: { algorithms: ['HS256'] } }); // @fastify/jwt"],
    django: ["claims = jwt.decode(token, settings.TOKEN_KEY, algorithms=['HS256'])  # PyJWT: never the header's alg"],
    rails: ['claims, = JWT.decode(token, key, true, algorithm: "HS256") # the third argument is to stay true'],
    laravel: ["$claims = JWT::decode($token, new Key($key, 'HS256')); // firebase/php-jwt"],
    spring: [
      '@Bean JwtDecoder decoder(SecretKey key) {',
      '  return NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();',
      '}',
    ],
  },
  'SIG-05': {
    node: [
      'const claims = jwt.verify(token, key, {',
      "  algorithms: ['HS256'], audience: 'shop-api', issuer: 'https://shop.example', clockTolerance: 60,",
      '}); // never ignoreExpiration; and a token without exp is refused',
      "if (claims.exp === undefined || claims.typ !== 'access') throw new Error('no access token');",
    ],
    fastify: [
      'await app.register(jwt, {',
      '  secret,',
      "  verify: { algorithms: ['HS256'], allowedAud: 'shop-api', allowedIss: 'https://shop.example', requiredClaims: ['exp'] },",
      '}); // @fastify/jwt',
    ],
    django: [
      'claims = jwt.decode(',
      "    token, settings.TOKEN_KEY, algorithms=['HS256'], audience='shop-api', issuer='https://shop.example',",
      "    leeway=60, options={'require': ['exp', 'aud', 'iss']},",
      ')',
    ],
    rails: [
      'JWT.decode(token, key, true, algorithm: "HS256", exp_leeway: 60, required_claims: ["exp"],',
      '           aud: "shop-api", verify_aud: true, iss: "https://shop.example", verify_iss: true)',
    ],
    laravel: [
      'JWT::$leeway = 60;',
      "$claims = JWT::decode($token, new Key($key, 'HS256')); // checks exp and nbf where they are there",
      "if (! isset($claims->exp) || $claims->aud !== 'shop-api' || $claims->iss !== 'https://shop.example') abort(401);",
    ],
    spring: [
      'var audience = new JwtClaimValidator<List<String>>(JwtClaimNames.AUD, aud -> aud != null && aud.contains("shop-api"));',
      'decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(',
      '    JwtValidators.createDefaultWithIssuer("https://shop.example"), audience));',
    ],
  },
};
