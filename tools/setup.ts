// `npm run setup`: makes this machine ready, and says what it can and cannot do. Only the dependencies of the bundled
// targets are required; for all else there is a way round, or checks that are not-tested.
import { setUpBrowser } from './setup/browser.ts';
import { installDependencies } from './setup/dependencies.ts';
import { setUpEngine } from './setup/engine.ts';
import { say } from './setup/say.ts';

const installed = await installDependencies();
await setUpBrowser();
await setUpEngine();
if (installed) say('ready', '`npx playwright test` judges the reference target');
// A pull that was given up may still hold a connection.
process.exit(installed ? 0 : 1);
