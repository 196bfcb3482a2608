import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Env } from '../model/target.ts';

const tools = join(import.meta.dirname, '../../node_modules/.bin');

/**
 * All that a target process sees of this machine. Nothing else of the user's environment: a SESSION_SECRET exported in a
 * shell would make a target start that should refuse. `node` is the one that runs this.
 */
export const systemEnv = (): Env => ({
  PATH: [dirname(process.execPath), tools, process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'].join(delimiter),
  HOME: homedir(),
  LANG: process.env['LANG'] ?? 'C.UTF-8',
  TMPDIR: tmpdir(),
  // Where Node keeps what it has compiled: it changes nothing but how long a start takes.
  ...(process.env['NODE_COMPILE_CACHE'] === undefined ? {} : { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }),
});
