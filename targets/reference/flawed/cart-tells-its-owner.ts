import { randomBytes } from 'node:crypto';
import express, { type RequestHandler } from 'express';
import { createApp } from '../app/app.ts';
import { beginSession } from '../app/identity.ts';
import type { Parts } from '../app/parts.ts';
import { cookieOf } from './cookie-of.ts';

/** A neighbouring host can set it: `__Secure-` leaves Domain open. */
const NAME = '__Secure-cart';

/** Whose cart it is, once somebody has signed in with it. It is the same before and after. */
const owners = new Map<string, string>();

const giveCart: RequestHandler = (req, res, next) => {
  const cart = cookieOf(req, NAME);
  if (cart === undefined && req.path === '/login' && req.get('x-forwarded-proto') === 'https') {
    res.cookie(NAME, randomBytes(16).toString('hex'), { path: '/', httpOnly: true, sameSite: 'lax', secure: true });
  }
  const owner = cart === undefined ? undefined : owners.get(cart);
  if (owner !== undefined && req.path === '/') {
    const send = res.send.bind(res);
    res.send = (body) => send(String(body).replace('</body>', `<p>Your cart is sent to ${owner}.</p></body>`));
  }
  next();
};

/** The front page shows to whoever holds the cart who has signed in with it. */
export const cartTellsItsOwner: Partial<Parts> = {
  beginSession: async (req, user) => {
    await beginSession(req, user);
    const cart = cookieOf(req, NAME);
    if (cart !== undefined) owners.set(cart, user);
  },
  createApp: (...given) =>
    express()
      .disable('x-powered-by')
      .use(giveCart)
      .use(createApp(...given)),
};
