import type { FullConfig } from '@playwright/test';
import { findChromium } from '../browser/find-chromium.ts';
import { messageOf } from '../errors.ts';
import { CLOSINGS, type Closing } from '../model/closing.ts';
import { LAB_FAILURE, LAB_PIPE } from './lab-address.ts';
import { closingsInLines, isToldElsewhere } from './say-closings.ts';
import { LabServer } from './server.ts';

/** Starts the lab in Playwright's main process. Never throws: a run without a record would say nothing. */
const globalSetup = async (config: FullConfig): Promise<() => Promise<void>> => {
  const traced = config.projects.some(({ use }) => use.trace !== undefined && use.trace !== 'off');
  try {
    const wrongBrowser = await findChromium().then(() => null, messageOf);
    const lab = await LabServer.start(traced ? TRACE_REFUSED : wrongBrowser);
    process.env[LAB_PIPE] = lab.pipe;
    return async () => {
      try {
        await lab.close();
      } finally {
        const closings = JSON.parse(process.env[CLOSINGS] ?? '{}') as Readonly<Record<string, Closing>>;
        // On a line of its own, whatever the reporter has left there.
        const lines = isToldElsewhere(config.reporter) ? '' : closingsInLines(closings);
        if (lines !== '') process.stdout.write(`\n${lines}`);
      }
      // Said here, so that it holds with any reporter. A shard may be empty; our reporter looks at the whole.
      if (lab.judged === 0 && config.shard === null) throw new Error('nothing was judged: the run is red');
    };
  } catch (error) {
    process.env[LAB_FAILURE] = messageOf(error);
    return () => Promise.resolve();
  }
};

const TRACE_REFUSED =
  '--trace is refused: a trace would keep passwords and identifiers in clear; every exchange is in results.json, masked';

export default globalSetup;
