import express from 'express';
import { createApp } from '../app/app.ts';
import { signInPage } from '../app/pages.ts';
import type { Parts } from '../app/parts.ts';

/** A script that nobody is signed in for gets the sign-in page with status 200, as if it were a person. */
export const answersScriptsWithTheSignInPage: Partial<Parts> = {
  createApp: (...given) => {
    const app = createApp(...given);
    return express()
      .disable('x-powered-by')
      .use((req, res, next) => {
        const json = res.json.bind(res);
        if (req.get('x-requested-with') !== undefined) {
          res.json = (body: unknown) =>
            res.statusCode === 401 ? res.status(200).type('html').send(signInPage('')) : json(body);
        }
        next();
      })
      .use(app);
  },
};
