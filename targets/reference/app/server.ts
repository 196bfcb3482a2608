import { shipped } from './parts.ts';
import { start } from './start.ts';

await start(process.env, shipped);
