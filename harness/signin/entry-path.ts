import type { SignIn } from '../model/target.ts';

/** The page on which a sign-in begins; null where it shows none (a JSON request, a function). */
export const entryPath = (recipe: SignIn): string | null => {
  if (recipe.kind === 'form' || recipe.kind === 'browser') return recipe.path;
  if (recipe.kind !== 'steps') return null;
  const [first] = recipe.steps;
  return first !== undefined && 'open' in first ? first.open : null;
};
