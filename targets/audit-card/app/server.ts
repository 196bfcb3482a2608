import { rules } from './environment.ts';
import { start } from './start.ts';

await start(process.env, rules);
