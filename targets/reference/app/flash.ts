import type { Request, Response } from 'express';
import type { Settings } from './env.ts';

/** One line for the next page, in a cookie of its own. */
export interface Flash {
  readonly name: (settings: Settings) => string;
  readonly secure: (settings: Settings) => boolean;
  /** `text` is for a reader; what a user wrote is not in it. */
  readonly say: (req: Request, held: string | undefined, text: string) => string;
  /** Whether the cookie goes once its line was shown. */
  readonly once: boolean;
}

export const flash: Flash = {
  name: ({ production }) => (production ? '__Host-flash' : 'flash'),
  secure: ({ production }) => production,
  say: () => 'noted',
  once: true,
};

const held = (req: Request, name: string): string | undefined =>
  (req.headers.cookie ?? '')
    .split('; ')
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);

export const flashOf = (given: Flash, settings: Settings) => {
  const name = given.name(settings);
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: given.secure(settings) } as const;
  return {
    say: (req: Request, res: Response, text: string): void => {
      res.cookie(name, given.say(req, held(req, name), text), { ...attributes, maxAge: 60_000 });
    },
    /** Whether there is something to show; it is shown once. */
    take: (req: Request, res: Response): boolean => {
      if (held(req, name) === undefined) return false;
      if (given.once) res.clearCookie(name, attributes);
      return true;
    },
  };
};
