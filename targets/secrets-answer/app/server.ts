import { inTheCookie } from './sessions.ts';
import { start } from './start.ts';

start(process.env, inTheCookie);
