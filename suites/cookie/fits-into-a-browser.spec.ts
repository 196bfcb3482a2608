import { check, claim, control, MAX_PAIR_BYTES, note, recommendation, test } from '../../harness/index.ts';
import { asvs, rfc6265bis } from '../requirements/index.ts';
import { atPlaces, everywhere, wasSignedIn } from './issued.ts';
import { sessionLines, wasSeen } from './session-cookies.ts';

/** From here on one more message is one too many. */
const NEAR_BYTES = 3584;
/** What common servers take for one header line. */
const HEADER_BYTES = 8192;

// Cookie. Alice fills her basket. Each thing in it makes a cookie longer, until her browser silently drops it: the
// basket is gone, or she is signed out, and nobody sees an error. Sizes are measured as sent, and Chromium is shown to
// drop what is longer: whether the basket still shows it is not read.
test(
  ...check({
    code: 'COOK-09',
    id: 'fits-into-a-browser',
    title: 'no cookie grows beyond what browsers keep',
    severity: 'low',
    verifies: [asvs['3.3.5'], rfc6265bis['4.2.1'], rfc6265bis['5.6'], rfc6265bis['5.7']],
    needs: [],
    catches: ['flash-cookie-grows'],
    remedy: 'Keep what grows on the server under the identifier, and let the cookie carry no more than that.',

    async observe({ issuePoints, specimen }) {
      return { seen: await issuePoints(), browser: (await specimen()).browser };
    },

    judge: ({ seen, browser }, { policy }) => {
      const { issued, carriers } = everywhere(seen);
      const lines = sessionLines({ issued, carriers });
      const above = (bytes: number) => issued.filter((line) => !line.deletes && line.bytes > bytes);
      const size = ({ bytes }: { readonly bytes: number }) => `${bytes} bytes`;
      const largest = issued.toSorted((a, b) => b.bytes - a.bytes).slice(0, 1);
      const moment = browser.observation?.moments['signed in'];
      const { fills } = seen;
      return [
        wasSeen(lines),
        wasSignedIn(seen),
        moment === undefined
          ? note(`no real browser looked: ${browser.why}`)
          : control(
              `Chromium keeps a cookie of ${MAX_PAIR_BYTES} bytes and drops one of ${MAX_PAIR_BYTES + 1}`,
              moment.sentSameSite.control,
              moment.sentSameSite.why,
            ),
        ...(fills === null ? [] : [control('the target took what was to fill it', fills > 0, `${fills} times`)]),
        claim(policy.cookie.size)(
          `no cookie has more than ${MAX_PAIR_BYTES} bytes of name and value`,
          above(MAX_PAIR_BYTES).length === 0,
          atPlaces(above(MAX_PAIR_BYTES).slice(-1), size),
        ),
        recommendation(
          `none comes near it (${NEAR_BYTES} bytes)`,
          above(NEAR_BYTES).length === 0,
          atPlaces(above(NEAR_BYTES).slice(0, 1), size),
        ),
        recommendation(
          `all that the browser sends at a time has no more than ${HEADER_BYTES} bytes`,
          seen.sentBytes <= HEADER_BYTES,
          `${seen.sentBytes} bytes`,
        ),
        note(
          fills === null
            ? 'no action that fills the session is declared (fill): measured as it was'
            : `filled ${fills} times`,
          atPlaces(largest, size),
        ),
      ];
    },
  }),
);
