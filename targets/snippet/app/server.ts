import { mended } from './decisions.ts';
import { start } from './start.ts';

await start(process.env, mended);
