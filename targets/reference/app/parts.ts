import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import type { Cookie, SessionOptions, Store } from 'express-session';
import { apiUser } from './api.ts';
import { createApp, headersOf, onError } from './app.ts';
import { guardForm } from './csrf.ts';
import { refuse, secretRules, type SecretRules, type Settings } from './env.ts';
import { requestReset } from './forgot.ts';
import { beginSession, endSession, forgetCookie } from './identity.ts';
import { pages } from './pages.ts';
import { rememberRules, type RememberRules } from './remember.ts';
import { flash, type Flash } from './flash.ts';
import { compileStatement } from './statement.ts';
import { openStore } from './store.ts';
import { announce } from './start.ts';
import {
  expire,
  idleEnd,
  type LimitRules,
  type Limits,
  lifetimeEnd,
  limits,
  sessionOptions,
  signingKeys,
} from './sessions.ts';
import { awaitCode, finishWithCode } from './second-factor.ts';
import { confirmSession } from './step-up.ts';
import { countedUnder } from './tries.ts';

/**
 * The decisions that the app is put together from. `server.ts` uses the shipped ones and nothing else;
 * they are listed so that another entry can replace one and see what notices.
 */
export interface Parts extends LimitRules, RememberRules {
  readonly secretRules: SecretRules;
  readonly refuse: (problems: readonly string[]) => void;
  readonly signingKeys: (settings: Settings) => string[];
  readonly sessionOptions: (settings: Settings, limits: Limits) => Omit<SessionOptions, 'secret' | 'store'>;
  readonly beginSession: (req: Request, user: string) => Promise<void>;
  readonly endSession: (req: Request) => Promise<void>;
  readonly forgetCookie: (res: Response, name: string, cookie: Cookie) => void;
  /** Stands before every route that changes something. */
  readonly guardForm: RequestHandler;
  readonly pages: typeof pages;
  readonly headersOf: (path: string) => Readonly<Record<string, string>>;
  readonly apiUser: (req: Request) => string | undefined;
  readonly requestReset: (req: Request, username: string) => Promise<void>;
  readonly awaitCode: (req: Request, user: string) => Promise<void>;
  readonly finishWithCode: (req: Request, user: string, parts: Parts) => Promise<void>;
  readonly confirmSession: (req: Request, user: string, parts: Parts) => Promise<void>;
  readonly countedUnder: typeof countedUnder;
  readonly flash: Flash;
  readonly openStore: typeof openStore;
  readonly compileStatement: (req: Request) => Promise<void>;
  readonly announce: (settings: Settings, port: number) => void;
  readonly onError: ErrorRequestHandler;
  readonly createApp: (settings: Settings, store: Store, parts: Parts) => Express;
}

export const shipped: Parts = {
  secretRules,
  refuse,
  signingKeys,
  limits,
  sessionOptions,
  idleEnd,
  lifetimeEnd,
  expire,
  beginSession,
  endSession,
  forgetCookie,
  guardForm,
  pages,
  headersOf,
  apiUser,
  requestReset,
  awaitCode,
  finishWithCode,
  confirmSession,
  countedUnder,
  ...rememberRules,
  flash,
  openStore,
  compileStatement,
  announce,
  onError,
  createApp,
};
