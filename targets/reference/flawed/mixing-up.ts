import express from 'express';
import { createApp } from '../app/app.ts';
import type { Parts } from '../app/parts.ts';

/** Kept for who asks; when more ask at once, some have one together. */
const POOL = 8;
const ANSWERING_MS = 20;

/** Who asks is kept in an object of a pool while the answer is made. */
export const mixingUp: Partial<Parts> = {
  createApp: (...given) => {
    const app = createApp(...given);
    const pool: { user?: unknown }[] = Array.from({ length: POOL }, () => ({}));
    const free = [...pool];
    let turn = 0;
    return express()
      .disable('x-powered-by')
      .use((req, res, next) => {
        const json = res.json.bind(res);
        res.json = (body: { user?: unknown }) => {
          if (body.user === undefined) return json(body);
          const mine = free.pop() ?? pool[turn++ % POOL] ?? {};
          mine.user = body.user;
          setTimeout(() => {
            json({ user: mine.user });
            if (!free.includes(mine)) free.push(mine);
          }, ANSWERING_MS);
          return res;
        };
        next();
      })
      .use(app);
  },
};
