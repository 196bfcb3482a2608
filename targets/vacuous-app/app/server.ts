// node server.ts yes-man|broken|bouncer|half-way
import { createServer } from 'node:http';
import { deadEnds } from './dead-ends.ts';

const id = process.argv[2] ?? '';
const listener = Object.hasOwn(deadEnds, id) ? deadEnds[id] : undefined;

/** The secret signs nothing here. It is asked for so that the start-up can be judged where the rest cannot. */
const secretIsUsable = (process.env.SESSION_SECRET ?? '').trim().length >= 32;

if (listener === undefined) {
  process.stderr.write(`${JSON.stringify(id)} is not one of: ${Object.keys(deadEnds).join(', ')}\n`);
  process.exitCode = 2;
} else if (!secretIsUsable) {
  process.stderr.write('SESSION_SECRET is missing, blank or shorter than 32 characters. Set it to a random value.\n');
  process.exitCode = 1;
} else {
  const server = createServer(listener).listen(Number(process.env.PORT ?? 3000), process.env.HOST || undefined, () => {
    console.log('Listening');
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
}
