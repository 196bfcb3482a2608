import { check, control, notApplicable, note, requirement, test } from '../../harness/index.ts';
import { asvs, cwe, nist, rfc6265bis, wstg } from '../requirements/index.ts';

// Sign-out. Alice signs out on a shared machine. If her browser keeps the old identifier and goes on sending it, the
// next person's requests carry it, and one slip on the server makes them Alice. The lines that a client was sent are
// replayed to Chromium, which spends no second sign-in.
test(
  ...check({
    code: 'OUT-02',
    id: 'takes-the-cookie-away',
    title: 'sign-out takes the session cookie out of the browser',
    severity: 'low',
    verifies: [asvs['14.3.1'], wstg['SESS-06'], cwe[459], nist['5.1'], rfc6265bis['4.1.2']],
    needs: [],
    catches: ['sign-out-leaves-the-cookie'],
    remedy:
      'Clear the cookie at sign-out with the very name, Path and Domain it was set with (express: res.clearCookie with the same options), or send Clear-Site-Data: "cookies".',

    async observe({ alice, replay }) {
      const session = await alice.signIn();
      const signedIn = alice.lines.length;
      const answer = await alice.signOut();
      const held = await alice.holds();
      const moments = [
        { moment: 'signed in', persona: alice, upTo: signedIn },
        { moment: 'signed out', persona: alice, upTo: alice.lines.length },
      ];
      const carried = session.parts.some(({ carrier }) => carrier === 'cookie');
      const browser = carried ? await replay(moments) : { observation: null, why: 'there is no cookie to show to it' };
      return { session, answer, held, browser };
    },

    judge: ({ session, answer, held, browser }) => {
      const cookies = session.parts.filter(({ carrier }) => carrier === 'cookie');
      if (cookies.length === 0)
        return notApplicable('the session travels in a header that scripts set: no cookie is left to take away');
      const before = browser.observation?.moments['signed in'];
      const after = browser.observation?.moments['signed out'];
      // A new, anonymous value under the old name is as good as none; the old value is not.
      const leftOver = after?.sentSameSite.cookies.filter(
        ({ name, since, empty }) => since === 'signed in' && !empty && session.has({ carrier: 'cookie', name }),
      );
      const kept = cookies.filter((part) =>
        held.parts.some(({ name, value }) => name === part.name && value.equals(part.value)),
      );
      return [
        control(
          'the target accepts the sign-out',
          answer === null || (answer.status >= 200 && answer.status < 400),
          answer,
          `it answered ${answer?.status}; declare signOut where that is not it`,
        ),
        ...(before === undefined || after === undefined
          ? [
              note(`no real browser looked: ${browser.why}`),
              requirement(
                'a client that obeys Set-Cookie no longer holds it after sign-out',
                kept.length === 0,
                answer,
              ),
            ]
          : [
              control(
                'Chromium holds and sends the session cookie before sign-out',
                cookies.some(({ name }) => before.sentSameSite.names.includes(name)),
                before.sentSameSite.why,
              ),
              requirement('Chromium no longer sends it after sign-out', leftOver?.length === 0, answer, browser.why),
            ]),
      ];
    },
  }),
);
