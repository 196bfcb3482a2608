import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import session from '@fastify/session';
import files from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import { api } from './api.ts';

const EIGHT_HOURS = 8 * 60 * 60 * 1000;

export interface Options {
  readonly production: boolean;
  readonly secret: string;
}

export const buildApp = async ({ production, secret }: Options): Promise<FastifyInstance> => {
  // In production a proxy terminates TLS.
  const app = Fastify({ trustProxy: production, forceCloseConnections: true });
  await app.register(cookie);
  await app.register(session, {
    secret,
    saveUninitialized: false,
    cookie: { secure: production, httpOnly: true, sameSite: 'lax', maxAge: EIGHT_HOURS },
  });
  await app.register(csrf, { sessionPlugin: '@fastify/session' });
  await app.register(api, { prefix: '/api' });
  await app.register(files, { root: new URL('public', import.meta.url) });
  // Every other address is a view of the page's own router.
  app.setNotFoundHandler(async (request, reply) => {
    const page = request.method === 'GET' && request.headers.accept?.includes('text/html') === true;
    return page ? reply.sendFile('index.html') : reply.code(404).send({ error: 'There is nothing here.' });
  });
  return app;
};
