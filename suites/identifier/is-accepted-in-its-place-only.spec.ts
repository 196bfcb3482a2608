import { anonymous, check, control, note, PLACES, requirement, speaksFor, test } from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';
import { isUnread, refused, switched, WORDS, type Row } from './elsewhere.ts';

const [yes, no] = [() => true, () => false];

// Addresses are written down: in logs, in histories, in the Referer of the next page. An app that takes the identifier
// from there as well lets Mallory read it there, or send Alice a link that signs her in as Mallory. Whether an answer
// shows an identifier that it was sent belongs to the chapter on disclosure.
test(
  ...check({
    code: 'SID-04',
    id: 'is-accepted-in-its-place-only',
    title: 'the identifier is accepted where it belongs and nowhere else',
    severity: 'medium',
    verifies: [asvs['14.2.1'], wstg['SESS-04'], cwe[598], cwe[384]],
    needs: [],
    catches: ['identifier-from-the-query'],
    remedy:
      'Read the identifier from its cookie alone (or from its header alone), never from addresses, fields or other headers.',

    async observe({ alice, bob, probe, probeElsewhere, target }) {
      const issued = await alice.signIn();
      const [own, none] = [await probe(issued), await probe(null)];
      const stressed = !target.missing.includes('disposable');
      const bearing = issued.parts.some(({ carrier, name }) => carrier === 'bearer' || name === 'authorization');
      const other = stressed && !target.missing.includes('secondAccount') ? await bob.signIn() : null;
      const rows: Row[] = [];
      for (const place of PLACES) {
        // A place of the target's own; and nothing is posted to a target that others use.
        const posted = place === 'form' || place === 'json';
        if ((place === 'authorization' && (bearing || target.gated)) || (posted && !stressed)) continue;
        const alone = await probeElsewhere(issued, place);
        const unclear = alone.sighting.subject === 'unclear';
        rows.push({
          place,
          alone,
          forged: unclear ? await probeElsewhere(issued.forged(), place) : null,
          beside: other === null ? null : await probeElsewhere(other, place, issued),
        });
      }
      return {
        own,
        none,
        stressed,
        rows,
        others: other === null ? null : await probe(other),
        end: await probe(issued),
        // Her live identifier went into addresses, and the logs of a target that others use are kept.
        signedOut: stressed ? null : await alice.signOut().then(yes, no),
      };
    },

    judge: ({ own, none, stressed, rows, others, end, signedOut }) => [
      control('in its own place the identifier speaks for alice', speaksFor(own, 'alice'), own),
      control('without any nobody is signed in', anonymous(none), none),
      control('it still does at the end', speaksFor(end, 'alice'), end),
      ...(others === null ? [] : [control("and bob's for bob", speaksFor(others, 'bob'), others)]),
      ...(stressed
        ? []
        : [note('it was not shown in a form or in JSON: nothing is posted to a target that others use')]),
      ...(signedOut === false
        ? [note('alice could not be signed out after it: the addresses in which it was shown hold a live identifier')]
        : []),
      ...rows.flatMap((row) => [
        ...(isUnread(row)
          ? [note(`nothing at the address takes what is posted ${WORDS[row.place]}`, row.alone.sighting)]
          : [requirement(`alice's identifier ${WORDS[row.place]} signs nobody in`, refused(row), row.alone.sighting)]),
        ...switched(row),
      ]),
    ],
  }),
);
