import { bodyParser } from '@koa/bodyparser';
import { Router } from '@koa/router';
import Koa from 'koa';
import { createSession } from 'koa-session';
import { routes } from './routes.ts';

const BASE = '/app';
const A_DAY = 86_400_000;

export interface Options {
  readonly production: boolean;
  readonly secret: string;
}

/** Everything lives below /app/: other departments share the host. */
export const buildApp = ({ production, secret }: Options): Koa => {
  const app = new Koa();
  app.keys = [secret];
  app.proxy = production; // which terminates TLS
  // koa-session as it comes: what it holds is in the cookie, signed by a second one.
  const options = { key: 'kundenportal', maxAge: A_DAY, renew: true, sameSite: 'lax', secure: production, path: BASE };
  app.use(createSession(options, app));
  app.use(bodyParser({ enableTypes: ['form'] }));
  const router = new Router({ prefix: BASE });
  routes(router, BASE);
  app.use(router.routes()).use(router.allowedMethods());
  return app;
};
