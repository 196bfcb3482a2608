// What is used of it. Its own types and those of express-session each claim `req.session` for themselves.
declare module 'cookie-session' {
  import type { CookieOptions, RequestHandler } from 'express';

  const cookieSession: (options: CookieOptions & { name: string; keys: string[] }) => RequestHandler;
  export default cookieSession;
}
