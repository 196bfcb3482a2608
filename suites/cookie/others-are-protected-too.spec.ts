import { check, claim, notApplicable, note, requirement, test, type Strength } from '../../harness/index.ts';
import { asvs, cwe, rfc6265bis, wstg } from '../requirements/index.ts';
import { atPlaces, everywhere, wasSignedIn, type LineAt } from './issued.ts';
import { askedOfOthers, keptBesides } from './others.ts';
import { attributeOf, described, isSecure, needsEncryption, sessionLines, wasSeen } from './session-cookies.ts';

// Cookie. The session is well kept, but beside it lies a cookie against forgery, or of what Alice likes, that Mallory may
// read on the café's network and overwrite from a sibling host. Some cookies no answer sets: a script of a page does,
// and what it made is seen in a real browser, on an app that the suite may stress.
test(
  ...check({
    code: 'COOK-10',
    id: 'others-are-protected-too',
    title: 'the other cookies are protected too',
    severity: 'medium',
    verifies: [asvs['3.3.1'], asvs['3.3.2'], wstg['SESS-02'], cwe[614], rfc6265bis['5.7']],
    needs: [],
    catches: ['other-cookie-in-clear', 'script-sets-a-cookie-in-clear'],
    remedy:
      'Give every cookie Secure, HttpOnly, a SameSite and a __Host- or __Secure- name; list those that scripts must read (scriptReadable).',

    async observe({ cookiesInBrowser, issuePoints }) {
      const browser = await cookiesInBrowser();
      return { seen: await issuePoints(), browser };
    },

    judge: ({ seen, browser }, { policy, target }) => {
      const { issued, carriers } = everywhere(seen);
      const lines = sessionLines({ issued, carriers });
      needsEncryption(seen);
      const inBrowser = browser === null ? [] : keptBesides(browser, issued);
      const others = [...issued.filter(({ identifies, deletes }) => !identifies && !deletes), ...inBrowser];
      if (others.length === 0) {
        notApplicable(`only the session cookie was seen${seen.walked ? '' : ', as far as sign-in goes'}`);
      }
      const asked = askedOfOthers(policy.cookie);
      const all = (text: string, strength: Strength, holds: (line: LineAt) => boolean) => {
        const without = others.filter((line) => !holds(line));
        return claim(strength)(
          text,
          without.length === 0,
          atPlaces(without, (line) => described([line])),
        );
      };
      const none = others.filter((line) => attributeOf(line, 'samesite') === 'none' && !isSecure(line));
      return [
        wasSeen(lines),
        wasSignedIn(seen),
        all('each says Secure', asked.secure, isSecure),
        all('the name of each begins with __Host- or __Secure-', asked.prefix, ({ name }) =>
          /^__(Host|Secure|Http)-/.test(name),
        ),
        all('each states its SameSite', asked.sameSite, (line) =>
          ['lax', 'strict', 'none'].includes(attributeOf(line, 'samesite') ?? ''),
        ),
        requirement('SameSite=None is said with Secure only', none.length === 0, described(none)),
        all(
          'each says HttpOnly, unless scripts are to read it',
          asked.httpOnly,
          (line) =>
            attributeOf(line, 'httponly') !== undefined ||
            target.scriptReadable.includes(line.name) ||
            inBrowser.includes(line),
        ),
        ...(browser === null ? [note('what scripts of its pages set was not looked at: that takes a browser')] : []),
      ];
    },
  }),
);
