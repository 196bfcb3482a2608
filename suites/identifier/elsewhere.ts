import {
  alike,
  anonymous,
  not,
  note,
  requirement,
  speaksFor,
  type ElsewherePlace,
  type Lab,
  type Statement,
  type Truth,
} from '../../harness/index.ts';

export const WORDS: Readonly<Record<ElsewherePlace, string>> = {
  query: 'in the query of the address',
  path: 'in the path of the address',
  form: 'as a form field',
  json: 'as a JSON field',
  authorization: 'as a bearer token',
  headers: 'in a header of its own',
};
type Seen = Awaited<ReturnType<Lab['probeElsewhere']>>;

/** What came of showing an identifier in one other place. */
export interface Row {
  readonly place: ElsewherePlace;
  /** Alice's, without any other. */
  readonly alone: Seen;
  /** One that nobody issued, where the answer to alice's was of no known kind. */
  readonly forged: Seen | null;
  /** Bob's, while alice's is in its right place. Null: not looked at. */
  readonly beside: Seen | null;
}

const isWell = ({ answer: { status } }: Seen): boolean => status > 0 && status < 500 && status !== 429;

/** Answered as to a stranger; or, where the address tells nobody apart, as one that nobody issued. */
export const refused = ({ alone, forged }: Row): Truth => {
  if (forged === null) return anonymous(alone.sighting);
  return isWell(alone) && alike(alone.answer, forged.answer) === 'yes' ? 'yes' : 'unknown';
};

/** A question that is put with GET is posted here: where nothing takes that, no body was read, and nothing is shown. */
export const isUnread = ({ place, alone, forged }: Row): boolean =>
  (place === 'form' || place === 'json') &&
  [alone, forged ?? alone].every(({ answer: { status } }) => status === 404 || status === 405) &&
  anonymous(alone.sighting) !== 'no';

/** Whoever answers, it is not bob. */
export const switched = ({ place, beside }: Row): Statement[] => {
  if (beside === null) return [];
  if (beside.sighting.subject === 'unclear') {
    return [note(`what is shown ${WORDS[place]} is answered alike for everybody`, beside.sighting)];
  }
  const bobs = speaksFor(beside.sighting, 'bob');
  return [requirement(`bob's ${WORDS[place]} does not make alice bob`, not(bobs), beside.sighting)];
};
