import { check, control, every, notApplicable, requirement, speaksFor, test } from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { OUTAGES, UNTOUCHED, withoutServices } from './outage.ts';
import { answering, judged, walk, type Walked } from './walked.ts';

// Storage. The store goes away for a minute, and the app with it: an error that nobody handles ends the process. Or the
// store is back and the app never looks again, until somebody on call starts it anew.
test(
  ...check({
    code: 'STORE-04',
    id: 'recovers-without-a-restart',
    title: 'the app outlives an outage of the session store and recovers by itself',
    severity: 'medium',
    verifies: [asvs['16.5.2'], cwe[248], cwe[755]],
    needs: ['services'],
    catches: ['dies-with-the-store'],
    notApplicable: withoutServices,
    remedy:
      'Handle the errors of the client of the store (redis: client.on("error")), and let it connect anew by itself, with limits on how long a command waits.',

    observe: ({ underFaults, target }) =>
      underFaults(async (world) => {
        const publicPages = await answering(world, target.publicPaths);
        const walked: Walked[] = [];
        for (const outage of OUTAGES.filter((one) => world.faults.includes(one))) {
          walked.push(await walk(world, outage, publicPages));
          if (walked.at(-1)?.alive === false) break;
        }
        const untouched = walked.length > 0 && walked.every(({ felt }) => !felt);
        return untouched ? notApplicable(UNTOUCHED) : { publicPages, walked };
      }),

    judge: ({ publicPages, walked }) => [
      control(
        'with the store alive the identifier speaks for alice',
        every(walked.map(({ before }) => speaksFor(before, 'alice'))),
        walked.map(({ before }) => before),
      ),
      control(
        'each outage is felt: the session cannot be looked up, or nobody can sign in',
        walked.length > 0 && walked.every(({ felt }) => felt),
        walked.map(({ out }) => out),
      ),
      ...walked.flatMap((one) => judged(one, publicPages)),
      requirement(
        'the app outlives every outage',
        walked.every(({ alive }) => alive),
      ),
    ],
  }),
);
