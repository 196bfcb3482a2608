import {
  alike,
  anonymous,
  check,
  control,
  not,
  note,
  PLACES,
  requirement,
  speaksFor,
  test,
  type ElsewherePlace,
  type Lab,
  type Statement,
  type Truth,
} from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';

const WORDS: Readonly<Record<ElsewherePlace, string>> = {
  query: 'in the query of the address',
  path: 'in the path of the address',
  form: 'as a form field',
  json: 'as a JSON field',
  authorization: 'as a bearer token',
  headers: 'in a header of its own',
};
type Seen = Awaited<ReturnType<Lab['probeElsewhere']>>;

// Addresses are written down: in logs, in histories, in the Referer of the next page. An app that takes the identifier
// from there as well lets Mallory read it there, or send Alice a link that signs her in as Mallory.
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
      const own = await probe(issued);
      const stressed = !target.missing.includes('disposable');
      const bearing = issued.parts.some(({ carrier }) => carrier === 'bearer');
      const other = stressed && !target.missing.includes('secondAccount') ? await bob.signIn() : null;
      const rows: { place: ElsewherePlace; alone: Seen; forged: Seen | null; beside: Seen | null }[] = [];
      for (const place of PLACES) {
        // A place of the target's own; and nothing is posted to a target that others use.
        const posted = place === 'form' || place === 'json';
        if ((place === 'authorization' && bearing) || (posted && !stressed)) continue;
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
        rows,
        others: other === null ? null : await probe(other),
        end: stressed ? await probe(issued) : own,
      };
    },

    judge: ({ own, stressed, rows, others, end }) => [
      control('in its own place the identifier speaks for alice', speaksFor(own, 'alice'), own),
      control('it still does at the end', speaksFor(end, 'alice'), end),
      ...(others === null ? [] : [control("and bob's for bob", speaksFor(others, 'bob'), others)]),
      ...(stressed
        ? []
        : [note('it was not shown in a form or in JSON: nothing is posted to a target that others use')]),
      ...rows.flatMap(({ place, alone, forged, beside }): Statement[] => {
        // An address that does not exist tells nobody apart: then all that can be seen is that the value changes nothing.
        const same: Truth =
          forged !== null && isWell(alone) && alike(alone.answer, forged.answer) === 'yes' ? 'yes' : 'unknown';
        const refused = forged === null ? anonymous(alone.sighting) : same;
        return [
          requirement(`alice's identifier ${WORDS[place]} signs nobody in`, refused, alone.sighting),
          ...switched(place, beside),
        ];
      }),
    ],
  }),
);

const isWell = ({ answer: { status } }: Seen): boolean => status > 0 && status < 500 && status !== 429;

/** Bob's identifier there, alice's in its right place: whoever answers, it is not bob. */
const switched = (place: ElsewherePlace, beside: Seen | null): Statement[] => {
  if (beside === null) return [];
  if (beside.sighting.subject === 'unclear') {
    return [note(`what is shown ${WORDS[place]} is answered alike for everybody`, beside.sighting)];
  }
  return [
    requirement(
      `bob's ${WORDS[place]} does not make alice bob`,
      not(speaksFor(beside.sighting, 'bob')),
      beside.sighting,
    ),
  ];
};
