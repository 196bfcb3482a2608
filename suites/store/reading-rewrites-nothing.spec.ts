import { check, control, every, judgeOverTime, note, recommendation, speaksFor, test } from '../../harness/index.ts';
import { cwe } from '../requirements/index.ts';
import { isSeen, writeForCertain } from './certain-write.ts';
import { comeAndGo, signInToBeFound } from './found-in-store.ts';
import { isFound, withoutStore } from './records.ts';
import { allRewritten, looked, writtenAgain } from './rewritten.ts';

const READS = 20;
/** Longer than a second, in which many keep times; much shorter than a use that is noted once a minute. */
const PAUSE_MS = 3_000;

// Storage. Alice reads a page, and her whole session is written anew, though nothing in it changed. What another request
// stored meanwhile is lost, and a page that was slow brings a session back that she had ended (RACE-01). What is written just
// as it was can be told of Redis, which counts writes, and of PostgreSQL where no end is moved with it; of no other store.
test(
  ...check({
    code: 'STORE-07',
    id: 'reading-rewrites-nothing',
    title: 'a request that only reads leaves the session as it was',
    severity: 'info',
    verifies: [cwe[362]],
    needs: ['services', 'clock'],
    catches: ['every-use-rewrites-the-record', 'every-use-writes-the-record-as-it-was'],
    notApplicable: withoutStore,
    remedy:
      'Write a session when it has changed, and otherwise only move its end (express-session: resave: false, and a store with touch).',

    observe: ({ overTime }) =>
      overTime(
        async (world) => {
          const { probe, advance, stored } = world;
          const { left } = await comeAndGo(world);
          const { session, sessions } = await signInToBeFound(world, left);
          const first = await probe(session); // what a first use writes is no matter
          const settled = looked(await stored());
          const mine = settled.all.filter(({ key }) => sessions.some((one) => one.key === key));
          const reads = [first];
          for (let at = 1; at <= READS; at += 1) {
            if (at % 5 === 0) await advance(PAUSE_MS);
            reads.push(await probe(session));
          }
          const read = looked(await stored());
          const kept = read.all.filter(({ key }) => mine.some((one) => one.key === key));
          const written = await writeForCertain(world, kept, read.all);
          return { mine, reads, settled, read, written };
        },
        () => false,
      ),

    judge: (played) =>
      judgeOverTime(played, ({ mine, reads, settled, read, written }) => {
        const seen = allRewritten(mine, read.all);
        const { again, ...by } = writtenAgain(mine, [settled, read], READS);
        return [
          isFound(mine),
          control('the requests that read are alice’s', every(reads.map((one) => speaksFor(one, 'alice'))), reads),
          isSeen(written),
          recommendation(
            `${READS} requests that read leave every record as it was`,
            seen.length === 0 ? null : seen.every((one) => one !== 'whole'),
            `${seen.filter((one) => one === 'whole' || one === 'time').length} of ${seen.length} hold something else`,
          ),
          ...(again === null
            ? seen.includes('whole')
              ? []
              : [note('whether one is written anew just as it was cannot be told of this store')]
            : [recommendation('none is written anew just as it was', !again, by.seen)]),
          ...(seen.includes('time')
            ? [note('they write down when the session was used or ends, and nothing else: a sliding end needs that')]
            : []),
        ];
      }),
  }),
);
