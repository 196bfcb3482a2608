import { randomBytes } from 'node:crypto';
import type { Router } from '@koa/router';
import type { Context } from 'koa';
import { passwordIsRight } from './accounts.ts';
import * as pages from './pages.ts';

/** A form's token is in the session, too. */
const token = (ctx: Context): string => (ctx.session!.token ??= randomBytes(16).toString('base64url'));
const userOf = (ctx: Context): string | null => ctx.session?.user ?? null;
const field = (ctx: Context, name: string): string => {
  const value: unknown = (ctx.request.body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
};

export const routes = (router: Router, base: string): void => {
  const frame = (ctx: Context) => ({ base, user: userOf(ctx), token: token(ctx) });

  router.use(async (ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    const safe = ctx.method === 'GET' || ctx.method === 'HEAD';
    if (!safe && (ctx.session?.token === undefined || field(ctx, '_token') !== ctx.session.token)) {
      ctx.throw(403, 'Das Formular ist abgelaufen.');
    }
    await next();
  });

  router.get('/', (ctx) => {
    // A visitor of the home page alone needs no session.
    ctx.body = pages.home({ base, user: userOf(ctx), token: userOf(ctx) === null ? '' : token(ctx) });
  });

  router.get('/anmelden', (ctx) => {
    if (userOf(ctx) !== null) return ctx.redirect(`${base}/konto`);
    ctx.body = pages.signIn(frame(ctx), null);
  });

  router.post('/anmelden', async (ctx) => {
    const user = field(ctx, 'kennung');
    if (!(await passwordIsRight(user, field(ctx, 'kennwort')))) {
      ctx.status = 422;
      ctx.body = pages.signIn(frame(ctx), 'Benutzername oder Kennwort ist falsch.');
      return;
    }
    ctx.session = { user };
    token(ctx);
    ctx.redirect(`${base}/konto`);
  });

  router.get('/konto', (ctx) => {
    if (userOf(ctx) === null) return ctx.redirect(`${base}/anmelden`);
    ctx.body = pages.account(frame(ctx));
  });

  router.post('/abmelden', (ctx) => {
    ctx.session = null;
    ctx.redirect(`${base}/`);
  });
};
