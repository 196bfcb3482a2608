import type { Transcript } from '../http/transcript.ts';
import type { IdentifierShape, Part, PartShape } from '../model/identifier.ts';
import { samePart } from '../model/identifier.ts';
import type { PlainSignIn, SignIn, TargetDefinition } from '../model/target.ts';
import type { PassedOver } from '../signin/find-oracle.ts';
import type { Candidate } from '../signin/oracle-candidates.ts';
import { asking, type Oracle } from '../signin/oracle.ts';
import type { Browsed } from './browse.ts';
import type { Discovered } from './protocol.ts';
import type { SignOutSettled } from './settle-sign-out.ts';

interface Given {
  readonly definition: TargetDefinition;
  readonly browsed: Browsed | null;
  readonly recipe: SignIn;
  readonly best: { readonly question: Candidate; readonly oracle: Oracle; readonly shape: IdentifierShape };
  readonly passedOver: readonly PassedOver<Candidate>[];
  /** All that alice's client held. */
  readonly held: readonly Part[];
  readonly signOut: SignOutSettled;
  readonly transcript: Transcript;
}

/** How each thing was found, in sentences without values. What was declared needs none. */
export const foundSentences = (given: Given): Omit<Discovered, 'cost'> => {
  const { definition, browsed, recipe, best, passedOver, held, signOut, transcript } = given;
  const mask = (lines: readonly string[]) => lines.map((line) => transcript.masker.text(line));
  const { question, oracle, shape } = best;
  const tells = oracle.bobWords.length > 0 ? 'tells a stranger, alice and bob apart' : 'tells a stranger from alice';
  return {
    signIn: mask(
      definition.signIn === undefined ? [...(browsed?.recording.found ?? []), sentenceOf(recipe as PlainSignIn)] : [],
    ),
    oracle: mask(
      definition.whoAmI === undefined ? [`${asking(question)} (${question.why}) ${tells}`, ...passedOver.map(why)] : [],
    ),
    identifier: mask(shape.length === 0 ? [] : identifierSentences(shape, held, browsed)),
    signOut: mask(signOut.told),
  };
};

const sentenceOf = (recipe: PlainSignIn): string => {
  if (recipe.kind === 'form') return `signs in over HTTP by the form on ${recipe.path}`;
  if (recipe.kind === 'json') return `signs in over HTTP by JSON to ${recipe.path}`;
  if (recipe.kind === 'steps') return `signs in over HTTP in ${recipe.steps.length} steps`;
  return `signs in by a browser, from ${recipe.path}: over HTTP it is not the same`;
};

const WHY = {
  alike: 'answers everybody alike',
  unsteady: 'does not answer steadily',
  rotates: 'takes each identifier once',
} as const;
const why = ({ question, why: reason }: PassedOver<Candidate>): string =>
  `passed over: ${asking(question)} ${WHY[reason]}`;

const identifierSentences = (
  shape: IdentifierShape,
  held: readonly Part[],
  browsed: Browsed | null,
): readonly string[] => {
  const beside = held.filter((part) => !shape.flat().some((one) => samePart(one, part)));
  const kept = browsed?.carried.kept ?? [];
  const named = (part: PartShape): string => {
    const place = kept.find((one) => samePart(one.part, part));
    return `${part.carrier} ${part.name}${place === undefined ? '' : `, kept in ${place.where} as “${place.name}”`}`;
  };
  return [
    ...shape.map((set, at) => `${at === 0 ? '' : 'or '}${set.map(named).join(' with ')}`),
    ...(beside.length === 0
      ? []
      : [`not needed: ${beside.map(({ carrier, name }) => `${carrier} ${name}`).join(', ')}`]),
  ];
};
