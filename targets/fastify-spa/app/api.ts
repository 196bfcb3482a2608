import type { FastifyInstance } from 'fastify';
import { passwordIsRight } from './accounts.ts';

declare module 'fastify' {
  interface Session {
    user?: string;
  }
}

const credentials = {
  type: 'object',
  required: ['username', 'password'],
  properties: { username: { type: 'string', maxLength: 100 }, password: { type: 'string', maxLength: 1000 } },
} as const;

const NAMES: Readonly<Record<string, string>> = { alice: 'Alice Archer', bob: 'Bob Baker' };

/** What the page talks to. Whatever changes something needs the token of `GET /csrf` in the header `csrf-token`. */
export const api = async (app: FastifyInstance): Promise<void> => {
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get('/csrf', async (_request, reply) => ({ token: reply.generateCsrf() }));

  app.get('/me', async ({ session }, reply) => {
    if (session.user === undefined) return reply.code(401).send({ error: 'Nobody is signed in.' });
    return { username: session.user, name: NAMES[session.user] };
  });

  app.get('/orders', async ({ session }, reply) => {
    if (session.user === undefined) return reply.code(401).send({ error: 'Nobody is signed in.' });
    return { orders: [{ number: session.user.length * 1000 + 17, item: 'A box of tea' }] };
  });

  app.post<{ Body: { username: string; password: string } }>(
    '/session',
    { schema: { body: credentials }, onRequest: app.csrfProtection },
    async (request, reply) => {
      const { body } = request;
      if (!(await passwordIsRight(body.username, body.password))) {
        return reply.code(401).send({ error: 'The user name or the password is wrong.' });
      }
      await request.session.regenerate();
      request.session.user = body.username;
      return { username: body.username, name: NAMES[body.username] };
    },
  );

  app.delete('/session', { onRequest: app.csrfProtection }, async ({ session }, reply) => {
    await session.destroy();
    return reply.clearCookie('sessionId', { path: '/' }).code(204).send();
  });
};
