import express, { type Request, type Response } from 'express';
import { createApp } from '../app/app.ts';
import type { Parts } from '../app/parts.ts';

/** Changes the session cookie's lines on their way out; those that take it away stay as they are. */
export const rewrittenLines = (change: (line: string, req: Request) => string): Partial<Parts> => ({
  createApp: (settings, store, parts) => {
    const name = parts.sessionOptions(settings, parts.limits).name ?? 'sid';
    const app = createApp(settings, store, parts);
    if (!settings.production) return app;
    const rewrite = (req: Request, line: string): string =>
      line.startsWith(`${name}=`) && !line.startsWith(`${name}=;`) ? change(line, req) : line;
    return express()
      .disable('x-powered-by')
      .use((req: Request, res: Response, next) => {
        const setHeader = res.setHeader.bind(res);
        res.setHeader = (header, value) =>
          header.toLowerCase() === 'set-cookie' && Array.isArray(value)
            ? setHeader(
                header,
                value.map((line) => rewrite(req, line)),
              )
            : setHeader(header, value);
        next();
      })
      .use(app);
  },
});
