import type { Request } from 'express';

/** A cookie's value as it was sent. */
export const cookieOf = (req: Request, name: string): string | undefined =>
  (req.headers.cookie ?? '')
    .split('; ')
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);
