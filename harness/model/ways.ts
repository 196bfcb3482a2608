import type { PlainSignIn, PlainSignOut } from './target.ts';

/** A query may hold what nobody should read. */
export const hidden = (path: string): string => path.replaceAll(/=[^&]*/g, '=…');

/** A way in, for a reader. */
export const wayIn = (recipe: PlainSignIn): string => {
  switch (recipe.kind) {
    case 'form':
      return `a form on ${hidden(recipe.path)}`;
    case 'json':
      return `JSON sent to ${hidden(recipe.path)}`;
    case 'steps':
      return `${recipe.steps.length} ${recipe.steps.length === 1 ? 'step' : 'steps'} over HTTP`;
    case 'browser':
      return `in a browser, from ${hidden(recipe.path)}`;
  }
};

/** A way out, for a reader. */
export const wayOut = (recipe: PlainSignOut): string => {
  if (recipe.kind === 'request') return hidden(`${recipe.method} ${recipe.path}`);
  return recipe.kind === 'forget'
    ? `the browser forgets ${recipe.parts.map(({ carrier, name }) => `${carrier} ${name}`).join(', ')}`
    : `${recipe.steps.length} ${recipe.steps.length === 1 ? 'step' : 'steps'} over HTTP`;
};
